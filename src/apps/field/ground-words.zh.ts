// Words of the grid as a drawing on the phone, in Chinese.

export const words = {
  'ground.title': '我的网格',
  'ground.open': '看网格的图',
  'ground.openText': '住户在哪儿，没信号也能看',
  'ground.which': '看哪个网格',
  'ground.label': '网格的图，{homes} 户。点下面的门牌看那一户。',
  'ground.none': '还没有图',
  'ground.noneText': '村里画了网格、记了住户在哪儿，这里就有图。',
  'ground.nearer': '放大',
  'ground.farther': '缩小',
  'ground.here': '我在哪儿',
  'ground.hereText': '只在屏幕上看一眼，不存，也不发出去。',
  'ground.hereFailed': '手机没找到位置。到空旷的地方再试。',
} as const;
