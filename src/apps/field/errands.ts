// Brings the screens of errands when they are first needed, their verbs before them.
import { book } from './book.ts';

export const errands = () => book.ready(['errand.ask']).then(() => import('./errand-pages.tsx'));
