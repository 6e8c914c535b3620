// Pictures and audio notes in the field app: added in a form, shown beside a matter or an entry; the code comes when it is first needed.
import type { JSX } from 'preact';
import { formatTime } from '#look/dates.ts';
import { ItemState } from '#look/parts.ts';
import type { Named, PhoneAttachment } from '#modules/attachment/model.ts';
import type { AttachProps } from '#modules/attachment/ui/phone-attach.tsx';
import type { FilesProps } from '#modules/attachment/ui/phone-files.tsx';
import type { FileRow } from '#sync/files-database.ts';
import { keepFile, lane, leaveOut, openFile, openSmall } from './files.ts';
import { late } from '#look/late.tsx';
import { sayProblem } from './say.ts';
import { useOpen } from './session.ts';

const LateAttach = late<AttachProps>(() =>
  import('#modules/attachment/ui/phone-attach.tsx').then((m) => m.PhoneAttach),
);
const LateFiles = late<FilesProps>(() => import('#modules/attachment/ui/phone-files.tsx').then((m) => m.PhoneFiles));

/** In a form: what is taken here goes with what is saved here. */
export function Attach(props: { named: readonly Named[]; onChange: (named: readonly Named[]) => void }): JSX.Element {
  const { phone } = useOpen();
  return (
    <LateAttach
      named={props.named}
      onChange={props.onChange}
      keep={(bytes, about) => keepFile(phone, bytes, about) as Promise<Named>}
      drop={(id) => void leaveOut(phone, id)}
      open={(id) => openFile(phone, id)}
      say={sayProblem}
    />
  );
}

/** Where a file of this phone is, in icon and word. */
function State({ row }: { row: FileRow }): JSX.Element {
  if (row.state === 'received') return <ItemState bare state="received" time={formatTime(row.settledAt ?? row.at)} />;
  if (row.state === 'refused') return <ItemState bare state="needsYou" />;
  return <ItemState bare state={lane.value?.sending.value === row.id ? 'sending' : 'here'} />;
}

/** Beside a matter or an entry; absent when there are none. */
export function Files(props: { files: readonly PhoneAttachment[] }): JSX.Element | null {
  const { phone } = useOpen();
  if (props.files.length === 0) return null;
  const find = (id: string): FileRow | undefined => lane.value?.rows.value.find((one) => one.id === id);
  return (
    <LateFiles
      files={props.files}
      isHere={(id) => find(id) !== undefined}
      stateOf={(id) => {
        const row = find(id);
        return row && <State row={row} />;
      }}
      open={(id) => openFile(phone, id)}
      small={(id) => openSmall(phone, id)}
    />
  );
}
