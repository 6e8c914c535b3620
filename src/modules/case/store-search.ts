// The words by which a matter is found, and what somebody types: runs of hanzi in pairs, their spelling, numbers and doors.
import { pinyin } from 'pinyin-pro';

const runs = /\p{Script=Han}+|[a-z0-9]+(?:-[a-z0-9]+)*/gu;
const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);
/** Longer than anybody types without a space. */
const longest = 40;

const clean = (text: string): string => text.normalize('NFKC').toLowerCase();

/** 自来水 → 自来 来水 水: every pair, and the last sign by itself, so that one sign finds what begins with it. */
function pairs(run: string): string[] {
  const signs = [...run];
  return signs.map((sign, at) => sign + (signs[at + 1] ?? ''));
}

/** Words as they are written. */
export function writtenWords(text: string): string[] {
  return (clean(text).match(runs) ?? []).flatMap((run) => (isHan(run) ? pairs(run) : [run.slice(0, longest)]));
}

/** 水浑 → shuihun hun, sh h: from every sign to the end, whole and by initials, so that a beginning typed anywhere finds it. */
export function spelledWords(text: string, surname = false): string[] {
  const hanzi = [...clean(text)].filter(isHan).slice(0, 60).join('');
  if (hanzi === '') return [];
  const how = { toneType: 'none', type: 'array', v: true, nonZh: 'removed' } as const;
  const syllables = (surname ? pinyin(hanzi, { ...how, surname: 'head' }) : pinyin(hanzi, how)).filter((one) =>
    /^[a-z]+$/.test(one),
  );
  return syllables.flatMap((_, at) => {
    const rest = syllables.slice(at);
    return [
      rest.join('').slice(0, longest),
      rest
        .map((one) => one.slice(0, 1))
        .join('')
        .slice(0, longest),
    ];
  });
}

/**
 * What is typed, as a tsquery: every word must be there; pairs of hanzi as they are, all else from its beginning.
 * '' when nothing in it can be looked for.
 */
export function askedWords(text: string): string {
  const parts = (clean(text).match(runs) ?? []).slice(0, 8).flatMap((run) => {
    if (!isHan(run)) return [`'${run.slice(0, longest)}':*`];
    const signs = pairs(run).slice(0, 20);
    return signs.length === 1 ? [`'${run}':*`] : signs.slice(0, -1).map((pair) => `'${pair}'`);
  });
  return [...new Set(parts)].join(' & ');
}
