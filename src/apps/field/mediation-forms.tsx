// The forms of mediation on the phone: opened, added to, and each act, kept as drafts and said without a network.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { sitsIn } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { Button, Foot, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneCase } from '#modules/case/model.ts';
import { isDispute, mediating } from '#modules/dispute/commands-open.ts';
import type { Dispute } from '#modules/dispute/model.ts';
import {
  type ActDraft,
  actFaults,
  actInput,
  emptyAct,
  emptyParty,
  type MediationAct,
  type OpenDraft,
  openFaults,
  type PartyDraft,
  partyFaults,
} from '#modules/dispute/ui/mediation-draft.ts';
import { ActForm } from '#modules/dispute/ui/mediation-forms.tsx';
import {
  type HomePicking,
  MediatorSelect,
  type OfficeWithPeople,
  PartiesForm,
  partyOf,
  type PickedHome,
} from '#modules/dispute/ui/mediation-parties.tsx';
import { PhoneHomes } from '#modules/household/ui/phone-homes.tsx';
import type { Phone } from '#sync/store.ts';
import { keep, offerBack, type Step } from './acts.ts';
import { chainOf } from './book.ts';
import { InnerPage, useNow } from './frame.tsx';
import { areaOf, findHome, homes, membersOf, type PhoneOffice, searchHomes } from './queries.ts';
import { go } from './router.ts';
import { type Open, useOpen } from './session.ts';
import { type Draft, useDraft } from './use-draft.ts';

const pickedOf = (phone: Phone, id: string): PickedHome | undefined => {
  const home = findHome(phone, id);
  const members = membersOf(phone, id).map(({ id: member, name, phone: number }) => ({
    id: member,
    name,
    phone: number,
  }));
  return home && { id, head: home.head, door: home.door, members };
};

function PickHome({ onPick }: { onPick: (home: PickedHome) => void }): JSX.Element {
  const { phone } = useOpen();
  const [typed, setTyped] = useState('');
  return (
    <PhoneHomes
      typed={typed}
      onTyped={setTyped}
      homes={searchHomes(phone, typed)}
      gridOf={(home) => areaOf(phone, home.ground)?.name ?? ''}
      onPick={({ id }) => {
        const home = pickedOf(phone, id);
        if (home) onPick(home);
      }}
    />
  );
}

const pickingOf = (phone: Phone): HomePicking => ({
  find: (id) => pickedOf(phone, id),
  ...(homes(phone).length > 0 ? { search: (onPick) => <PickHome onPick={onPick} /> } : {}),
});

/** Who could mediate on this ground, the village's own mediators first. */
function mediatorsAt(phone: Phone, ground: string): OfficeWithPeople[] {
  const rank = ({ kind, duties }: PhoneOffice): number =>
    kind === 'village-specialist' && duties.some(isDispute) ? -1 : mediating.indexOf(kind);
  return (chainOf(phone.view.value.rows, ground) as PhoneOffice[])
    .filter((one) => mediating.includes(one.kind) && (one.kind !== 'village-specialist' || one.duties.some(isDispute)))
    .sort((a, b) => rank(a) - rank(b))
    .map(({ id, name, people }) => ({ id, name, people: people.map((one) => one.name) }));
}

interface Saving {
  readonly open: Open;
  readonly key: string;
  readonly draft: { readonly drop: () => Promise<void>; readonly restore: () => void };
  readonly to: string;
  readonly text: string;
}

/** Keeps the step with its draft gone, goes on, and offers to take it back. */
async function save(step: Step, { open, key, draft, to, text }: Saving): Promise<void> {
  const ids = await keep(open, [{ ...step, drops: [key] }]);
  if (!ids) return;
  await draft.drop();
  go(to, true);
  offerBack(open, ids, text, draft.restore);
}
const draftOf = <T extends object>(draft: Draft<T>): Saving['draft'] => {
  const written = draft.value;
  return { drop: draft.drop, restore: () => draft.set(written) };
};

const SaveFoot = ({ onSave }: { onSave: () => void }): JSX.Element => (
  <Foot note={t('visit.saveNote')} icon="device-mobile">
    <Button kind="filled" main icon="check" onClick={onSave}>
      {t('dispute.save')}
    </Button>
  </Foot>
);

export function OpenPage({ matter }: { matter: PhoneCase }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const key = `dispute:open:${matter.id}`;
  const offices = mediatorsAt(phone, matter.ground);
  const empty = useMemo((): OpenDraft => {
    const home = matter.household === null ? undefined : pickedOf(phone, matter.household);
    const [first] = offices;
    const mediator = first?.people[0] === undefined ? [] : [{ office: first.id, name: first.people[0] }];
    return { parties: [home ? partyOf(home) : emptyParty(), emptyParty()], mediators: mediator };
  }, [matter.id]);
  const draft = useDraft<OpenDraft>(key, empty);
  const [tried, setTried] = useState(false);
  const faults = tried ? openFaults(draft.value) : [];
  const wordOf = (field: string): string | undefined =>
    faults.some((one) => one.field === field) ? t(`dispute.need.${field}`) : undefined;
  const [mediator] = draft.value.mediators;
  const reads =
    sitsIn(phone.actor.value, matter.holder) ||
    draft.value.mediators.some((one) => sitsIn(phone.actor.value, one.office));
  const onSave = (): void => {
    setTried(true);
    if (openFaults(draft.value).length > 0) return;
    const dispute = newId();
    const input = { dispute, case: matter.id, ...draft.value };
    const more = { open, key, draft: draftOf(draft), to: `/matter/${matter.id}`, text: t('dispute.done.open') };
    void save({ name: 'dispute.open', input }, more);
  };
  const partyError = wordOf('party');
  return (
    <InnerPage title={t('dispute.openTitle')} back={`/matter/${matter.id}`} foot={<SaveFoot onSave={onSave} />}>
      <p class="zd-lead">{matter.title}</p>
      <Note icon="info-circle">{t('dispute.free')}</Note>
      {draft.ready ? (
        <>
          <PartiesForm
            least={2}
            parties={draft.value.parties}
            homes={pickingOf(phone)}
            onChange={(parties) => draft.set({ ...draft.value, parties })}
            {...(partyError ? { error: partyError } : {})}
          />
          <MediatorSelect
            offices={offices}
            value={mediator}
            error={wordOf('mediator')}
            onChange={(one) => draft.set({ ...draft.value, mediators: [one] })}
          />
          {reads ? null : <Note icon="lock">{t('dispute.noReader')}</Note>}
        </>
      ) : null}
    </InnerPage>
  );
}

export function AddPage({ dispute }: { dispute: Dispute }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const key = `dispute:${dispute.id}:add-parties`;
  const empty = useMemo(() => ({ parties: [emptyParty()] as readonly PartyDraft[] }), [dispute.id]);
  const draft = useDraft(key, empty);
  const [tried, setTried] = useState(false);
  const { parties } = draft.value;
  const onSave = (): void => {
    setTried(true);
    if (partyFaults(parties).length > 0) return;
    const input = { dispute: dispute.id, parties };
    const more = { open, key, draft: draftOf(draft), to: `/mediation/${dispute.id}` };
    void save({ name: 'dispute.add-parties', input }, { ...more, text: t('dispute.done.add-parties') });
  };
  return (
    <InnerPage
      title={t('dispute.act.add-parties')}
      back={`/mediation/${dispute.id}`}
      foot={<SaveFoot onSave={onSave} />}
    >
      {draft.ready ? (
        <PartiesForm
          least={1}
          parties={parties}
          homes={pickingOf(phone)}
          onChange={(changed) => draft.set({ parties: changed })}
          {...(tried && partyFaults(parties).length > 0 ? { error: t('dispute.need.text') } : {})}
        />
      ) : null}
    </InnerPage>
  );
}

export function ActPage({ dispute, act }: { dispute: Dispute; act: MediationAct }): JSX.Element {
  const open = useOpen();
  const { phone } = open;
  const now = useNow();
  const key = `dispute:${dispute.id}:${act}`;
  const empty = useMemo(() => emptyAct(dispute, Date.now()), [dispute.id, act]);
  const draft = useDraft<ActDraft>(key, empty);
  const [tried, setTried] = useState(false);
  const onSave = (): void => {
    setTried(true);
    if (actFaults(act, draft.value, dispute).length > 0) return;
    const input = actInput(act, draft.value, dispute.id);
    const more = { open, key, draft: draftOf(draft), to: `/mediation/${dispute.id}`, text: t(`dispute.done.${act}`) };
    void save({ name: `dispute.${act}`, input }, more);
  };
  return (
    <InnerPage
      title={t(act === 'agree' && dispute.agreement !== null ? 'dispute.act.agreeAgain' : `dispute.act.${act}`)}
      back={`/mediation/${dispute.id}`}
      foot={<SaveFoot onSave={onSave} />}
    >
      {draft.ready ? (
        <ActForm
          act={act}
          dispute={dispute}
          draft={draft.value}
          onChange={draft.set}
          faults={tried ? actFaults(act, draft.value, dispute) : []}
          offices={mediatorsAt(phone, dispute.ground)}
          now={now}
        />
      ) : null}
    </InnerPage>
  );
}
