// Polls of the ground: all of them, and one with its ballots and its result.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as pollZh } from '#modules/poll/desk-words.zh.ts';
import { PollScreen } from '#modules/poll/ui/desk-poll.tsx';
import { PollList } from '#modules/poll/ui/desk-polls.tsx';
import { hrefOf } from '../route.ts';
import { session } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: pollZh, en: () => import('#modules/poll/desk-words.en.ts') });

export function PollsRoom({ id }: { id: string | undefined }): JSX.Element {
  const runner = session.value?.posts.find((post) => post.role === 'village-officer');
  const go = (one: string): void => {
    location.hash = hrefOf(['polls', one]);
  };
  return id === undefined ? (
    <PollList runner={runner} hrefOf={(one) => hrefOf(['polls', one])} go={go} problem={problemWord} />
  ) : (
    <PollScreen key={id} id={id} listHref={hrefOf(['polls'])} problem={problemWord} />
  );
}
