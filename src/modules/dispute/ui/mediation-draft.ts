// What is being written about a mediation: the input of a verb as far as it goes, what is still missing, and what is sent.
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import type { AgreementForm, CourtStep, Dispute, Fulfilment } from '../model.ts';
import { nextFollowUp } from '../rules.ts';

export const mediationActs = [
  'session',
  'agree',
  'follow-up',
  'court',
  'mediator',
  'add-parties',
  'end',
  'again',
] as const;
export type MediationAct = (typeof mediationActs)[number];

export interface PartyDraft {
  readonly id: string;
  readonly household: string | null;
  readonly member: string | null;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}
export interface MediatorDraft {
  readonly office: string;
  readonly name: string;
}

export interface OpenDraft {
  readonly parties: readonly PartyDraft[];
  readonly mediators: readonly MediatorDraft[];
}

export interface ActDraft {
  readonly session: {
    readonly at: number;
    readonly place: string;
    readonly present: readonly string[];
    readonly invited: string;
    readonly text: string;
  };
  readonly agreement: {
    readonly form: AgreementForm | '';
    readonly on: string;
    readonly place: string;
    readonly about: string;
    readonly duties: readonly { readonly party: string; readonly text: string; readonly by: string }[];
  };
  /** Who is added, or, by id, who all agree. */
  readonly parties: readonly string[];
  readonly ending: 'no-agreement' | 'refused' | '';
  readonly endedBy: string;
  readonly endText: string;
  readonly followUp: { readonly after: number; readonly outcome: Fulfilment | ''; readonly text: string };
  readonly court: CourtStep | '';
  readonly courtOn: string;
  readonly mediator: MediatorDraft;
  readonly say: '' | 'named' | 'chosen' | 'refused' | 'leaves';
  readonly party: string;
}

/** A form that nobody wrote in yet; what was agreed before stands in it to be changed. */
export function emptyAct(dispute: Dispute, now: number): ActDraft {
  const { agreement, parties } = dispute;
  const day = dayOf(now);
  return {
    session: { at: now, place: '', present: parties.map((one) => one.id), invited: '', text: '' },
    agreement: {
      form: '',
      on: day,
      place: '',
      about: agreement?.about ?? '',
      duties: (agreement?.duties ?? [{ party: '', text: '', by: null }]).map((one) => ({
        ...one,
        by: one.by ?? '',
      })),
    },
    parties: [],
    ending: '',
    endedBy: '',
    endText: '',
    followUp: { after: nextFollowUp(dispute)?.after ?? 7, outcome: '', text: '' },
    court: dispute.court === null ? 'asked' : '',
    courtOn: day,
    mediator: { office: '', name: '' },
    say: '',
    party: '',
  };
}

export const emptyParty = (): PartyDraft => ({
  id: newId(),
  household: null,
  member: null,
  name: '',
  phone: '',
  address: '',
});

export interface Fault {
  readonly field: string;
  readonly word: string;
}
const need = (field: string, is: boolean): Fault[] => (is ? [] : [{ field, word: `dispute.need.${field}` }]);
const said = (text: string): boolean => text.trim() !== '';

export const openFaults = ({ parties, mediators }: OpenDraft): Fault[] => [
  ...need('party', parties.length > 1 && parties.every((one) => said(one.name))),
  ...need('mediator', mediators.length > 0),
];
export const partyFaults = (parties: readonly PartyDraft[]): Fault[] =>
  need('party', parties.length > 0 && parties.every((one) => said(one.name)));

export function actFaults(act: MediationAct, draft: ActDraft, dispute: Dispute): Fault[] {
  const all = dispute.parties.every((one) => draft.parties.includes(one.id));
  if (act === 'session') return need('text', said(draft.session.text));
  if (act === 'agree') {
    const { form, about, duties } = draft.agreement;
    const written = duties.filter((one) => said(one.text));
    return [
      ...need('form', form !== ''),
      ...need('about', said(about)),
      ...need('duty', written.length > 0 && written.every((one) => one.party !== '')),
      ...need('all', all),
    ];
  }
  if (act === 'follow-up') return need('outcome', draft.followUp.outcome !== '');
  if (act === 'court') return [...need('outcome', draft.court !== ''), ...need('all', draft.court !== 'asked' || all)];
  if (act === 'end') return need('outcome', draft.ending !== '');
  if (act === 'again') return need('all', all);
  if (act === 'mediator') {
    const byParty = draft.say === 'chosen' || draft.say === 'refused';
    return [
      ...need('outcome', draft.say !== ''),
      ...need('mediator', draft.mediator.office !== ''),
      ...need('who', !byParty || draft.party !== ''),
    ];
  }
  return [];
}

/** The verb's input. */
export function actInput(act: MediationAct, draft: ActDraft, dispute: string): Record<string, unknown> {
  if (act === 'session') return { dispute, session: draft.session };
  if (act === 'agree') {
    const duties = draft.agreement.duties
      .filter((one) => said(one.text))
      .map((one) => ({ ...one, by: one.by === '' ? null : one.by }));
    return { dispute, agreement: { ...draft.agreement, duties }, parties: draft.parties };
  }
  if (act === 'follow-up') return { dispute, followUp: draft.followUp };
  if (act === 'court') return { dispute, court: draft.court, courtOn: draft.courtOn, parties: draft.parties };
  if (act === 'end') return { dispute, ending: draft.ending, endedBy: draft.endedBy || null, endText: draft.endText };
  if (act === 'again') return { dispute, parties: draft.parties };
  return { dispute, mediator: draft.mediator, say: draft.say, party: draft.party || null };
}

/** A moment as the field for day and time writes it, in China. */
export const toField = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
export const fromField = (text: string, before: number): number => {
  const at = Date.parse(`${text}:00+08:00`);
  return Number.isNaN(at) ? before : at;
};
