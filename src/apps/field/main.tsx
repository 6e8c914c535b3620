// Starts the field app: look and words first, then who works here, then the screens and the worker that keeps them.
import '#look/look.css';
import './field.css';
import { render } from 'preact';
import { applyTheme } from '#look/theme.ts';
import { startWords } from '#look/words.ts';
import './say.ts';
import { App } from './app.tsx';
import { takeGift } from './router.ts';
import { type Behind, begin, bringBehind } from './session.ts';
import { registerWorker } from './worker.ts';

applyTheme();
await startWords();
const place = document.getElementById('app');
place?.replaceChildren();
if (place) render(<App />, place);
const behind = (): Promise<Behind> => import('./inside.tsx');
// Not awaited here: what lies behind the PIN builds on this file and would wait for its end.
void begin(takeGift(), behind).then(() => {
  // It is brought while the PIN is typed, once its field is drawn.
  requestAnimationFrame(() => setTimeout(() => void bringBehind().catch(() => undefined)));
});
// A link with a code, opened while the page is already there, changes only the part after the #.
addEventListener('hashchange', () => {
  if (location.hash !== '' && !location.hash.startsWith('#/')) void begin(takeGift(), behind);
});
void registerWorker();
