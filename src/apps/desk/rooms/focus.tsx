// Incidents: all that are open on one's ground, and one with its tree of causes.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as findingZh } from '#modules/finding/desk-words.zh.ts';
import { FindingList } from '#modules/finding/ui/desk-findings.tsx';
import { IncidentScreen } from '#modules/incident/ui/desk-incident.tsx';
import { IncidentList } from '#modules/incident/ui/desk-incidents.tsx';
import { words as incidentZh } from '#modules/incident/words.zh.ts';
import { words as supplyZh } from '#modules/supply/words.zh.ts';
import { hrefOf } from '../route.ts';
import { judgesFindings } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords(
  { zh: incidentZh, en: () => import('#modules/incident/words.en.ts') },
  { zh: findingZh, en: () => import('#modules/finding/desk-words.en.ts') },
  { zh: supplyZh, en: () => import('#modules/supply/words.en.ts') },
);

export const FocusRoom = ({ id }: { id: string | undefined }): JSX.Element =>
  id === undefined ? (
    <IncidentList problem={problemWord} above={judgesFindings() ? <FindingList /> : undefined} />
  ) : (
    <IncidentScreen key={id} id={id} caseHref={(one) => hrefOf(['inbox', 'mine', one])} problem={problemWord} />
  );
