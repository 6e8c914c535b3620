// The icon of a category: that of its group.
import type { IconName } from '#look/icons.ts';

const groupIcons: Readonly<Record<string, IconName>> = {
  W: 'droplet',
  P: 'bolt',
  R: 'road',
  H: 'home',
  A: 'plant-2',
  S: 'coin',
  C: 'heart-handshake',
  M: 'first-aid-kit',
  E: 'recycle',
  D: 'scale',
  F: 'alert-triangle',
  V: 'building-community',
};
export const categoryIcon = (code: string): IconName => groupIcons[code.slice(0, 1)] ?? 'flag';
