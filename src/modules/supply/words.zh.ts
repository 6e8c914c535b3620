// Words of the supply networks, in Chinese.

export const words = {
  'supply.kind.source': '水源',
  'supply.kind.tank': '水池',
  'supply.kind.main': '主管',
  'supply.kind.valve': '阀',
  'supply.kind.branch': '支管',
  'supply.kind.tap': '入户',
} as const;
