// Brings the screens of the surroundings when they are first needed, their verbs before them.
import { book } from './book.ts';

export const spots = () => book.ready(['spot.look']).then(() => import('./spot-pages.tsx'));
