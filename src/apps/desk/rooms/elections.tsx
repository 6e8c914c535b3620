// Elections of one's ground, one of them, or the call of a new one.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { words as electionZh } from '#modules/election/desk-words.zh.ts';
import { CallScreen } from '#modules/election/ui/desk-call.tsx';
import { ElectionScreen } from '#modules/election/ui/desk-election.tsx';
import { ElectionList } from '#modules/election/ui/desk-elections.tsx';
import { hrefOf } from '../route.ts';
import { hasRole, mainPost } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords(
  { zh: electionZh, en: () => import('#modules/election/desk-words.en.ts') },
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
);

const listHref = hrefOf(['elections']);

export function ElectionsRoom({ id }: { id: string | undefined }): JSX.Element {
  const runs = hasRole('village-officer', 'township-officer');
  const hrefFor = (one: string): string => hrefOf(['elections', one]);
  if (id === undefined)
    return <ElectionList hrefOf={hrefFor} newHref={hrefFor('new')} runs={runs} problem={problemWord} />;
  if (id === 'new' && runs)
    return <CallScreen problem={problemWord} onCalled={(one) => location.assign(hrefFor(one))} listHref={listHref} />;
  return (
    <ElectionScreen
      key={id}
      id={id}
      listHref={listHref}
      runs={runs}
      office={mainPost()?.office ?? ''}
      problem={problemWord}
    />
  );
}
