// Hides a face: one tap turns the place into blocks, one more undoes it, and what is kept is the covered picture alone.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { cover, draw, openPicture, pack, type Shrunk, type Spot } from './shrink.ts';

interface Props {
  readonly blob: Blob;
  readonly onClose: () => void;
  readonly onDone: (covered: Shrunk) => void;
}

export function CoverSheet(props: Props): JSX.Element {
  const [image, setImage] = useState<HTMLImageElement>();
  const [spots, setSpots] = useState<readonly Spot[]>([]);
  const [busy, setBusy] = useState(false);
  const shown = useRef<HTMLCanvasElement>(null);
  useEffect(() => void openPicture(props.blob).then(setImage), [props.blob]);
  const covered = (of: HTMLImageElement): OffscreenCanvas => {
    const canvas = draw(of, of.naturalWidth, of.naturalHeight);
    for (const spot of spots) cover(canvas, spot);
    return canvas;
  };
  useEffect(() => {
    if (!image || !shown.current) return;
    shown.current.width = image.naturalWidth;
    shown.current.height = image.naturalHeight;
    shown.current.getContext('2d')?.drawImage(covered(image), 0, 0);
  }, [image, spots]);
  const tap = (event: MouseEvent): void => {
    const box = shown.current?.getBoundingClientRect();
    if (!box) return;
    const spot = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    setSpots([...spots, spot]);
  };
  const done = (): void => {
    if (!image) return;
    setBusy(true);
    void pack(covered(image)).then(props.onDone);
  };
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={t('attachment.cover')}
      foot={
        <>
          <Button kind="filled" main icon="check" busy={busy} disabled={spots.length === 0} onClick={done}>
            {t('attachment.coverDone')}
          </Button>
          <Button main icon="arrow-back-up" disabled={spots.length === 0} onClick={() => setSpots(spots.slice(0, -1))}>
            {t('attachment.coverBack')}
          </Button>
        </>
      }
    >
      <p>{t('attachment.coverHow')}</p>
      {/* The canvas takes the picture's own shape, so that a tap and a place in it are the same. */}
      <canvas
        ref={shown}
        role="img"
        aria-label={t('attachment.coverHow')}
        class="max-w-full max-h-[50vh] mx-auto block"
        onClick={tap}
      />
    </Sheet>
  );
}
