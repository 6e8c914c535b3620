// A phone in a history: the real store, queue and rounds, synced only when the history says so, with an answer lost now and then.
import '#tests/chaos/bare-browser.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { Household } from '#modules/household/model.ts';
import { invite, sessionScope } from '#server/session.ts';
import type { Around } from '#sync/around.ts';
import { enrol } from '#sync/enrol.ts';
import { discard, record } from '#sync/outbox.ts';
import type { Identity } from '#sync/phone-database.ts';
import { type Rounds, startRounds } from '#sync/rounds.ts';
import { choosePin } from '#sync/pin.ts';
import { type Phone, unlock } from '#sync/store.ts';
import type { Cast } from '#tests/cast.ts';
import { setOrigin } from '#tests/chaos/bare-browser.ts';
import type { Running } from '#tests/running.ts';
import { pause } from '#tests/postgres-places.ts';
import { book } from '../../src/apps/field/book.ts';

let addresses = 0;

export const visitOf = (
  household: string,
  note: string,
): { visit: string; household: string; note: string; parts: object[] } => ({
  visit: newId(),
  household,
  note,
  parts: [],
});

export class HistoryPhone {
  readonly phone: Phone;
  readonly rounds: Rounds;
  private loseAnswers = false;
  /** Times it planned to try again sooner than by its quarter of an hour. */
  patience = 0;
  /** How far (ms) its own clock is ahead. */
  ahead = 0;
  /** It was told to erase itself, and did. */
  wiped = false;
  /** Answers in place of the county, while there is one. */
  instead: ((address: string) => Response | undefined) | undefined;

  private constructor(phone: Phone, ahead: number, before: (phone: HistoryPhone) => void) {
    this.phone = phone;
    this.ahead = ahead;
    before(this);
    const around: Around = {
      fetch: async (input, init) => {
        const headers = {
          ...(init?.headers as Record<string, string>),
          'x-forwarded-for': `10.9.${addresses++ % 250}.1`,
        };
        const answer = this.instead?.(input as string) ?? (await fetch(input, { ...init, headers }));
        if (this.loseAnswers) throw new TypeError('the answer was lost');
        return answer;
      },
      now: () => Date.now() + this.ahead,
      // It syncs when the history says so, not by itself.
      wait: () => {
        this.patience += 1;
        return 3_600_000;
      },
      listen: () => () => {},
    };
    this.rounds = startRounds(phone, { wiped: () => (this.wiped = true) }, around);
  }

  static async enrol(server: Running, cast: Cast, person: string): Promise<HistoryPhone> {
    const phone = await HistoryPhone.begin(server, cast, person);
    await phone.settle();
    return phone;
  }

  /** A new phone of this person, in the middle of its first sync. */
  static async begin(
    server: Running,
    cast: Cast,
    person: string,
    before: (phone: HistoryPhone) => void = () => {},
  ): Promise<HistoryPhone> {
    setOrigin(server.url.replace('localhost', '127.0.0.1'));
    const { code } = await inScope(cast.county.database, sessionScope, (tx) =>
      invite(tx, { person, purpose: 'phone', by: null }),
    );
    return HistoryPhone.open(await choosePin(await enrol(code, 'history', Date.now()), '204816'), 0, before);
  }

  /** Unlocked; it begins to sync by itself. */
  static async open(
    identity: Identity,
    ahead = 0,
    before: (phone: HistoryPhone) => void = () => {},
  ): Promise<HistoryPhone> {
    return new HistoryPhone(await unlock(identity, '204816', book, Date.now() + ahead), ahead, before);
  }

  /** As the screens show it: with what was said here and not yet sent. */
  home = (id: string): Household | undefined =>
    this.phone.view.value.rows.get('household')?.get(id) as Household | undefined;
  /** As the county told it. */
  base = (id: string): unknown => this.phone.base.value.get('household')?.get(id);

  async say(name: string, input: object): Promise<string> {
    const id = newId();
    await record(this.phone, { id, name, input, hold: 0 }, Date.now() + this.ahead);
    return id;
  }

  async sync(lost: boolean): Promise<void> {
    this.loseAnswers = lost;
    await this.rounds.all();
    this.loseAnswers = false;
  }

  /** Until nothing waits and a pull that began after the last answer has come. */
  async settle(): Promise<void> {
    do {
      await this.sync(false);
      if (this.unsettled) await pause(20);
    } while (this.unsettled);
    await this.sync(false);
  }

  private get unsettled(): boolean {
    const { items, meta } = this.phone;
    return (
      meta.value.cursor === null || items.value.some((item) => item.state === 'waiting' && !this.isStuck(item.record))
    );
  }

  private isStuck(about: string): boolean {
    return this.phone.items.value.some((item) => item.state === 'refused' && item.record === about);
  }

  /** Its author reads why each was refused and lets it go; what waited behind them is then sent. Answers their ids. */
  async readRefused(): Promise<string[]> {
    const read: string[] = [];
    for (;;) {
      const ids = this.phone.items.value.filter((item) => item.state === 'refused').map((item) => item.id);
      if (ids.length === 0) return read;
      for (const id of ids) await discard(this.phone, id);
      read.push(...ids);
      await this.settle();
    }
  }

  close(): void {
    this.rounds.stop();
  }
}
