// Words of the supply networks, in English.

export const words = {
  'supply.kind.source': 'Source',
  'supply.kind.tank': 'Tank',
  'supply.kind.main': 'Main',
  'supply.kind.valve': 'Valve',
  'supply.kind.branch': 'Branch',
  'supply.kind.tap': 'Tap',
} as const;
