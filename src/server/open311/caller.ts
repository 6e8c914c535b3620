// Who calls: a system known by its key, or anybody; how often each may, and a line for every call of a key (OPEN-1, OPEN-2).
import { type Actor, serviceActor } from '#kit/actor.ts';
import { inScope } from '#data/scope.ts';
import type { KeyHolder, Scope } from '#modules/open311/model.ts';
import { noteCall } from '#modules/open311/store.ts';
import type { County } from '../county.ts';
import { type Limiter, limiter } from '../limits.ts';
import { scopeOf } from '../scope-of.ts';
import { hashOf } from '../session.ts';
import { fault } from './speak.ts';

export interface OutsideCaller {
  readonly holder: KeyHolder | undefined;
  readonly actor: Actor;
}

const keyText = `select id, name, scopes, per_minute as "perMinute", area, ground from zd_open311_key($1)`;

export interface Callers {
  /** Throws `open311-key-bad`, or `too-many` when the key or the address has none left. */
  know(key: string, address: string): Promise<OutsideCaller>;
  note(caller: OutsideCaller, what: string): Promise<void>;
}

const perAddress = 240;

export function callersOf(county: County): Callers {
  const strangers = limiter(perAddress, perAddress, 20_000, county.now);
  // One of each pace: a key that is made with another limit begins anew.
  const paces = new Map<number, Limiter>();
  const paceOf = (perMinute: number): Limiter => {
    const pace = paces.get(perMinute) ?? limiter(perMinute, perMinute, 2000, county.now);
    paces.set(perMinute, pace);
    return pace;
  };
  return {
    async know(key, address) {
      if (key === '') {
        strangers.take(address);
        return { holder: undefined, actor: serviceActor('open311') };
      }
      const [holder] = await county.database.single<KeyHolder>(keyText, [hashOf(key)]);
      if (!holder) {
        strangers.take(address);
        throw fault('refused', 'key-bad');
      }
      paceOf(holder.perMinute).take(holder.id);
      return { holder, actor: { ...serviceActor('open311'), key: holder.id, ground: holder.ground } };
    },
    async note({ holder, actor }, what) {
      if (!holder) return;
      await inScope(county.database, scopeOf(actor), (tx) => noteCall(tx, holder.id, what, county.now()));
    },
  };
}

/** Whoever writes needs a key that may. */
export function mustMay({ holder }: OutsideCaller, scope: Scope): KeyHolder {
  if (!holder) throw fault('refused', 'key-missing');
  if (!holder.scopes.includes(scope)) throw fault('refused', 'scope', { scope });
  return holder;
}
