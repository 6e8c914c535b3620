// What an import is going to do: steps that each make or change one record, and what is wrong with single rows.

/** Something wrong with one cell; `code` has words as `import.<code>`. */
export interface RowError {
  readonly line: number;
  /** Where several sheets are one list. */
  readonly sheet?: string;
  readonly column: string;
  /** What the person's own sheet calls that column, where it is another word. */
  readonly heading?: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface Command {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What the row says in full, where the input is only what differs: by it the command is known again. */
  readonly says?: Readonly<Record<string, unknown>>;
}

/** What a row changes of a record that is there. */
export interface CellChange {
  readonly column: string;
  readonly now: string;
}

/** One record that a row asks for. `change` says the same about a record that is there already. */
export interface Step {
  readonly line: number;
  readonly kind: string;
  readonly record: string;
  /** Steps of a lower stage are done before those of a higher one; inside a stage the order is free. */
  readonly stage: number;
  readonly create: Command;
  readonly change?: Command;
  /** Records that its command changes beside its own. */
  readonly also?: readonly { readonly kind: string; readonly record: string }[];
  /** The record is there, and the row says nothing new of it. */
  readonly asBefore?: boolean;
  readonly changes?: readonly CellChange[];
  /** What a person calls it: the door and the name. */
  readonly label?: string;
  /** Steps with the same word are one thing to a person (a home with its members) and are taken back together. */
  readonly together?: string;
}

export interface Plan {
  readonly steps: Step[];
  readonly errors: RowError[];
  /** Worth knowing, and nothing wrong. */
  readonly notes: RowError[];
}

export const emptyPlan = (): Plan => ({ steps: [], errors: [], notes: [] });
