// Brings the screens of mediation when they are first needed, their verbs before them: nothing is offered that cannot be decided.
import { book } from './book.ts';

export const mediation = () => book.ready(['dispute.open']).then(() => import('./mediation-pages.tsx'));
