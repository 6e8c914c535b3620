// What an import is going to do: steps that each make or change one record, and what is wrong with single rows.

/** Something wrong with one cell; `code` has words as `import.<code>`. */
export interface RowError {
  readonly line: number;
  readonly column: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface Command {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
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
}

export interface Plan {
  readonly steps: Step[];
  readonly errors: RowError[];
}

export const emptyPlan = (): Plan => ({ steps: [], errors: [] });
