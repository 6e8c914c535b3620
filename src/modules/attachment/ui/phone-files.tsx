// The pictures and audio notes of a matter or an entry on the phone, each with where it is, in icon and word.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Chip } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneAttachment } from '../model.ts';
import { FileSheet, FileTile, type Opener } from './file-tile.tsx';

export interface FilesProps {
  readonly files: readonly PhoneAttachment[];
  /** Is it on this phone? Else it is fetched when it is asked for. */
  readonly isHere: (id: string) => boolean;
  /** Where a file of one's own is; undefined for what others sent. */
  readonly stateOf: (id: string) => ComponentChildren;
  readonly open: Opener;
  /** The small picture of what others sent, from the county. */
  readonly small: Opener;
}

/** What is known of a file that others sent. */
function Theirs(props: { file: PhoneAttachment }): JSX.Element | null {
  const { state } = props.file;
  if (state === 'received') return null;
  return (
    <Chip bare tone={state === 'refused' ? 'wait' : 'calm'} icon={state === 'refused' ? 'alert-triangle' : 'cloud-up'}>
      {t(`attachment.${state}`)}
    </Chip>
  );
}

export function PhoneFiles(props: FilesProps): JSX.Element {
  const [looked, setLooked] = useState<string>();
  const file = props.files.find((one) => one.id === looked);
  return (
    <>
      <div class="grid grid-cols-3 gap-2">
        {props.files.map((one, place) => (
          <FileTile
            key={one.id}
            file={one}
            n={place + 1}
            open={props.open}
            isHere={props.isHere(one.id)}
            {...(one.state === 'received' ? { small: props.small } : {})}
            state={props.stateOf(one.id) ?? <Theirs file={one} />}
            onOpen={() => setLooked(one.id)}
          />
        ))}
      </div>
      {file ? (
        <FileSheet
          file={file}
          n={props.files.indexOf(file) + 1}
          open={props.open}
          onClose={() => setLooked(undefined)}
        />
      ) : null}
    </>
  );
}
