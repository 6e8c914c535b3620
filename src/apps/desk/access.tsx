// The security administrator's room: invite, block and unblock persons, take phones back, see invitations not used yet.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDay, formatDeadline } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Chip, Choice, Fault, Field, offerUndo } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import { fieldRoles, roles } from '#modules/people/model.ts';
import { InviteSheet } from '#modules/people/ui/desk-invite.tsx';
import { words as peopleZh } from '#modules/people/desk-words.zh.ts';
import { call, post } from './door.ts';
import { invite } from './invite.ts';
import { type HeldPhone, PhoneHeld } from './phone-held.tsx';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

joinWords({ zh: peopleZh, en: () => import('#modules/people/desk-words.en.ts') });

type Found = { id: string; name: string; phone: string; blocked: boolean };
type Device = HeldPhone & { person: string };
type Invitation = { name: string; purpose: string; by: string | null; expiresAt: string };
type Doors = { invitations: readonly Invitation[]; totpRoles: readonly string[] };

function People(props: { fail: (error: unknown) => void; onInvite: (person: Found) => void }): JSX.Element {
  const { door } = useDoor();
  const [text, setText] = useState('');
  const asked = useAsk<Found[]>(text.trim() === '' ? undefined : 'people.find', { text: text.trim() }, ['person']);
  const block = (person: Found, blocked: boolean): void => {
    const undo = (): void => block(person, !blocked);
    door.execute('person.block', { person: person.id, blocked }).then(() => {
      offerUndo(t(blocked ? 'desk.access.blockDone' : 'desk.access.unblockDone', { name: person.name }), undo);
      asked.again();
    }, props.fail);
  };
  return (
    <Card label={t('desk.access.people')}>
      <Field
        label={t('desk.access.person')}
        type="search"
        icon="search"
        hint={t('desk.access.personHint')}
        value={text}
        onInput={setText}
      />
      <ul>
        {(asked.data ?? []).map((person) => (
          <li key={person.id} class="flex flex-wrap items-center gap-3 py-3 border-t border-base-300">
            <span class="zd-grow min-w-40">
              <b>{person.name}</b> <span class="zd-two">{person.phone}</span>
            </span>
            {person.blocked ? (
              <Chip tone="bad" icon="lock">
                {t('desk.access.blocked')}
              </Chip>
            ) : null}
            <Button icon="qrcode" onClick={() => props.onInvite(person)}>
              {t('people.invite')}
            </Button>
            <Button danger={!person.blocked} onClick={() => block(person, !person.blocked)}>
              {t(person.blocked ? 'desk.access.unblock' : 'desk.access.block')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Devices(props: { fail: (error: unknown) => void; onHeld: (phone: HeldPhone) => void }): JSX.Element {
  const asked = useAsk<Device[]>('people.devices', {}, ['device', 'person']);
  const revoke = (device: Device): void =>
    void post('/session/revoke', { device: device.id }).then(() => {
      offerUndo(t('desk.access.revokeDone'));
      asked.again();
    }, props.fail);
  return (
    <Card label={t('desk.access.devices')}>
      <h2>{t('desk.access.devices')}</h2>
      {asked.data?.length === 0 ? <p class="zd-two">{t('desk.access.noDevices')}</p> : null}
      <ul>
        {(asked.data ?? []).map((device) => (
          <li key={device.id} class="flex flex-wrap items-center gap-3 py-2 border-t border-base-300">
            <span class="zd-grow min-w-40">
              <b>{device.name}</b>{' '}
              <span class="zd-two">{t('desk.access.since', { day: formatDay(device.enrolledAt, nowMs.value) })}</span>
            </span>
            <Button icon="list-check" onClick={() => props.onHeld(device)}>
              {t('desk.access.held')}
            </Button>
            {device.revokedAt === null ? (
              <Button danger onClick={() => revoke(device)}>
                {t('desk.access.revoke')}
              </Button>
            ) : (
              <Chip tone="calm" icon="x">
                {t('desk.access.revoked')}
              </Chip>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Invitations(props: { rows: readonly Invitation[] }): JSX.Element {
  return (
    <Card label={t('desk.access.invitations')}>
      <h2>{t('desk.access.invitations')}</h2>
      {props.rows.length === 0 ? <p class="zd-two">{t('desk.access.noInvitations')}</p> : null}
      <ul>
        {props.rows.map((one, place) => (
          <li key={place} class="flex flex-wrap items-center gap-3 py-2 border-t border-base-300">
            <span class="zd-grow min-w-40">
              <b>{one.name}</b> <span class="zd-two">{t(`desk.access.purpose.${one.purpose}`)}</span>
            </span>
            <span class="zd-two">
              {one.by === null ? '' : t('desk.access.by', { name: one.by })}{' '}
              {t('people.invite.until', { time: formatDeadline(one.expiresAt, nowMs.value) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function SecondFactor(props: { chosen: readonly string[]; fail: (error: unknown) => void }): JSX.Element {
  const [chosen, setChosen] = useState(props.chosen);
  const save = (): void =>
    void post('/session/totp-roles', { roles: chosen }).then(() => offerUndo(t('desk.setup.saved')), props.fail);
  return (
    <Card label={t('desk.access.totp')}>
      <h2>{t('desk.access.totp')}</h2>
      <Choice
        many
        quiet
        label={t('desk.access.totp')}
        hint={t('desk.access.totpText')}
        columns={2}
        answers={roles
          .filter((role) => !fieldRoles.includes(role))
          .map((role) => ({ value: role as string, label: t(`people.role.${role}`) }))}
        value={chosen}
        onChange={setChosen}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="check" onClick={save}>
          {t('desk.setup.save')}
        </Button>
      </div>
    </Card>
  );
}

/** Codes not used yet and the roles with a second factor; asked again after every invitation. */
function useDoors(again: unknown, fail: (error: unknown) => void): Doors | undefined {
  const [doors, setDoors] = useState<Doors | undefined>();
  useEffect(() => {
    call('/session/access').then((answer) => setDoors(answer as Doors), fail);
  }, [again]);
  return doors;
}

export function Access(): JSX.Element {
  const [failed, setFailed] = useState('');
  const [inviting, setInviting] = useState<Found | undefined>();
  const [held, setHeld] = useState<HeldPhone | undefined>();
  const fail = (error: unknown): void => setFailed(problemWord(asProblem(error).code));
  const doors = useDoors(inviting, fail);
  if (held !== undefined) return <PhoneHeld phone={held} onBack={() => setHeld(undefined)} fail={fail} />;
  return (
    <>
      <header>
        <h1>{t('desk.access.title')}</h1>
        <p class="zd-two">{t('desk.access.text')}</p>
      </header>
      <Fault title={t('problem.title')} text={failed} />
      <People fail={fail} onInvite={setInviting} />
      {doors === undefined ? null : <Invitations rows={doors.invitations} />}
      <Devices fail={fail} onHeld={setHeld} />
      {doors === undefined ? null : <SecondFactor chosen={doors.totpRoles} fail={fail} />}
      {inviting === undefined ? null : (
        <InviteSheet
          person={{ person: inviting.id, name: inviting.name }}
          field={false}
          invite={invite}
          problem={problemWord}
          onClose={() => setInviting(undefined)}
        />
      )}
    </>
  );
}
