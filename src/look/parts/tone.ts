// The seven tones a part may take: colour is the third sign, after the icon and the word.

export type Tone = 'act' | 'info' | 'ok' | 'wait' | 'bad' | 'care' | 'calm';

export function toneClass(tone: Tone | undefined): string {
  return `zd-tone-${tone ?? 'calm'}`;
}
