// For the rows of the table about what a village keeps of its ground: a gully, and a picture from above whose bytes have come.
import path from 'node:path';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { say } from '#tests/cast.ts';
import { makeJpeg } from '#tests/files/make-files.ts';
import type { Matrix } from './county.ts';
import type { Look } from './looks.ts';
import type { Make } from './verb-inputs.ts';

const way = [
  [104, 35],
  [104.01, 35.01],
];
const corners = [
  [104, 35.1],
  [104.1, 35.1],
  [104, 35],
];
const laid = (m: Matrix, attachment = newId()): Record<string, unknown> => ({
  aerial: newId(),
  village: m.cast.areas.village,
  corners,
  file: { attachment, kind: 'aerial', mime: 'image/jpeg', sha256: 'a'.repeat(64), bytes: 9, width: 640, height: 480 },
});

async function gullyBy(m: Matrix): Promise<string> {
  const gully = newId();
  await say(m.cast.county, m.cast.village, 'gully.draw', { gully, village: m.cast.areas.village, path: way });
  return gully;
}
async function aerialBy(m: Matrix): Promise<string> {
  const input = laid(m);
  await say(m.cast.county, m.cast.village, 'aerial.lay', input);
  return String(input['aerial']);
}

export interface GroundSeen {
  readonly gully: string;
  readonly aerial: string;
  readonly aerialFile: string;
}

export async function groundSeen(m: Matrix): Promise<GroundSeen> {
  const aerialFile = newId();
  const input = laid(m, aerialFile);
  await say(m.cast.county, m.cast.village, 'aerial.lay', input);
  const bytes = await makeJpeg(64, 48);
  const hash = await openFileStore(path.join(m.server.dataDir, 'attachments')).put(bytes);
  const kept = { mime: 'image/jpeg', bytes: bytes.length, width: 64, height: 48, keptHash: hash, smallHash: hash };
  await say(m.cast.county, serviceActor('jobs'), 'attachment.receive', { attachment: aerialFile, kept });
  return { gully: await gullyBy(m), aerial: String(input['aerial']), aerialFile };
}

export const groundInputs: Readonly<Record<string, Make>> = {
  'gully.draw|in the village': async (m) => ({ gully: newId(), village: m.cast.areas.village, path: way }),
  'gully.redraw|in the village': async (m) => ({ gully: await gullyBy(m), path: way }),
  'gully.remove|in the village': async (m) => ({ gully: await gullyBy(m) }),
  'gully.restore|in the village': async (m) => {
    const gully = await gullyBy(m);
    await say(m.cast.county, m.cast.village, 'gully.remove', { gully });
    return { gully };
  },
  'aerial.lay|of the village': async (m) => laid(m),
  'aerial.place|of the village': async (m) => ({ aerial: await aerialBy(m), corners }),
  'aerial.remove|of the village': async (m) => ({ aerial: await aerialBy(m) }),
  'aerial.restore|of the village': async (m) => {
    const aerial = await aerialBy(m);
    await say(m.cast.county, m.cast.village, 'aerial.remove', { aerial });
    return { aerial };
  },
  'aerial.forget|of the village': async (m) => ({ aerial: await aerialBy(m), attachment: newId() }),
};

type Seen = { readonly ground: GroundSeen };
type Has = (query: string, input: (m: Matrix) => object, wanted: (m: Matrix, t: Seen) => string) => Look;
export const groundLooks = (has: Has): Readonly<Record<string, Look>> => ({
  'query gully.list|of the village': has(
    'gully.list',
    (m) => ({ village: m.cast.areas.village }),
    (_, t) => t.ground.gully,
  ),
  'query aerial.of|of the village': has(
    'aerial.of',
    (m) => ({ village: m.cast.areas.village }),
    (_, t) => t.ground.aerial,
  ),
});
