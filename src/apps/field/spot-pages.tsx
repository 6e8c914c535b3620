// A round on the phone: the places of one's ground, a look at each, and a new place; all of it without a network.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { servesGround } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { formatDay } from '#look/dates.ts';
import { Button, Card, Choice, Empty, Foot, ListRow, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneCase } from '#modules/case/model.ts';
import { findSpotKind } from '#modules/environment/kinds/spots.ts';
import type { Spot } from '#modules/environment/model.ts';
import {
  emptyLook,
  isWhole,
  isWrong,
  type LookDraft,
  LookForm,
  lookInput,
} from '#modules/environment/ui/look-form.tsx';
import { kindName, wrongWords } from '#modules/environment/ui/spot-words.ts';
import { SpotChip } from '#modules/environment/ui/spot-chip.tsx';
import { isNamed, type SpotDraft, SpotForm } from '#modules/environment/ui/spot-form.tsx';
import { mayDo } from '#sync/outbox.ts';
import type { Phone } from '#sync/store.ts';
import { keep, offerBack, type Step } from './acts.ts';
import { Attach } from './attach.tsx';
import { InnerPage, RecordState, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { areaOf, areas, findCase, findOf } from './queries.ts';
import { go } from './router.ts';
import { type Open, useOpen } from './session.ts';
import { useDraft } from './use-draft.ts';

const roles = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];
const spotsOf = (phone: Phone): Spot[] =>
  ([...(phone.view.value.rows.get('spot')?.values() ?? [])] as unknown as Spot[])
    .filter((one) => one.closedAt === null)
    .sort((a, b) => (a.lookedAt ?? 0) - (b.lookedAt ?? 0));
const matterOf = (phone: Phone, spot: Spot): PhoneCase | undefined =>
  spot.matter === null ? undefined : findCase(phone, spot.matter);

/** Group and grid, as people say where it is. */
function placeOf(phone: Phone, ground: string): string {
  const own = areaOf(phone, ground)?.name ?? '';
  const up = ground.split('.').length > 4 ? (areaOf(phone, ground.split('.').slice(0, -1).join('.'))?.name ?? '') : '';
  return own.startsWith(up) ? own : `${up}${own}`;
}

const stateText = (spot: Spot, now: number): string =>
  spot.lookedAt === null
    ? t('spot.never')
    : [t('spot.lastLook', { day: formatDay(spot.lookedAt, now) }), wrongWords(spot.kind, spot.wrong)]
        .filter(Boolean)
        .join(' · ');

/** The way to the places, from the matters. */
export const SpotRow = (): JSX.Element => <ListRow plain icon="map-pin" href="#/spot" title={t('spot.title')} />;

function ListPage(): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const all = spotsOf(phone);
  const places = [...new Set(all.map((one) => one.ground))].sort();
  const foot = (
    <Foot>
      <Button main icon="plus" href="#/spot/add">
        {t('spot.open')}
      </Button>
    </Foot>
  );
  return (
    <InnerPage title={t('spot.title')} back="/matters" foot={foot}>
      {all.length === 0 ? <Empty icon="map-pin" tone="calm" title={t('spot.none')} text={t('spot.noneText')} /> : null}
      {places.map((ground) => (
        <Section key={ground} title={placeOf(phone, ground)}>
          <Card list>
            {all
              .filter((one) => one.ground === ground)
              .map((one) => (
                <ListRow
                  key={one.id}
                  icon="map-pin"
                  tone="calm"
                  href={`#/spot/${one.id}`}
                  title={one.name}
                  text={
                    <>
                      <span class="block">{stateText(one, now)}</span>
                      <SpotChip row={{ ...one, matter: matterOf(phone, one) ?? null }} />
                    </>
                  }
                />
              ))}
          </Card>
        </Section>
      ))}
    </InnerPage>
  );
}

/** Keeps the steps with their draft gone, goes back to the list, and offers to take them back. */
async function save(
  open: Open,
  steps: readonly Step[],
  after: { drop: () => Promise<void>; restore: () => void; text: string },
): Promise<void> {
  const ids = await keep(open, steps);
  if (!ids) return;
  await after.drop();
  go('/spot', true);
  offerBack(open, ids, after.text, after.restore);
}

const SaveFoot = ({ onSave }: { onSave: () => void }): JSX.Element => (
  <Foot note={t('visit.saveNote')} icon="device-mobile">
    <Button kind="filled" main icon="check" onClick={onSave}>
      {t('spot.save')}
    </Button>
  </Foot>
);

function AddPage(): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const served = useMemo(
    () =>
      areas(phone)
        .filter((area) => area.ground.split('.').length > 3 && servesGround(phone.actor.value, area.ground, roles))
        .sort((a, b) => b.ground.length - a.ground.length || (a.ground < b.ground ? -1 : 1))
        .map((area) => ({ id: area.id, name: placeOf(phone, area.ground) })),
    [],
  );
  const draft = useDraft<SpotDraft>('spot:add', { kind: '', name: '', area: served[0]?.id ?? '' });
  const [tried, setTried] = useState(false);
  const onSave = (): void => {
    setTried(true);
    if (!isNamed(draft.value)) return;
    const written = draft.value;
    const step = { name: 'spot.open', input: { spot: newId(), ...written }, drops: ['spot:add'] };
    void save(open, [step], { drop: draft.drop, restore: () => draft.set(written), text: t('spot.opened') });
  };
  return (
    <InnerPage title={t('spot.open')} back="/spot" foot={<SaveFoot onSave={onSave} />}>
      {draft.ready ? <SpotForm draft={draft.value} areas={served} tried={tried} onChange={draft.set} /> : null}
    </InnerPage>
  );
}

function LookPage({ spot }: { spot: Spot }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const now = useNow();
  const key = `spot:${spot.id}`;
  const draft = useDraft<LookDraft>(key, emptyLook);
  const [tried, setTried] = useState(false);
  const [solved, setSolved] = useState(true);
  const matter = matterOf(phone, spot);
  const isOpen = matter !== undefined && matter.state !== 'closed';
  const showsAfter = isOpen && matter.answeredAt !== null;
  const word = { name: 'case.say', input: { case: matter?.id ?? '', outcome: 'solved', by: 'visit' } };
  const whole = isWhole(spot.kind, draft.value);
  const maySay = matter !== undefined && mayDo(phone, word.name, word.input, now);
  const onSave = (): void => {
    setTried(true);
    if (!whole) return;
    const written = draft.value;
    const fresh = isWrong(written) && !isOpen ? newId() : null;
    const input = { spot: spot.id, look: newId(), case: fresh, ...lookInput(written, showsAfter) };
    const steps = [
      { name: 'spot.look', input, drops: [key] },
      ...(maySay && solved && !isWrong(written) ? [word] : []),
    ];
    void save(open, steps, { drop: draft.drop, restore: () => draft.set(written), text: t('spot.saved') });
  };
  return (
    <InnerPage title={spot.name} back="/spot" foot={<SaveFoot onSave={onSave} />}>
      <p class="zd-two">
        {[kindName(findSpotKind(spot.kind)), placeOf(phone, spot.ground), stateText(spot, now)].join(' · ')}
      </p>
      <RecordState id={spot.id} bare />
      {matter && isOpen ? (
        <Card list>
          <ListRow plain icon="route" href={`#/matter/${matter.id}`} title={matter.title} text={t('spot.matterOpen')} />
        </Card>
      ) : null}
      {draft.ready ? (
        <LookForm
          kind={spot.kind}
          draft={draft.value}
          onChange={draft.set}
          tried={tried}
          showsAfter={showsAfter}
          becomes={t(isOpen ? 'spot.goesTo' : 'spot.becomes')}
          files={
            <Attach
              named={draft.value.attachments}
              onChange={(attachments) => draft.set({ ...draft.value, attachments })}
            />
          }
        />
      ) : null}
      {whole && !isWrong(draft.value) && maySay ? (
        <Choice
          many
          quiet
          columns={1}
          label={t('spot.alsoSolved')}
          value={solved ? ['yes'] : []}
          onChange={(list) => setSolved(list.length > 0)}
          answers={[{ value: 'yes', label: t('spot.alsoSolved') }]}
        />
      ) : null}
    </InnerPage>
  );
}

/** `/spot`, `/spot/add` and `/spot/<id>`. */
export function SpotPage({ id }: { id: string }): JSX.Element {
  const { phone } = useOpen();
  if (id === '') return <ListPage />;
  if (id === 'add') return <AddPage />;
  const spot = findOf<Spot>(phone, 'spot', id);
  return spot ? <LookPage spot={spot} /> : <GonePage title={t('spot.none')} text={t('spot.noneText')} back="/spot" />;
}
