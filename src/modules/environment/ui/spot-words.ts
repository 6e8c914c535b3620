// Kinds of places and their points in the language spoken now.
import { lang } from '#look/words.ts';
import { findSpotKind, type Point, type SpotKind } from '../kinds/spots.ts';

export const pointsOf = (kind: string): readonly Point[] => findSpotKind(kind)?.points ?? [];
export const english = (): boolean => lang.value === 'en';
export const kindName = (kind: Pick<SpotKind, 'zh' | 'en'> | undefined): string =>
  kind === undefined ? '' : english() ? kind.en : kind.zh;
export const wrongWords = (kind: string, codes: readonly string[]): string =>
  pointsOf(kind)
    .filter((one) => codes.includes(one.code))
    .map((one) => (english() ? one.wrongEn : one.wrongZh))
    .join(english() ? ', ' : '、');
