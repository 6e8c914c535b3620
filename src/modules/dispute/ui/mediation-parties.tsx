// The forms that name parties and mediators: from the homes or by name, and who of the offices nearby mediates.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Card, Choice, Field, Select, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { emptyParty, type MediatorDraft, type PartyDraft } from './mediation-draft.ts';

/** A home as it is picked: with its people where the app holds them. */
export interface PickedHome {
  readonly id: string;
  readonly head: string;
  readonly door: string;
  readonly members: readonly { readonly id: string; readonly name: string; readonly phone: string }[];
}

export interface HomePicking {
  readonly find: (id: string) => PickedHome | undefined;
  /** A search over the homes one serves; absent where one serves none. */
  readonly search?: (onPick: (home: PickedHome) => void) => ComponentChildren;
}

interface OneProps {
  readonly n: number;
  readonly party: PartyDraft;
  readonly homes: HomePicking;
  readonly onChange: (party: PartyDraft) => void;
  readonly onLetGo?: () => void;
  readonly error?: string;
}

export const partyOf = (home: PickedHome): PartyDraft => {
  const [first] = home.members;
  const who = first ? { member: first.id, name: first.name, phone: first.phone } : { member: null, name: home.head };
  return { ...emptyParty(), household: home.id, ...who };
};

function Member(props: OneProps & { home: PickedHome }): JSX.Element {
  const { home, party, onChange } = props;
  const choose = (id: string): void => {
    const member = home.members.find((one) => one.id === id);
    onChange({ ...party, member: member?.id ?? null, name: member?.name ?? home.head, phone: member?.phone ?? '' });
  };
  const label = t('dispute.party.member');
  const answers = home.members.map(({ id, name }) => ({ value: id, label: name }));
  if (answers.length > 6)
    return <Select label={label} value={party.member ?? ''} onChange={choose} answers={answers} />;
  return <Choice label={label} value={party.member ?? undefined} onChange={choose} answers={answers} />;
}

function OneParty(props: OneProps): JSX.Element {
  const { party, onChange, homes } = props;
  const [picking, setPicking] = useState(false);
  const home = party.household === null ? undefined : homes.find(party.household);
  const set = (change: Partial<PartyDraft>): void => onChange({ ...party, ...change });
  return (
    <Card label={t('dispute.party', { n: props.n })}>
      <div class="flex flex-wrap items-center gap-2">
        <h2 class="zd-grow">{t('dispute.party', { n: props.n })}</h2>
        {props.onLetGo ? (
          <Button kind="text" icon="x" onClick={props.onLetGo}>
            {t('dispute.party.drop')}
          </Button>
        ) : null}
      </div>
      {party.household === null ? (
        <>
          <Field
            id={props.n === 1 ? 'party' : undefined}
            label={t('dispute.party.name')}
            value={party.name}
            onInput={(name) => set({ name })}
            maxLength={40}
            error={props.error}
          />
          <Field
            optional
            type="tel"
            label={t('dispute.party.phone')}
            value={party.phone}
            onInput={(phone) => set({ phone })}
            maxLength={30}
          />
          <Field
            optional
            label={t('dispute.party.address')}
            value={party.address}
            onInput={(address) => set({ address })}
            maxLength={60}
          />
          {homes.search ? (
            <Button icon="home" onClick={() => setPicking(true)}>
              {t('dispute.party.fromHome')}
            </Button>
          ) : null}
        </>
      ) : (
        <>
          <p class="zd-lead">{home ? `${home.head} ${home.door}` : party.name}</p>
          {home && home.members.length > 1 ? <Member {...props} home={home} /> : null}
          <Button icon="pencil" onClick={() => onChange({ ...emptyParty(), id: party.id })}>
            {t('dispute.party.byName')}
          </Button>
        </>
      )}
      <Sheet open={picking} onClose={() => setPicking(false)} title={t('dispute.party.pick')}>
        {picking
          ? homes.search?.((one) => {
              setPicking(false);
              onChange({ ...partyOf(one), id: party.id });
            })
          : null}
      </Sheet>
    </Card>
  );
}

export function PartiesForm(props: {
  parties: readonly PartyDraft[];
  least: number;
  homes: HomePicking;
  error?: string;
  onChange: (parties: readonly PartyDraft[]) => void;
}): JSX.Element {
  const { parties, onChange } = props;
  return (
    <>
      {parties.map((party, at) => (
        <OneParty
          key={party.id}
          n={at + 1}
          party={party}
          homes={props.homes}
          onChange={(changed) => onChange(parties.map((one) => (one.id === party.id ? changed : one)))}
          {...(parties.length > props.least ? { onLetGo: () => onChange(parties.filter((one) => one !== party)) } : {})}
          {...(party.name.trim() === '' && props.error ? { error: props.error } : {})}
        />
      ))}
      <Button icon="plus" onClick={() => onChange([...parties, emptyParty()])}>
        {t('dispute.party.add')}
      </Button>
    </>
  );
}

export interface OfficeWithPeople {
  readonly id: string;
  readonly name: string;
  readonly people: readonly string[];
}

const keyOf = ({ office, name }: MediatorDraft): string => `${office} ${name}`;
const readKey = (key: string): MediatorDraft => ({ office: key.slice(0, 36), name: key.slice(37) });

/** Everybody in the offices nearby, by office. */
export function MediatorSelect(props: {
  offices: readonly OfficeWithPeople[];
  value: MediatorDraft | undefined;
  error?: string;
  onChange: (mediator: MediatorDraft) => void;
}): JSX.Element {
  const answers = props.offices.flatMap(({ id, name, people }) =>
    people.map((person) => ({ value: keyOf({ office: id, name: person }), label: `${person} · ${name}` })),
  );
  return (
    <Select
      id="mediator"
      label={t('dispute.mediator.who')}
      hint={t('dispute.mediator.hint')}
      value={props.value && props.value.office !== '' ? keyOf(props.value) : ''}
      onChange={(key) => props.onChange(readKey(key))}
      error={props.error}
      answers={answers}
    />
  );
}
