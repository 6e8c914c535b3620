// What a village makes public about its own affairs: its calendar, and writing one.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as publicityZh } from '#modules/publicity/desk-words.zh.ts';
import { DisclosureScreen } from '#modules/publicity/ui/desk-disclosure.tsx';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: publicityZh, en: () => import('#modules/publicity/desk-words.en.ts') });

export const DisclosureRoom = (): JSX.Element => <DisclosureScreen problem={problemWord} />;
