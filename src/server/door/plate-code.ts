// What stands in the address of a plate: the random code of its QR, or a village and the eight typed signs; both with a brake on guessing.
import type { Context } from 'hono';
import { readCode } from '#kit/id.ts';
import type { County } from '../county.ts';
import { addressOf } from '../http.ts';
import { type Limiter, limiter } from '../limits.ts';
import { findPlate, findShortPlate, type Plate, type ShortPlate } from './door-data.ts';

const ground = /^\d+(\.\d+)*$/;

/** A page for a typed code: it says village and code again, so that the long code stays on the plate alone. */
export const shortAddress = ({ village, code }: ShortPlate): string => `/h/~${village}~${code}`;

export function readShort(text: string): ShortPlate | undefined {
  const [, village = '', typed = ''] = text.split('~');
  const code = readCode(typed);
  return ground.test(village) && code.length === 8 ? { village, code } : undefined;
}

/** Finds homes by their plates; wrong guesses count, opening one's own plate never does. */
export interface Plates {
  find(context: Context, text: string): Promise<Plate | undefined>;
  findTyped(context: Context, short: ShortPlate | undefined): Promise<Plate | undefined>;
}

const known = new WeakMap<County, Plates>();

/** One set of brakes per county, shared by all routes. `find…` throws `refused too-many` once too much was guessed. */
export function platesOf(county: County): Plates {
  const made = known.get(county) ?? makePlates(county);
  known.set(county, made);
  return made;
}

function makePlates(county: County): Plates {
  // Typed codes have 40 bits inside a village: ten tries at once, then ten an hour from one address, and 300 an hour for the whole village.
  const typedByAddress = limiter(10, 1 / 6, 20_000, county.now);
  const typedByVillage = limiter(300, 5, 20_000, county.now);
  // The QR's code has 128 bits and cannot be guessed: this brake only keeps the noise down.
  const scanned = limiter(60, 10, 20_000, county.now);
  const findTyped: Plates['findTyped'] = async (context, short) => {
    const address = addressOf(context, county);
    mustHaveLeft(typedByAddress, address);
    mustHaveLeft(typedByVillage, short?.village ?? '');
    const plate = await findShortPlate(county, short ?? { village: '0', code: '' });
    if (!plate) {
      typedByAddress.take(address);
      typedByVillage.take(short?.village ?? '');
    }
    return plate;
  };
  const find: Plates['find'] = async (context, text) => {
    if (text.startsWith('~')) return findTyped(context, readShort(text));
    const address = addressOf(context, county);
    mustHaveLeft(scanned, address);
    const plate = await findPlate(county, readCode(text));
    if (!plate) scanned.take(address);
    return plate;
  };
  return { find, findTyped };
}

/** Throws as `take` does when nothing is left, and takes nothing while something is. */
export function mustHaveLeft(brake: Limiter, key: string): void {
  if (brake.isSpent(key)) brake.take(key);
}
