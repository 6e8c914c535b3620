// What homes say about the offices that serve them, for the committees of the village.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { CommentScreen } from '#modules/opinion/ui/desk-comments.tsx';
import { words as opinionZh } from '#modules/opinion/words.zh.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: opinionZh, en: () => import('#modules/opinion/words.en.ts') });

export const CommentsRoom = (): JSX.Element => <CommentScreen problem={problemWord} />;
