// Lays a picture of the ground under the map: the file and where its four edges lie.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Field, Note, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type OpenPicture, readEdges } from './map-picture.ts';

const sides = ['west', 'south', 'east', 'north'] as const;

export function PictureSheet(props: { picture: OpenPicture; onClose: () => void }): JSX.Element {
  const [file, setFile] = useState<File | undefined>();
  const [typed, setTyped] = useState(() => sides.map((_, at) => String(props.picture.shown?.edges[at] ?? '')));
  const [wrong, setWrong] = useState(false);
  const lay = (): void => {
    const edges = readEdges(typed);
    if (edges === undefined || file === undefined) {
      setWrong(true);
      return;
    }
    props.picture.lay(file, edges);
    props.onClose();
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('map.picture.title')}
      foot={
        <div class="zd-button-row">
          {props.picture.shown === undefined ? null : (
            <Button
              onClick={() => {
                props.picture.takeOff();
                props.onClose();
              }}
            >
              {t('map.picture.off')}
            </Button>
          )}
          <Button kind="filled" icon="photo" onClick={lay}>
            {t('map.picture.lay')}
          </Button>
        </div>
      }
    >
      <p class="zd-two">{t('map.picture.text')}</p>
      <label class="zd-file">
        <span class="zd-label">{t('map.picture.file')}</span>
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp"
          onChange={(event) => setFile(event.currentTarget.files?.[0])}
        />
      </label>
      <div class="grid gap-3 sm:grid-cols-2">
        {sides.map((side, at) => (
          <Field
            key={side}
            label={t(`map.picture.${side}`)}
            inputMode="decimal"
            value={typed[at] ?? ''}
            onInput={(text) => setTyped(typed.with(at, text))}
          />
        ))}
      </div>
      {wrong ? (
        <Note tone="bad" icon="alert-circle">
          {t('map.picture.wrong')}
        </Note>
      ) : null}
    </Sheet>
  );
}
