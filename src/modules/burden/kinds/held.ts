// What may be asked of homes, and what of it the county holds already, with the place where it stands. A table, so that it grows as data.

export interface Asked {
  readonly key: string;
  /** Where the county has it; null = it has not. */
  readonly at: 'homes' | 'notebook' | 'matters' | 'coverage' | 'supply' | null;
}

export const asked: readonly Asked[] = [
  { key: 'roster', at: 'homes' },
  { key: 'members', at: 'homes' },
  { key: 'phone', at: 'homes' },
  { key: 'at-home', at: 'homes' },
  { key: 'care', at: 'homes' },
  { key: 'water-power', at: 'supply' },
  { key: 'visits', at: 'notebook' },
  { key: 'harvest', at: 'notebook' },
  { key: 'weddings-funerals', at: 'notebook' },
  { key: 'opinions', at: 'notebook' },
  { key: 'problems', at: 'matters' },
  { key: 'who-serves', at: 'coverage' },
  { key: 'plans', at: null },
  { key: 'training', at: null },
  { key: 'told', at: null },
  { key: 'other', at: null },
];

export const heldOf = (keys: readonly string[]): readonly Asked[] =>
  asked.filter(({ key, at }) => at !== null && keys.includes(key));
