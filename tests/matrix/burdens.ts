// Requests to the grids and burdens for the access matrix, said by those who may.
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';

export const asking = (m: Matrix): Record<string, unknown> => ({
  request: newId(),
  office: m.cast.offices.water,
  township: m.cast.areas.township,
  title: '灌溉打算',
  asks: ['plans'],
  minutes: 5,
  per: 'grid',
  until: m.cast.county.now() + 30 * 86_400_000,
});

/** One that the water bureau asks of the township. */
export async function requestOf(m: Matrix, approved = false): Promise<string> {
  const input = asking(m);
  await say(m.cast.county, m.cast.department, 'request.ask', input);
  const request = String(input['request']);
  if (approved) await say(m.cast.county, m.cast.township, 'request.decide', { request, approved });
  return request;
}

export async function burdenOf(m: Matrix): Promise<string> {
  const burden = newId();
  await say(m.cast.county, m.cast.worker, 'burden.say', { burden, text: '又要填一遍' });
  return burden;
}

/** What is only looked at. */
export const makeBurdens = async (m: Matrix): Promise<Readonly<Record<'waiting' | 'approved' | 'burden', string>>> => ({
  waiting: await requestOf(m),
  approved: await requestOf(m, true),
  burden: await burdenOf(m),
});
