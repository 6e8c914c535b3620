// Brings the screens of the village's own affairs when they are first needed, their verb before them.
import { book } from './book.ts';

export const village = () => book.ready(['proposal.raise']).then(() => import('./village-pages.tsx'));
