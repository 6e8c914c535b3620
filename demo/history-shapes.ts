// The shapes of the generated two years: visits and cases as plain events in time order.
/** Milliseconds since 1970, as everywhere in the program. */
export type Moment = number;
export type FactWord =
  | 'harvest'
  | 'wedding'
  | 'funeral'
  | 'birth'
  | 'hail'
  | 'flood'
  | 'drought'
  | 'illness'
  | 'away'
  | 'returned';
export type Amount = 'good' | 'poor' | 'failed';

export type VisitPart =
  | { readonly kind: 'policy'; readonly topic: string; readonly text: string }
  /** `named`: the household agrees that its name goes up with the word. */
  | { readonly kind: 'opinion'; readonly text: string; readonly named: boolean }
  | { readonly kind: 'comment'; readonly text: string }
  | {
      readonly kind: 'fact';
      readonly fact: FactWord;
      /** Only for a harvest. */
      readonly amount: Amount | null;
      /** YYYY-MM-DD, when the day is known. */
      readonly on: string | null;
      readonly text: string;
    }
  | { readonly kind: 'help'; readonly text: string }
  /** `due` is YYYY-MM-DD; `keptAt` null while it is open. */
  | { readonly kind: 'promise'; readonly text: string; readonly due: string; readonly keptAt: Moment | null }
  /** The `ref` of the case that was reported at this visit. */
  | { readonly kind: 'problem'; readonly ref: string }
  /** All is well, nothing else was said. */
  | { readonly kind: 'well' };

export interface VisitEvent {
  readonly at: Moment;
  readonly kind: 'visit';
  readonly householdDoor: string;
  /** Code of the level-2 grid. */
  readonly grid: string;
  /** Name of the office whose person came: the grid's, or the level-1 head's where the grid has nobody. */
  readonly office: string;
  readonly confidential: boolean;
  readonly parts: readonly VisitPart[];
}

export type Verb = 'accept' | 'hand-up' | 'dispatch' | 'return' | 'answer' | 'tell' | 'say';
export type Outcome = 'solved' | 'partly' | 'not-solved';
export type Proof = 'secret' | 'adult' | 'call' | 'visit';
export interface CaseStep {
  readonly at: Moment;
  readonly verb: Verb;
  /** Name of the office that acts; for `say` the one that brought the word (by call or visit), else ''. */
  readonly office: string;
  /** Name of the office that holds it from now on: `hand-up`, `dispatch`, `return`. */
  readonly to?: string;
  readonly text: string;
  /** Only `say`. */
  readonly outcome?: Outcome;
  readonly proof?: Proof;
}

export interface CaseEvent {
  readonly at: Moment;
  readonly kind: 'case';
  readonly ref: string;
  readonly householdDoor: string;
  readonly grid: string;
  readonly category: string;
  readonly title: string;
  readonly text: string;
  /** Name of the office that reported it and stays responsible for the answer. */
  readonly reportedBy: string;
  /** Name of the office that holds it first. */
  readonly holder: string;
  readonly steps: readonly CaseStep[];
}

export type HistoryEvent = VisitEvent | CaseEvent;
export interface HistorySpan {
  readonly seed: number;
  readonly from: Moment;
  readonly until: Moment;
}
