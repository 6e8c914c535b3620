// One picture or audio note as a small tile with its state in words, and the sheet that shows it large or plays it.
import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Icon, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { AttachmentKind } from '../model.ts';

/** What is shown: a file of a form, of a matter or of an entry. */
export interface FileShown {
  readonly id: string;
  readonly kind: AttachmentKind;
  /** ms */
  readonly duration?: number | null | undefined;
}

/** Opens a file, from this phone or from the county; undefined when neither can be had now. */
export type Opener = (id: string) => Promise<Blob | undefined>;

/** An address for the bytes as long as they are shown. `null` while they are looked for, `undefined` when they cannot be had. */
export function useBytes(open: Opener, id: string | undefined): string | null | undefined {
  const [address, setAddress] = useState<string | null | undefined>(null);
  useEffect(() => {
    let mine: string | undefined;
    let here = id !== undefined;
    setAddress(null);
    if (id !== undefined)
      void open(id).then((blob) => {
        if (!here) return;
        mine = blob && URL.createObjectURL(blob);
        setAddress(mine);
      });
    return () => {
      here = false;
      if (mine !== undefined) URL.revokeObjectURL(mine);
    };
  }, [id]);
  return address;
}

export const nameOf = (file: FileShown, n: number): string =>
  t(file.kind === 'picture' ? 'attachment.picture' : 'attachment.audio', { n });

const seconds = (ms: number | null | undefined): string =>
  t('attachment.seconds', { n: Math.max(1, Math.round((ms ?? 0) / 1000)) });

/** Has it come into sight? */
function useSeen<E extends Element>(): [RefObject<E | null>, boolean] {
  const place = useRef<E>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watcher = new IntersectionObserver((all) =>
      setSeen((before) => before || all.some((one) => one.isIntersecting)),
    );
    if (place.current) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);
  return [place, seen];
}

interface TileProps {
  readonly file: FileShown;
  readonly n: number;
  readonly open: Opener;
  readonly isHere: boolean;
  /** The small picture of what is not here, fetched once it comes into sight. */
  readonly small?: Opener;
  readonly state?: ComponentChildren;
  readonly onOpen: () => void;
}

export function FileTile(props: TileProps): JSX.Element {
  const { file } = props;
  const picture = file.kind === 'picture';
  const [place, seen] = useSeen<HTMLButtonElement>();
  const { small } = props;
  const wanted = picture && (props.isHere || (seen && small !== undefined));
  const address = useBytes(props.isHere ? props.open : (small ?? props.open), wanted ? file.id : undefined);
  return (
    <button ref={place} type="button" class="flex flex-col gap-1 text-left rounded-xl" onClick={props.onOpen}>
      {address ? (
        <img src={address} alt="" class="w-full h-24 object-cover rounded-xl" />
      ) : (
        <span class="grid place-items-center w-full h-24 rounded-xl bg-base-300">
          <Icon name={picture ? 'photo' : 'volume'} />
        </span>
      )}
      <span>{nameOf(file, props.n)}</span>
      {picture ? null : <span class="zd-two">{seconds(file.duration)}</span>}
      {wanted && address === undefined ? <span class="zd-two">{t('attachment.later')}</span> : null}
      {props.state}
    </button>
  );
}

/** Plays what was said; a second tap stops it. */
function Play(props: { address: string }): JSX.Element {
  const [playing, setPlaying] = useState(false);
  const sound = useRef<HTMLAudioElement>(null);
  const toggle = (): void => {
    const audio = sound.current;
    if (!audio) return;
    if (playing) {
      audio.pause();
      audio.currentTime = 0;
      setPlaying(false);
    } else void audio.play().then(() => setPlaying(true));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: what was said a moment ago at a door has no captions. */}
      <audio ref={sound} src={props.address} onEnded={() => setPlaying(false)} />
      <Button kind="soft" main icon={playing ? 'player-stop' : 'player-play'} onClick={toggle}>
        {t(playing ? 'attachment.quiet' : 'attachment.play')}
      </Button>
    </>
  );
}

export function FileSheet(props: {
  file: FileShown;
  n: number;
  open: Opener;
  onClose: () => void;
  foot?: ComponentChildren;
}): JSX.Element {
  const { file } = props;
  const address = useBytes(props.open, file.id);
  const shown =
    address === null ? (
      <p class="zd-two">{t('look.wait')}</p>
    ) : address === undefined ? (
      <p>{t('attachment.unreachable')}</p>
    ) : file.kind === 'picture' ? (
      <img src={address} alt={nameOf(file, props.n)} class="w-full max-h-[60vh] object-contain" />
    ) : (
      <Play address={address} />
    );
  return (
    <Sheet open onClose={props.onClose} title={nameOf(file, props.n)} foot={props.foot} wide>
      {shown}
    </Sheet>
  );
}
