// Mediations: those of one's office, and one with its parties, sessions and agreement.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { MediationList, MediationScreen } from '#modules/dispute/ui/desk-mediation.tsx';
import { words as disputeZh } from '#modules/dispute/words.zh.ts';
import { hrefOf } from '../route.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: disputeZh, en: () => import('#modules/dispute/words.en.ts') });

export const MediationRoom = ({ id }: { id: string | undefined }): JSX.Element =>
  id === undefined ? (
    <MediationList hrefOf={(one) => hrefOf(['mediation', one])} problem={problemWord} />
  ) : (
    <MediationScreen
      key={id}
      id={id}
      listHref={hrefOf(['mediation'])}
      caseHref={(one) => hrefOf(['inbox', 'mine', one])}
      problem={problemWord}
    />
  );
