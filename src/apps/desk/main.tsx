// The first screen of this app, drawn into the page.
import '#look/look.css';
import { render } from 'preact';
import { Icon } from '#look/parts/icon.tsx';

const place = document.getElementById('app');
if (place) render(<Icon name="home" />, place);
