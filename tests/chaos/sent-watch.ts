// Whenever a phone shows "all sent", asks the county at once, past all policies, whether it holds every one of those ids.
import type pg from 'pg';
import { pause } from '#tests/postgres-places.ts';
import type { ChaosCounty } from './chaos-county.ts';

interface Check {
  readonly ids: readonly string[];
  readonly generation: string | undefined;
}

export class SentWatch {
  /** Times "all sent" was shown with something newly sent, and ids asked for. */
  shown = 0;
  asked = 0;
  readonly lies: string[] = [];
  private readonly county: ChaosCounty;
  private readonly waiting: Check[] = [];
  private client: pg.Client | undefined;
  private running: Promise<void> | undefined;

  constructor(county: ChaosCounty) {
    this.county = county;
  }

  allSent(ids: readonly string[], generation: string | undefined): void {
    this.shown += 1;
    this.asked += ids.length;
    this.waiting.push({ ids, generation });
    this.running ??= this.work().finally(() => {
      this.running = undefined;
    });
  }

  /** Waits until all is asked, then lets go of the database. */
  async settle(): Promise<void> {
    while (this.running) await this.running;
    await this.client?.end().catch(() => undefined);
    this.client = undefined;
  }

  private async work(): Promise<void> {
    for (let check = this.waiting[0]; check; check = this.waiting[0]) {
      try {
        await this.ask(check);
        this.waiting.shift();
      } catch {
        // The database is down: what was acknowledged must be there when it is back.
        await this.client?.end().catch(() => undefined);
        this.client = undefined;
        await pause(50);
      }
    }
  }

  private async ask({ ids, generation }: Check): Promise<void> {
    this.client ??= await this.county.admin();
    // A phone that has not heard of a restore yet tells the truth of the county it knew.
    const { rows } = await this.client.query<{ id: string | null; generation: string }>(
      'select county.generation, command_log.id from county left join command_log on command_log.id = any($1::uuid[])',
      [ids],
    );
    if (generation !== undefined && rows[0]?.generation !== generation) return;
    const held = new Set(rows.map((row) => row.id));
    this.lies.push(...ids.filter((id) => !held.has(id)));
  }
}
