// One worker's phone in the storm: the real store, queue and rounds over an IndexedDB of its own, and a day of work to say into it.
import './bare-browser.ts';
import { effect } from '@preact/signals';
import { newId } from '#kit/id.ts';
import { type Around, waitAfter } from '#sync/around.ts';
import { enrol } from '#sync/enrol.ts';
import { bindFiles } from '#sync/files.ts';
import { isParked, record, undo } from '#sync/outbox.ts';
import { erasePerson, type Identity, register } from '#sync/phone-database.ts';
import { undoTime } from '#sync/push.ts';
import { type Rounds, startRounds } from '#sync/rounds.ts';
import { badgeOf, type Status } from '#sync/status.ts';
import { choosePin } from '#sync/pin.ts';
import { type Phone, unlock } from '#sync/store.ts';
import { pause } from '#tests/postgres-places.ts';
import { book } from '../../src/apps/field/book.ts';
import type { Chance } from './chance.ts';
import type { Worker } from './village.ts';

export const pin = '204816';

/** What was said into a phone, and what must be found of it at the county. */
export interface Said {
  readonly id: string;
  readonly name: string;
  /** The record it is mainly about: order is kept on it. */
  readonly about: string;
  /** Stands in its text, where it has one, and nowhere else. */
  readonly mark: string | null;
  /** Taken back before it could be sent: must never arrive. */
  undone: boolean;
}

/** A phone's waiting times after failures, a two-hundredth of real ones: a day of patience in seven minutes. */
const pressed = (chance: Chance, now: () => number): Around => ({
  fetch: (input, init) => fetch(input, init),
  now,
  wait: (failures) => waitAfter(failures, chance.next()) / 200,
  listen: () => () => {},
});

export interface Watch {
  /** The header said "all sent": these ids must be at the county. */
  allSent(ids: readonly string[], generation: string | undefined): void;
}

export class StormPhone {
  readonly worker: Worker;
  readonly said: Said[] = [];
  private readonly chance: Chance;
  private readonly watch: Watch;
  private open: { phone: Phone; rounds: Rounds; unwatch: () => void } | undefined;
  private readonly visits: string[] = [];
  private readonly promises: string[] = [];
  private readonly told = new Set<string>();
  /** How far its clock is off, ms; in every fourth phone it is, and jumps. */
  private off = 0;

  constructor(worker: Worker, chance: Chance, watch: Watch) {
    this.worker = worker;
    this.chance = chance;
    this.watch = watch;
  }

  private readonly now = (): number => Date.now() + this.off;

  /** F9: a battery was out, somebody played with the settings, or the network set it right again. */
  jumpClock(): void {
    this.off = this.chance.pick([0, -400 * 86_400_000, 5 * 365 * 86_400_000, 7_200_000]);
  }

  /** A new phone: nothing is left of an earlier one of the same person in this process. */
  async enrol(): Promise<void> {
    await erasePerson(this.worker.person);
    const identity = await enrol(this.worker.code, 'storm', this.now());
    await this.unlock(await choosePin(identity, pin));
  }

  /** Not in the moment between its kill and its next start. */
  get isOpen(): boolean {
    return this.open !== undefined;
  }

  get phone(): Phone {
    if (!this.open) throw new Error('the phone is closed');
    return this.open.phone;
  }

  get status(): Status {
    if (!this.open) throw new Error('the phone is closed');
    return this.open.rounds.status;
  }

  private async unlock(identity: Identity): Promise<void> {
    const phone = await unlock(identity, pin, book, this.now());
    const rounds = startRounds(phone, { wiped: () => undefined }, pressed(this.chance, this.now));
    const unwatch = effect(() => {
      if (badgeOf(rounds.status, this.now()).state !== 'sent') return;
      const fresh = this.said.filter((one) => !one.undone && !this.told.has(one.id)).map((one) => one.id);
      for (const id of fresh) this.told.add(id);
      if (fresh.length > 0) this.watch.allSent(fresh, phone.meta.value.cursor?.generation);
    });
    this.open = { phone, rounds, unwatch };
  }

  /** The app is killed, wherever it stands, and opened again from what is on the disk. */
  async killAndOpen(): Promise<void> {
    this.close();
    const identity = await register.people.get(this.worker.person);
    if (!identity) throw new Error('the phone forgot its person');
    await this.unlock(identity);
  }

  close(): void {
    this.open?.unwatch();
    this.open?.rounds.stop();
    this.open = undefined;
  }

  /** The button "send now". */
  async send(): Promise<void> {
    await this.open?.rounds.all();
  }

  /** Until everything is answered and what was answered has come back with a pull. */
  async settle(): Promise<void> {
    const unsettled = (): boolean =>
      this.phone.meta.value.cursor === null ||
      this.waiting > 0 ||
      this.phone.items.value.some((item) => item.state === 'taken');
    do {
      await this.send();
      if (unsettled()) await pause(200);
    } while (unsettled());
  }

  /** What can still go; what stands behind a refused one waits for the person, not for the network. */
  get waiting(): number {
    const items = this.phone.items.value;
    return items.filter((item) => item.state === 'waiting' && !isParked(items, item)).length;
  }

  get refused(): { id: string; code: string | null }[] {
    return this.phone.items.value.filter((item) => item.state === 'refused').map(({ id, code }) => ({ id, code }));
  }

  /** Says one thing of a worker's day; now and then takes it back at once. */
  async act(): Promise<void> {
    const draw = this.chance.next();
    if (draw < 0.03) return this.regret();
    await this.say(this.drawn(draw), 0);
  }

  private async say(
    { name, input, about, mark }: { name: string; input: object; about: string; mark: string | null },
    hold: number,
  ): Promise<Said> {
    const id = newId();
    const said: Said = { id, name, about, mark, undone: false };
    await record(this.phone, { id, name, input, hold }, this.now());
    this.said.push(said);
    return said;
  }

  async sayVisit(): Promise<void> {
    await this.say(this.visit(this.chance.next() < 0.3), 0);
  }

  /** A matter with a picture that was kept before. */
  async report(picture: object): Promise<void> {
    const [matter, mark] = [newId(), newId()];
    const household = this.chance.pick(this.worker.homes);
    const said = { case: matter, household, category: 'W1', title: '自来水浑', text: mark, attachments: [picture] };
    const { id } = await this.say({ name: 'case.report', input: said, about: matter, mark }, 0);
    await bindFiles(this.phone, [(picture as { attachment: string }).attachment], id);
  }

  private async regret(): Promise<void> {
    const said = await this.say(this.visit(), undoTime);
    said.undone = true;
    if (await undo(this.phone, [said.id])) this.visits.splice(this.visits.indexOf(said.about), 1);
    // Sent in the meantime by "send now": it is too late, and it must arrive like everything else.
    else said.undone = false;
  }

  private drawn(draw: number): { name: string; input: object; about: string; mark: string | null } {
    const mark = newId();
    const household = this.chance.pick(this.worker.homes);
    const lastPromise = this.promises.at(-1);
    if (draw < 0.4 && this.visits.length > 0) {
      const visit = this.chance.pick(this.visits.slice(-4));
      return { name: 'visit.correct', input: { visit, note: `更正 ${mark}` }, about: visit, mark };
    }
    if (draw < 0.5 && lastPromise) {
      this.promises.pop();
      return { name: 'promise.keep', input: { promise: lastPromise }, about: lastPromise, mark: null };
    }
    if (draw < 0.62)
      return { name: 'household.change', input: { household, howToCome: `走 ${mark}` }, about: household, mark };
    if (draw < 0.67) {
      const member = newId();
      return { name: 'member.add', input: { member, household, name: mark }, about: member, mark };
    }
    if (draw < 0.77) {
      const matter = newId();
      const said = { case: matter, household, category: 'W1', title: '自来水浑', text: `水发黄 ${mark}` };
      return { name: 'case.report', input: said, about: matter, mark };
    }
    return this.visit(this.chance.next() < 0.3);
  }

  private visit(withPromise = false): { name: string; input: object; about: string; mark: string | null } {
    const [visit, mark, promise] = [newId(), newId(), newId()];
    this.visits.push(visit);
    if (withPromise) this.promises.push(promise);
    const promises = withPromise ? [{ promise, text: '下回带农技书来' }] : [];
    const parts = [{ kind: 'well' }, ...(withPromise ? [{ kind: 'promise', promise }] : [])];
    const input = { visit, household: this.chance.pick(this.worker.homes), note: `见了 ${mark}`, parts, promises };
    return { name: 'visit.record', input, about: visit, mark };
  }
}
