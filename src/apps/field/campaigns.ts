// Brings the screens of campaigns when they are first needed, their verbs before them.
import { book } from './book.ts';

export const campaigns = () => book.ready(['inquiry.ask']).then(() => import('./campaign-pages.tsx'));
