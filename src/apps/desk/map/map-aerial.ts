// The picture under the map as the county keeps it: asked for by the village, its small copy first and then the whole one, both held as long as this page is open.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useAsk } from '#look/door.ts';
import type { AerialPage } from '#modules/aerial/model.ts';
import type { MapPicture } from '#modules/territory/ui/map-drawing.ts';
import { seesHomes } from './map-data.ts';

/** Addresses of bytes by their path. They are the same for ever: a new picture is a new file. */
const held = signal<ReadonlyMap<string, string>>(new Map());
const asked = new Set<string>();

/** A file that cannot be had now is asked for again when the screen is. */
async function hold(path: string): Promise<void> {
  if (asked.has(path)) return;
  asked.add(path);
  try {
    const response = await fetch(path, { credentials: 'same-origin' });
    if (!response.ok) throw new Error(String(response.status));
    const url = URL.createObjectURL(await response.blob());
    held.value = new Map([...held.value, [path, url]]);
  } catch {
    asked.delete(path);
  }
}

export interface AskedAerial {
  readonly page: AerialPage | undefined;
  readonly picture: MapPicture | undefined;
  readonly again: () => void;
}

export function useAerial(village: string | undefined): AskedAerial {
  const asks = village !== undefined && seesHomes();
  const { data: page, again } = useAsk<AerialPage>(asks ? 'aerial.of' : undefined, { village }, [
    'aerial',
    'attachment',
  ]);
  const shown = page?.shown ?? undefined;
  const whole = shown && `/attachments/${shown.attachment}`;
  useEffect(() => {
    if (whole !== undefined) void hold(`${whole}/small`).then(() => hold(whole));
  }, [whole]);
  const url = whole && (held.value.get(whole) ?? held.value.get(`${whole}/small`));
  return { page, picture: shown && url ? { url, corners: shown.corners } : undefined, again };
}
