// The order of the modules: each may import only from modules to its left.
export const moduleOrder = [
  'territory',
  'people',
  'household',
  'supply',
  'attachment',
  'visit',
  'case',
  'incident',
  'dispute',
  'environment',
  'guidance',
  'notice',
  'question',
  'telling',
  'burden',
  'measure',
] as const;
