// A home as anybody sees it who stands before it: its door and where it is, nothing of who lives there.
import type { PhoneHousehold } from '../model.ts';

/** HOME-13 It goes by its door; every other word of it stays closed. */
export const homeFromOutside = ({ id, ground, version, grid, door, closedAt }: PhoneHousehold): PhoneHousehold => ({
  id,
  ground,
  version,
  grid,
  door,
  closedAt,
  head: door,
  pinyin: '',
  phone: '',
  home: 'at-home',
  lat: null,
  lon: null,
  visitInterval: 0,
  care: [],
  howToCome: '',
  supplyPoints: [],
  lastVisit: null,
  noticedAt: null,
  disputed: [],
});
