// What is still on the phone and what needs the person: each with its state in words, mended, sent again, or thrown away with care.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatMoment } from '#look/dates.ts';
import { Button, Card, Empty, ItemState, ListRow, NeedsYou, Note, offerUndo, Section, Sheet } from '#look/parts.ts';
import { dropUndo } from '#look/undo.ts';
import { t } from '#look/words.ts';
import { isParked } from '#sync/outbox.ts';
import { shownOf } from '#sync/status.ts';
import { isShut, type Item } from '#sync/store.ts';
import { keep } from './acts.ts';
import { emptyOut, throwAway, thrownAway, type Thrown } from './bin.ts';
import { CarryOut } from './carry-out.tsx';
import { bind, filesIn } from './files.ts';
import { filesBehind, InnerPage, LeaseNote, useNow } from './frame.tsx';
import { correctionFor } from './mending.ts';
import { formOf } from './queued.ts';
import { sayCode } from './say.ts';
import { sayItem } from './say-item.ts';
import { type Open, useOpen } from './session.ts';
import { UnsentActs } from './unsent.tsx';

function NeedsCard({ item, onDiscard }: { item: Item; onDiscard: () => void }): JSX.Element {
  const open = useOpen();
  const now = useNow();
  const { name, input } = item.envelope;
  const form = formOf(item);
  const again = (): void => {
    void keep(open, [{ name, input, hold: 0, mends: item.id }]);
  };
  // It was written anew after the county had it already: only the words can still be set right.
  const correction = item.code === 'id-taken' ? correctionFor(open.phone, item) : undefined;
  const text = (input as { note?: string; text?: string }).note ?? (input as { text?: string }).text ?? '';
  return (
    <Card label={sayItem(open.phone, item)}>
      <p class="zd-lead">{sayItem(open.phone, item)}</p>
      <p>{correction ? t('field.needs.hadIt') : sayCode(item.code ?? '', item.facts)}</p>
      <p class="zd-two">{[formatMoment(item.at, now), text].filter(Boolean).join(' · ')}</p>
      {isShut(item.envelope) ? null : (
        <div class="zd-button-row">
          {correction ? (
            <Button icon="pencil" onClick={() => void keep(open, [{ ...correction, mends: item.id }])}>
              {t('field.needs.correct')}
            </Button>
          ) : form ? (
            <Button icon="pencil" href={`#${form}`}>
              {t('field.needs.mend')}
            </Button>
          ) : null}
          <Button icon="refresh" onClick={again}>
            {t('field.needs.again')}
          </Button>
          <Button icon="trash" danger onClick={onDiscard}>
            {t('field.needs.discard')}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** Found again within 30 days: said once more, as it was written. */
function Bin(props: { thrown: readonly Thrown[]; onBack: () => void }): JSX.Element | null {
  const open = useOpen();
  const now = useNow();
  if (props.thrown.length === 0) return null;
  const back = async (one: Thrown): Promise<void> => {
    const { name, input } = one.envelope;
    if (!(await keep(open, [{ name, input, hold: 0 }]))) return;
    await emptyOut(open.phone, one.id);
    offerUndo(t('field.needs.broughtBack'));
    props.onBack();
  };
  return (
    <Section title={t('field.needs.bin')} right={t('field.needs.binText')}>
      <Card list>
        {props.thrown.map((one) => (
          <ListRow
            key={one.id}
            title={sayItem(open.phone, one)}
            text={formatMoment(one.envelope.at, now)}
            right={
              <Button icon="refresh" onClick={() => void back(one)}>
                {t('field.needs.back')}
              </Button>
            }
          />
        ))}
      </Card>
    </Section>
  );
}

export function NeedsPage(): JSX.Element {
  const { phone, rounds } = useOpen();
  const [asked, setAsked] = useState<Item>();
  const [thrown, setThrown] = useState<readonly Thrown[]>([]);
  const items = rounds.status.refused.value;
  const look = async (): Promise<void> => setThrown(await thrownAway(phone, Date.now()));
  useEffect(() => void look(), []);
  const drop = async (item: Item): Promise<void> => {
    setAsked(undefined);
    const back = await throwAway(phone, item);
    const files = filesIn(item.envelope.input);
    // They stay on the phone, bound to nothing, as long as what names them is in the bin.
    await bind(phone, files, null);
    offerUndo(
      t('field.needs.discarded'),
      () =>
        void back()
          .then(() => bind(phone, files, item.id))
          .then(look),
      15,
    );
    await look();
  };
  return (
    <InnerPage title={t('field.needs.title')} back="/today">
      {items.length === 0 ? <Empty title={t('field.needs.none')} text={t('field.needs.noneText')} /> : null}
      {items.map((item) => (
        <NeedsCard key={item.id} item={item} onDiscard={() => setAsked(item)} />
      ))}
      <Bin thrown={thrown} onBack={() => void look()} />
      <Sheet
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t('field.needs.sure')}
        foot={
          <>
            <Button main icon="trash" danger onClick={() => asked && void drop(asked)}>
              {t('field.needs.discard')}
            </Button>
            <Button main onClick={() => setAsked(undefined)}>
              {t('field.needs.keep')}
            </Button>
          </>
        }
      >
        <p>{t('field.needs.sureText')}</p>
      </Sheet>
    </InnerPage>
  );
}

function why(open: Open, item: Item, now: number): string {
  const { phone } = open;
  if (item.reseal) return t('field.sync.reseal');
  if (isParked(phone.items.value, item)) return t('field.needs.parked');
  if (phone.view.value.unknown.has(item.id)) return t('field.sync.unknown');
  if (item.notBefore > now) return t('field.sync.held');
  return '';
}

/** Entry by entry where it is; nothing is called sent while anything of it lies here, a picture or what needs its writer. */
function Unsent({ open, now }: { open: Open; now: number }): JSX.Element {
  const { phone, rounds } = open;
  const pending = rounds.status.pending.value;
  const refused = rounds.status.refused.value.length;
  const files = filesBehind(open);
  const count = pending.length + files.count;
  if (count + refused === 0) return <Empty title={t('field.sync.all')} text={t('field.sync.allText')} />;
  return (
    <>
      <NeedsYou count={refused} href="#/needs" text={t('field.sync.needs')} />
      {count === 0 ? null : (
        <Section title={t('field.sync.queue')} right={t('field.sync.count', { n: count })}>
          {pending.map((item) => {
            const shown = shownOf(rounds.status, phone.items.value, item);
            const reason = why(open, item, Date.now());
            return (
              <Card key={item.id} label={sayItem(phone, item)}>
                <div class="flex flex-wrap items-center gap-2" data-item={item.id} data-state={shown.state}>
                  <b class="zd-grow">{sayItem(phone, item)}</b>
                  <ItemState state={shown.state} />
                </div>
                <p class="zd-two">{[formatMoment(item.at, now), reason].filter(Boolean).join(' · ')}</p>
                {shown.state === 'here' ? <UnsentActs item={item} /> : null}
              </Card>
            );
          })}
          {files.count === 0 ? null : (
            <Card label={t('field.sync.files', { n: files.count })}>
              <div class="flex flex-wrap items-center gap-2" data-files={files.count}>
                <b class="zd-grow">{t('field.sync.files', { n: files.count })}</b>
                <ItemState state={files.going ? 'sending' : 'here'} />
              </div>
              <p class="zd-two">{t('field.sync.filesText')}</p>
            </Card>
          )}
        </Section>
      )}
    </>
  );
}

export function SyncPage(): JSX.Element {
  const open = useOpen();
  const { phone, rounds } = open;
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const last = rounds.status.lastSuccess.value;
  const send = (): void => {
    setBusy(true);
    // What goes now can no longer be taken back.
    dropUndo();
    void rounds.all().finally(() => setBusy(false));
  };
  return (
    <InnerPage title={t('field.sync.title')} back="/today">
      {rounds.status.signedOut.value ? (
        <Note tone="wait" icon="key" title={t('field.signedOut')}>
          {t('field.signedOutText')}
        </Note>
      ) : null}
      <LeaseNote when="soon" />
      {rounds.status.offline.value ? (
        <Note tone="calm" icon="cloud-off">
          {t(navigator.onLine ? 'field.sync.noAnswer' : 'field.sync.offline')}
        </Note>
      ) : null}
      <Unsent open={open} now={now} />
      <Button kind="filled" main icon="send" busy={busy} onClick={send}>
        {t('field.sync.now')}
      </Button>
      <p class="zd-two">
        {t('field.sync.nowText')}
        <br />
        {t('field.sync.last')} {last === null ? t('field.sync.never') : formatMoment(last, now)}
      </p>
      <CarryOut person={phone.identity.person} moved={phone.items.value} />
    </InnerPage>
  );
}
