// Which rows of the list are chosen for an act on several; undefined while nobody chooses.
import { signal } from '@preact/signals';

export const picked = signal<ReadonlySet<string> | undefined>(undefined);

export const isPicking = (): boolean => picked.value !== undefined;
export const pickNone = (): void => {
  picked.value = undefined;
};

export function pick(id: string, on: boolean): void {
  const rest = [...(picked.value ?? [])].filter((one) => one !== id);
  picked.value = new Set(on ? [...rest, id] : rest);
}

export const pickAll = (ids: readonly string[]): void => {
  picked.value = new Set([...(picked.value ?? []), ...ids]);
};
