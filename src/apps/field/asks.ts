// Brings the screens of questions about one cause when they are first needed, their verb before them.
import { book } from './book.ts';

export const asks = () => book.ready(['ask.answer']).then(() => import('./ask-pages.tsx'));
