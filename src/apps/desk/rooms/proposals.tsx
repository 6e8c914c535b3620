// Proposals of the ground: all of them, and one with its meetings, its decision and its steps.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as deskZh } from '#modules/proposal/desk-words.zh.ts';
import { ProposalScreen } from '#modules/proposal/ui/desk-proposal.tsx';
import { ProposalList } from '#modules/proposal/ui/desk-proposals.tsx';
import { words as proposalZh } from '#modules/proposal/words.zh.ts';
import { hrefOf } from '../route.ts';
import { hasRole } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords(
  { zh: deskZh, en: () => import('#modules/proposal/desk-words.en.ts') },
  { zh: proposalZh, en: () => import('#modules/proposal/words.en.ts') },
);

export function ProposalsRoom({ id }: { id: string | undefined }): JSX.Element {
  const go = (one: string): void => {
    location.hash = hrefOf(['proposals', one]);
  };
  return id === undefined ? (
    <ProposalList
      serves={hasRole('village-officer', 'level-1-head', 'liaison-officer', 'level-2-worker')}
      hrefOf={(one) => hrefOf(['proposals', one])}
      go={go}
      problem={problemWord}
    />
  ) : (
    <ProposalScreen key={id} id={id} listHref={hrefOf(['proposals'])} problem={problemWord} />
  );
}
