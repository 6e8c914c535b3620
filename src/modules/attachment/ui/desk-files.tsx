// Pictures and audio notes of a matter or a visit at the desk: small beside each other, large on a click, from one to the next by the arrow keys.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button, Chip, Section, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { AttachmentRow } from '../model.ts';
import { nameOf } from './file-tile.tsx';

const address = (id: string, small = false): string => `/attachments/${id}${small ? '/small' : ''}`;

function Tile(props: { file: AttachmentRow; n: number; onOpen: () => void }): JSX.Element {
  const { file, n } = props;
  const name = nameOf(file, n);
  if (file.state !== 'received')
    return (
      <div class="flex flex-col gap-1 justify-center">
        <span>{name}</span>
        <Chip bare tone={file.state === 'refused' ? 'wait' : 'calm'} icon="cloud-up">
          {t(`attachment.${file.state}`)}
        </Chip>
      </div>
    );
  if (file.kind === 'audio')
    return (
      <div class="flex flex-col gap-1">
        <span>{name}</span>
        {/* biome-ignore lint/a11y/useMediaCaption: what was said at a door has no captions. */}
        <audio controls preload="none" src={address(file.id)} aria-label={name} />
      </div>
    );
  return (
    <button type="button" class="flex flex-col gap-1 text-left rounded-xl" onClick={props.onOpen}>
      <img src={address(file.id, true)} alt="" class="w-36 h-28 object-cover rounded-xl" loading="lazy" />
      <span>{name}</span>
    </button>
  );
}

/** A matter's, under a heading of their own. */
export const DeskFiles = ({ files }: { files: readonly AttachmentRow[] }): JSX.Element | null =>
  files.length === 0 ? null : (
    <Section title={t('attachment.title')}>
      <DeskTiles files={files} />
    </Section>
  );

export function DeskTiles(props: { files: readonly AttachmentRow[] }): JSX.Element | null {
  const { files } = props;
  const [looked, setLooked] = useState<string>();
  const pictures = files.filter((one) => one.kind === 'picture' && one.state === 'received');
  const place = pictures.findIndex((one) => one.id === looked);
  const file = pictures[place];
  const go = (by: number): void => setLooked(pictures[(place + by + pictures.length) % pictures.length]?.id);
  useEffect(() => {
    if (!file) return;
    const hear = ({ key }: KeyboardEvent): void => {
      if (key === 'ArrowRight') go(1);
      if (key === 'ArrowLeft') go(-1);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [looked]);
  if (files.length === 0) return null;
  return (
    <>
      <div class="flex flex-wrap gap-4">
        {files.map((one, at) => (
          <Tile key={one.id} file={one} n={at + 1} onOpen={() => setLooked(one.id)} />
        ))}
      </div>
      {file ? (
        <Sheet
          open
          wide
          title={nameOf(file, files.indexOf(file) + 1)}
          onClose={() => setLooked(undefined)}
          foot={
            pictures.length < 2 ? undefined : (
              <>
                <Button icon="chevron-left" keyHint="←" onClick={() => go(-1)}>
                  {t('attachment.before')}
                </Button>
                <Button icon="chevron-right" keyHint="→" onClick={() => go(1)}>
                  {t('attachment.after')}
                </Button>
              </>
            )
          }
        >
          <img
            src={address(file.id)}
            alt={nameOf(file, files.indexOf(file) + 1)}
            class="w-full max-h-[70vh] object-contain"
          />
        </Sheet>
      ) : null}
    </>
  );
}
