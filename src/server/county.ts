// One server process serves one county: its database, its generation, its name, and the clock everything is judged by.
import type { Database } from '#data/database.ts';

export interface CountyFacts {
  readonly name: string;
  readonly filingNumber: string;
  readonly complaintPhone: string;
  readonly demo: boolean;
  /** Changes with every restore, so that phones notice. */
  readonly generation: string;
}

export interface County {
  readonly database: Database;
  readonly facts: CountyFacts;
  /** https address under which households and phones reach this county; null until set. */
  readonly publicUrl: string | null;
  /** Is one proxy in front of us that sets X-Forwarded-For and -Proto? */
  readonly trustProxy: boolean;
  now(): number;
  log(event: string, facts?: Record<string, string | number | boolean>): void;
}
