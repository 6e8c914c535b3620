// The way out when a phone cannot send: what is unsent goes into one sealed file, without network and without the PIN; nothing leaves the phone by it.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isoDay } from '#look/dates.ts';
import { Button, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Unsent } from '#sync/carry.ts';

const carrying = () => import('#sync/carry.ts');

type Done = { readonly at: 'done'; readonly name: string; readonly unsent: Unsent };
type Told = Done | { readonly at: 'none' } | { readonly at: 'failed' };

/** By the phone's own sheet where there is one (it also reaches a card or a message), else as a download. False: its owner thought better of it. */
async function hand(file: File): Promise<boolean> {
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return true;
    } catch (error) {
      if ((error as DOMException).name === 'AbortError') return false;
      // Not allowed just now: it is saved instead.
    }
  }
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  return true;
}

async function carryOut(person: string): Promise<Told | undefined> {
  const { carriedParts } = await carrying();
  const carried = await carriedParts(person, Date.now());
  if (!carried) return { at: 'none' };
  const now = new Date();
  const clock = `${now.getHours()}`.padStart(2, '0') + `${now.getMinutes()}`.padStart(2, '0');
  // Text: what any phone lets be shared.
  const name = `${t('field.carry.file')}-${isoDay(now)}-${clock}.txt`;
  const file = new File(carried.parts, name, { type: 'text/plain' });
  return (await hand(file)) ? { at: 'done', name, unsent: carried.unsent } : undefined;
}

function Outcome({ told }: { told: Told }): JSX.Element {
  if (told.at === 'none') return <Note tone="ok">{t('field.carry.none')}</Note>;
  if (told.at === 'failed')
    return (
      <Note tone="wait" icon="alert-triangle" title={t('field.carry.failed')}>
        {t('field.carry.failedText')}
      </Note>
    );
  return (
    <Note tone="ok" icon="check" title={t('field.carry.done', { ...told.unsent })}>
      {t('field.carry.doneText', { name: told.name })}
    </Note>
  );
}

/** Shown while this person has something unsent on this phone, locked or not. */
export function CarryOut(props: { person: string; quiet?: boolean; moved?: unknown }): JSX.Element | null {
  const { person, moved, quiet = false } = props;
  const [left, setLeft] = useState(0);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>();
  useEffect(() => {
    let here = true;
    void carrying()
      .then(({ countUnsent }) => countUnsent(person))
      .then(
        ({ words, files }) => here && setLeft(words + files),
        () => undefined,
      );
    return () => {
      here = false;
    };
  }, [person, moved]);
  const outcome = useRef<HTMLDivElement>(null);
  // What came of it must not stand below the screen.
  useEffect(() => outcome.current?.scrollIntoView({ block: 'center' }), [told]);
  const save = (): void => {
    setBusy(true);
    carryOut(person)
      .then(setTold, () => setTold({ at: 'failed' }))
      .finally(() => setBusy(false));
  };
  if (left === 0 && told === undefined) return null;
  return (
    <div class="flex flex-col gap-3">
      <Button kind={quiet ? 'text' : 'outlined'} icon="download" main={!quiet} busy={busy} onClick={save}>
        {t('field.carry.act')}
      </Button>
      {quiet || told !== undefined ? null : <p class="zd-two">{t('field.carry.text')}</p>}
      <div role="status" ref={outcome}>
        {told === undefined ? null : <Outcome told={told} />}
      </div>
    </div>
  );
}
