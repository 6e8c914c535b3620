// Brings the screens of questions when they are first needed, their verb before them.
import { book } from './book.ts';

export const questions = () => book.ready(['question.answer']).then(() => import('./question-pages.tsx'));
