// Adding pictures and an audio note to a form: one tap to the camera, one to speak and one to end; each can be looked at, covered, taken again or left out.
import type { JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '#kit/problem.ts';
import { Button, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { limits, type Named } from '../model.ts';
import { CoverSheet } from './cover-sheet.tsx';
import { FileSheet, type FileShown, FileTile, type Opener } from './file-tile.tsx';
import { canListen, listen, type Listening } from './record.ts';
import { shrink, type Shrunk } from './shrink.ts';

/** What a command says of a file, before it is kept. */
export type About =
  | { readonly kind: 'picture'; readonly mime: 'image/jpeg'; readonly width: number; readonly height: number }
  | { readonly kind: 'audio'; readonly mime: 'audio/webm'; readonly duration: number };

export interface AttachProps {
  readonly named: readonly Named[];
  readonly onChange: (named: readonly Named[]) => void;
  /** Puts it on the disk; throws the Problem that keeps it from there. */
  readonly keep: (bytes: Uint8Array<ArrayBuffer>, about: About) => Promise<Named>;
  readonly drop: (id: string) => void;
  readonly open: Opener;
  readonly say: (problem: unknown) => string;
}

const shownOf = (one: Named): FileShown => ({
  id: one.attachment,
  kind: one.kind,
  duration: one.kind === 'audio' ? one.duration : null,
});

/** The hidden picker behind a button; a file chosen twice is told twice. */
function Picker(props: {
  picker: RefObject<HTMLInputElement | null>;
  camera: boolean;
  onPick: (file: File) => void;
}): JSX.Element {
  return (
    <input
      ref={props.picker}
      type="file"
      accept="image/*"
      hidden
      {...(props.camera ? { capture: 'environment' as const } : {})}
      onChange={(event) => {
        const [file] = event.currentTarget.files ?? [];
        event.currentTarget.value = '';
        if (file) props.onPick(file);
      }}
    />
  );
}

function useSeconds(of: Listening | undefined): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!of) return;
    const timer = setInterval(() => setNow(Math.floor(of.elapsed() / 1000)), 250);
    return () => {
      clearInterval(timer);
      setNow(0);
    };
  }, [of]);
  return now;
}

/** Everything that happens to the files of this form; what is said of the latest state is never lost to an older one. */
function useFiles(props: AttachProps) {
  const given = useRef(props);
  given.current = props;
  const latest = useRef(props.named);
  latest.current = props.named;
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const set = (named: readonly Named[]): void => {
    latest.current = named;
    // What was typed while a picture was made small must not be taken back by it.
    given.current.onChange(named);
  };
  const working = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem('');
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(props.say(error));
    } finally {
      setBusy(false);
    }
  };
  /** In the place of `instead`, or at the end. The old one goes only once the new one is on the disk. */
  const put = async (bytes: Uint8Array<ArrayBuffer>, about: About, instead?: string): Promise<void> => {
    const named = await props.keep(bytes, about);
    const before = latest.current;
    if (!before.some((one) => one.attachment === instead)) return set([...before, named]);
    set(before.map((one) => (one.attachment === instead ? named : one)));
    if (instead !== undefined) props.drop(instead);
  };
  const putPicture = ({ bytes, width, height }: Shrunk, instead?: string): Promise<void> =>
    put(bytes, { kind: 'picture', mime: 'image/jpeg', width, height }, instead);
  const leaveOut = (id: string): void => {
    set(latest.current.filter((one) => one.attachment !== id));
    props.drop(id);
  };
  return { problem, busy, working, put, putPicture, leaveOut };
}

function Speak(props: { listening: Listening }): JSX.Element {
  const n = useSeconds(props.listening);
  return (
    <div class="flex flex-col gap-2" role="status">
      <b>{t('attachment.recording', { n })}</b>
      <Button kind="filled" main icon="player-stop" onClick={() => props.listening.stop()}>
        {t('attachment.stop')}
      </Button>
      <p class="zd-two">{t('attachment.recordingMost')}</p>
    </div>
  );
}

function Looked(props: {
  kind: Named['kind'];
  onCover: () => void;
  onAgain: () => void;
  onRemove: () => void;
}): JSX.Element {
  const picture = props.kind === 'picture';
  return (
    <>
      {picture ? (
        <Button main icon="blur" onClick={props.onCover}>
          {t('attachment.cover')}
        </Button>
      ) : null}
      <Button main icon={picture ? 'camera' : 'microphone'} onClick={props.onAgain}>
        {t(picture ? 'attachment.again' : 'attachment.sayAgain')}
      </Button>
      <Button main icon="trash" danger onClick={props.onRemove}>
        {t('attachment.remove')}
      </Button>
    </>
  );
}

type Hand = ReturnType<typeof useFiles>;

/** The tiles of what was taken, and what can still be done with each. */
function Taken(props: { given: AttachProps; hand: Hand; onAgain: (one: Named) => void }): JSX.Element {
  const { given, hand } = props;
  const { named, open } = given;
  const [looked, setLooked] = useState<Named>();
  const [covered, setCovered] = useState<{ readonly id: string; readonly blob: Blob }>();
  const startCover = async (id: string): Promise<void> => {
    const blob = await open(id);
    setLooked(undefined);
    if (blob) setCovered({ id, blob });
  };
  const leave = (then: () => void): void => {
    setLooked(undefined);
    then();
  };
  return (
    <>
      <div class="grid grid-cols-3 gap-2 mt-2">
        {named.map((one, place) => (
          <FileTile
            key={one.attachment}
            file={shownOf(one)}
            n={place + 1}
            open={open}
            isHere
            onOpen={() => setLooked(one)}
          />
        ))}
      </div>
      {looked ? (
        <FileSheet
          file={shownOf(looked)}
          n={named.indexOf(looked) + 1}
          open={open}
          onClose={() => setLooked(undefined)}
          foot={
            <Looked
              kind={looked.kind}
              onCover={() => void startCover(looked.attachment)}
              onAgain={() => leave(() => props.onAgain(looked))}
              onRemove={() => leave(() => hand.leaveOut(looked.attachment))}
            />
          }
        />
      ) : null}
      {covered ? (
        <CoverSheet
          blob={covered.blob}
          onClose={() => setCovered(undefined)}
          onDone={(shrunk) => {
            setCovered(undefined);
            void hand.working(() => hand.putPicture(shrunk, covered.id));
          }}
        />
      ) : null}
    </>
  );
}

export function PhoneAttach(props: AttachProps): JSX.Element {
  const hand = useFiles(props);
  const camera = useRef<HTMLInputElement | null>(null);
  const album = useRef<HTMLInputElement | null>(null);
  const instead = useRef<string | undefined>(undefined);
  const [listening, setListening] = useState<Listening>();
  useEffect(() => () => listening?.stop(), [listening]);

  const take = (from: RefObject<HTMLInputElement | null>, old?: string): void => {
    instead.current = old;
    from.current?.click();
  };
  const picked = (file: File): void => {
    const old = instead.current;
    void hand.working(async () => hand.putPicture(await shrink(file), old));
  };
  const speak = (old?: string): void => {
    void hand.working(async () => {
      const ear = await listen();
      setListening(ear);
      const said = await ear.said.finally(() => setListening(undefined));
      if (!said) throw new Problem('invalid', 'audio-empty');
      await hand.put(said.bytes, { kind: 'audio', mime: 'audio/webm', duration: said.duration }, old);
    });
  };
  const again = ({ kind, attachment }: Named): void =>
    kind === 'picture' ? take(camera, attachment) : speak(attachment);
  return (
    <div class="zd-field" role="group" aria-label={t('attachment.title')}>
      <div class="zd-label">
        <span>{t('attachment.title')}</span>
        <small>{t('look.optional')}</small>
      </div>
      <Picker picker={camera} camera onPick={picked} />
      <Picker picker={album} camera={false} onPick={picked} />
      {listening ? (
        <Speak listening={listening} />
      ) : props.named.length >= limits.inOne ? null : (
        <div class="grid grid-cols-[repeat(auto-fit,minmax(calc(var(--fs-body)*6),1fr))] gap-2 [&_.zd-button]:gap-1.5 [&_.zd-button]:px-1">
          <Button icon="camera" busy={hand.busy} onClick={() => take(camera)}>
            {t('attachment.take')}
          </Button>
          <Button icon="photo" disabled={hand.busy} onClick={() => take(album)}>
            {t('attachment.choose')}
          </Button>
          {canListen() ? (
            <Button icon="microphone" disabled={hand.busy} onClick={() => speak()}>
              {t('attachment.speak')}
            </Button>
          ) : null}
        </div>
      )}
      {hand.problem === '' ? null : (
        <div role="alert">
          <Note tone="bad" icon="alert-circle">
            {hand.problem}
          </Note>
        </div>
      )}
      {props.named.length === 0 ? null : <Taken given={props} hand={hand} onAgain={again} />}
    </div>
  );
}
