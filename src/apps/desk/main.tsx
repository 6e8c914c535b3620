// Starts the desk: look, words, clock, who is signed in, then the screens.
import '#look/look.css';
import './desk.css';
import { render } from 'preact';
import { startClock } from '#look/clock.ts';
import { sendHeldOnLeave } from '#look/held.ts';
import { applyTheme } from '#look/theme.ts';
import { startWords } from '#look/words.ts';
import { App } from './app.tsx';
import { loadSession } from './sign-in.tsx';
import './speak.ts';

applyTheme();
startClock();
sendHeldOnLeave();
await Promise.all([startWords(), loadSession()]);
const place = document.getElementById('app');
if (place) render(<App />, place);
