// Where Node reads the sources by itself nothing tells the words of the screens that this is a test: a missing one fails here too.
import { setStrictWords } from '#look/words.ts';

setStrictWords(true);
