// Listens through the microphone for a minute at most, and gives what was said as Opus in WebM.
import { Problem } from '#kit/problem.ts';
import { limits } from '../model.ts';

export interface Spoken {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** ms */
  readonly duration: number;
}

export interface Listening {
  /** ms since it began. */
  elapsed(): number;
  /** Ends it; `said` then resolves. */
  stop(): void;
  /** Undefined when nothing came. */
  readonly said: Promise<Spoken | undefined>;
}

const type = 'audio/webm;codecs=opus';
/** Speech is clear at this, and a minute is 180 kB. */
const bitsPerSecond = 24_000;

export const canListen = (): boolean => 'MediaRecorder' in globalThis && MediaRecorder.isTypeSupported(type);

/** Throws `refused no-microphone` when the person or the phone does not allow it. */
export async function listen(): Promise<Listening> {
  const sound = { channelCount: 1, echoCancellation: true, noiseSuppression: true };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: sound }).catch(() => {
    throw new Problem('refused', 'no-microphone');
  });
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: bitsPerSecond });
  const pieces: Blob[] = [];
  const began = performance.now();
  const elapsed = (): number => performance.now() - began;
  recorder.ondataavailable = ({ data }) => void pieces.push(data);
  const said = new Promise<Spoken | undefined>((resolve) => {
    recorder.onstop = () => {
      const duration = Math.max(1, Math.min(limits.audioMs, Math.round(elapsed())));
      for (const track of stream.getTracks()) track.stop();
      void new Blob(pieces).arrayBuffer().then((data) => {
        const bytes = new Uint8Array(data);
        resolve(bytes.length === 0 || bytes.length > limits.audioBytes ? undefined : { bytes, duration });
      });
    };
  });
  const stop = (): void => {
    clearTimeout(end);
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const end = setTimeout(stop, limits.audioMs);
  recorder.start();
  return { elapsed, stop, said };
}
