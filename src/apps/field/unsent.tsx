// What still waits on this phone can be changed or taken back where it is shown.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, offerUndo } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { isLeanedOn } from '#sync/outbox.ts';
import type { Item, Phone } from '#sync/store.ts';
import { throwUnsent } from './bin.ts';
import { bind, filesIn } from './files.ts';
import { formOf } from './queued.ts';
import { sayCode, sayProblem } from './say.ts';
import { useOpen } from './session.ts';

interface Named {
  readonly case?: string;
  readonly parts?: readonly { readonly case?: string }[];
}
const named = ({ envelope }: Item): Named => envelope.input as Named;

/** The entry and the matter heard in it were said as one, and are taken back as one. */
function together(phone: Phone, item: Item): Item[] {
  const speaksOf = (entry: Item, matter: Item): boolean =>
    named(entry).parts?.some((part) => part.case !== undefined && part.case === named(matter).case) ?? false;
  return phone.items.value.filter(
    (one) => one.state === 'waiting' && (one === item || speaksOf(one, item) || speaksOf(item, one)),
  );
}

async function takeBack(phone: Phone, item: Item): Promise<void> {
  const items = together(phone, item);
  if (
    isLeanedOn(
      phone,
      items.map(({ id }) => id),
    )
  )
    return offerUndo(sayCode('item-leaned-on'));
  const back = await throwUnsent(phone, items);
  if (!back) return offerUndo(t('field.undo.late'));
  const bindAll = async (bound: boolean): Promise<void> => {
    for (const { id, envelope } of items) await bind(phone, filesIn(envelope.input), bound ? id : null);
  };
  // Its files stay on the phone, tied to nothing, as long as what names them is in the bin.
  await bindAll(false);
  offerUndo(t('field.unsent.taken'), () => void back().then(() => bindAll(true)), 15);
}

/** The command that made this record and has not gone yet. */
const waitingFor = (phone: Phone, record: string): Item | undefined =>
  phone.items.value.find((item) => item.state === 'waiting' && item.record === record && !item.reseal);

/** Beside the record it made; nothing once it has gone. */
export function Unsent({ record }: { record: string }): JSX.Element | null {
  const item = waitingFor(useOpen().phone, record);
  return item && formOf(item) !== undefined ? <UnsentActs item={item} /> : null;
}

/** In the list of what waits: all can be taken back, what has a form can be changed. */
export function UnsentActs({ item }: { item: Item }): JSX.Element | null {
  const { phone } = useOpen();
  const [busy, setBusy] = useState(false);
  const form = formOf(item);
  // What only the named office may read is not opened again, and a wish for help in illness not kept in the bin.
  if (item.reseal || (item.forget && item.envelope.name !== 'visit.record')) return null;
  const back = (): void => {
    setBusy(true);
    takeBack(phone, item)
      .catch((error: unknown) => offerUndo(sayProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <div class="zd-button-row">
      {form === undefined ? null : (
        <Button icon="pencil" href={`#${form}`}>
          {t('field.unsent.edit')}
        </Button>
      )}
      {item.forget ? null : (
        <Button icon="arrow-back-up" busy={busy} onClick={back}>
          {t('field.unsent.back')}
        </Button>
      )}
    </div>
  );
}
