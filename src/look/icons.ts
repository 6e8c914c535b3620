// The icons in use, by their Tabler names; run `make-icons.ts` after adding one.

export const usedIcons = [
  'affiliate', 'alarm', 'alert-circle', 'alert-triangle', 'arrow-back-up', 'arrow-down', 'arrow-right', 'arrow-up',
  'arrows-join', 'bell', 'bolt', 'book', 'bookmark', 'books', 'building', 'building-community', 'bulb', 'calendar',
  'calendar-due', 'camera', 'check', 'chevron-down', 'chevron-left', 'chevron-right', 'circle-check', 'circle-half-2',
  'circle-minus', 'circle-plus', 'circle-x', 'clock', 'cloud-check', 'cloud-off', 'cloud-up', 'coin', 'copy',
  'corner-up-right', 'device-mobile', 'dots', 'download', 'droplet', 'eye', 'file-text', 'filter', 'first-aid-kit',
  'flag', 'git-merge', 'heart-handshake', 'help', 'history', 'home', 'home-question', 'inbox', 'info-circle', 'key',
  'keyboard', 'language', 'list-check', 'lock', 'logout', 'map-2', 'map-pin', 'menu-2', 'message', 'microphone',
  'minus', 'moon', 'notebook', 'pencil', 'phone', 'photo', 'plant-2', 'player-pause', 'player-play', 'player-stop',
  'plus', 'printer', 'qrcode', 'recycle', 'refresh', 'road', 'route', 'scale', 'school', 'search', 'send', 'settings',
  'shield-check', 'speakerphone', 'sun', 'text-size', 'tool', 'trash', 'upload', 'user', 'user-plus', 'user-question',
  'users', 'volume', 'wifi', 'x',
] as const

export type IconName = (typeof usedIcons)[number]
