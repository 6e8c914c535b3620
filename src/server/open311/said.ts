// What another system said in its address or its form, read with care: empty is not said, every fault is named.
import type { Context } from 'hono';
import { cleanText } from '../http.ts';
import { fault } from './speak.ts';

export interface Said {
  /** '' where it was not said. */
  get(name: string): string;
  all(name: string): readonly string[];
  names(): readonly string[];
}

function saidOf(params: URLSearchParams): Said {
  const all = (name: string): string[] =>
    params
      .getAll(name)
      // A form ends its lines with both signs; the same words from elsewhere are the same words.
      .map((one) => cleanText(one).replaceAll('\r\n', '\n').trim())
      .filter((one) => one !== '');
  return { get: (name) => all(name)[0] ?? '', all, names: () => [...new Set(params.keys())] };
}

/** What does not read as UTF-8 comes out as a replacement sign that nobody wrote. */
function mustBeUtf8(raw: string, params: URLSearchParams): void {
  if ([...params].flat().some((one) => one.includes('\ufffd')) && !/%EF%BF%BD|\ufffd/i.test(raw))
    throw fault('invalid', 'encoding');
}

export function saidInAddress(c: Context): Said {
  const { search, searchParams } = new URL(c.req.url);
  mustBeUtf8(search, searchParams);
  return saidOf(searchParams);
}

async function readMultipart(c: Context): Promise<URLSearchParams> {
  const form = await c.req.formData().catch(() => {
    throw fault('invalid', 'content-type');
  });
  const params = new URLSearchParams();
  for (const [name, value] of form) {
    // Nothing that was sent is lost in silence.
    if (typeof value !== 'string') {
      if (value.size === 0) continue;
      throw fault('invalid', 'file');
    }
    params.append(name, value);
  }
  return params;
}

/** Of a form; what stands in the address counts where the form does not say it. */
export async function saidInForm(c: Context): Promise<Said> {
  const type = (c.req.header('content-type') ?? '').toLowerCase();
  const inAddress = saidInAddress(c);
  let params: URLSearchParams;
  if (type.startsWith('multipart/form-data')) params = await readMultipart(c);
  else if (type.startsWith('application/x-www-form-urlencoded')) {
    const bytes = Buffer.from(await c.req.arrayBuffer());
    const raw = bytes.toString('utf8');
    params = new URLSearchParams(raw);
    if (raw.includes('\ufffd')) throw fault('invalid', 'encoding');
    mustBeUtf8(raw, params);
  } else throw fault('invalid', 'content-type');
  const inForm = saidOf(params);
  return {
    get: (name) => inForm.get(name) || inAddress.get(name),
    all: inForm.all,
    names: inForm.names,
  };
}

export function textOf(said: Said, field: string, most: number): string {
  const text = said.get(field);
  if ([...text].length > most) throw fault('invalid', 'long', { field, most });
  return text;
}

/** A decimal number of at most `most` either way; null where it was not said. */
export function numberOf(said: Said, field: string, most: number): number | null {
  const text = said.get(field);
  if (text === '') return null;
  const value = Number(text);
  if (!/^[+-]?\d{1,9}(\.\d{1,20})?$/.test(text) || Math.abs(value) > most) throw fault('invalid', 'number', { field });
  return value;
}

const w3c = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** ms; a day alone is the day in China. */
export function timeOf(said: Said, field: string): number | null {
  // A plus that was not written as %2B came as a space.
  const text = said.get(field).replace(/ (\d{2}:\d{2})$/, '+$1');
  if (text === '') return null;
  const at = w3c.test(text) ? Date.parse(text.length === 10 ? `${text}T00:00:00+08:00` : text) : Number.NaN;
  if (Number.isNaN(at) || at < 0) throw fault('invalid', 'date', { field });
  return at;
}

const mostSpan = 90 * 86_400_000;

/** The window asked for: ninety days at most, the latest ninety where nothing is said. */
export function windowOf(said: Said, now: number): { from: number; to: number } {
  const [start, end] = [timeOf(said, 'start_date'), timeOf(said, 'end_date')];
  if (start !== null && end !== null) {
    if (end < start || end - start > mostSpan) throw fault('invalid', 'span');
    return { from: start, to: end };
  }
  if (start !== null) return { from: start, to: start + mostSpan };
  const to = end ?? now;
  return { from: Math.max(0, to - mostSpan), to };
}

export const listOf = (said: Said, field: string): string[] =>
  said
    .get(field)
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
