// The audit administrator's room: how far the journal is sealed, and who opened a home's record.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { useAsk } from '#look/door.ts';
import { Button, Card, Field, Note } from '#look/parts.ts';
import { hasWord, t } from '#look/words.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

type Journal = { block: number; pos: number; root: string; at: number } | null;
type Reading = {
  at: number;
  role: string;
  purpose: string;
  reason: string;
  office: string | null;
  name: string | null;
};

function Sealed(): JSX.Element {
  const asked = useAsk<Journal>('journal.status');
  const seal = asked.data;
  return (
    <Card label={t('desk.audit.journal')}>
      <p class="zd-two">{t('desk.audit.journal')}</p>
      {seal === null ? <p class="zd-big">{t('desk.audit.none')}</p> : null}
      {seal === undefined || seal === null ? null : (
        <>
          <p class="zd-big">{t('desk.audit.block', { block: seal.block, pos: seal.pos })}</p>
          <p>{t('desk.audit.at', { time: formatMoment(seal.at, nowMs.value) })}</p>
          <p class="zd-two">
            {t('desk.audit.root')} <code class="break-all">{seal.root}</code>
          </p>
        </>
      )}
      <div class="zd-button-row zd-button-row-left">
        <Button icon="refresh" onClick={asked.again}>
          {t('case.moved.reload')}
        </Button>
      </div>
    </Card>
  );
}

const purposeWord = (purpose: string): string =>
  t(hasWord(`desk.purpose.${purpose}`) ? `desk.purpose.${purpose}` : 'desk.purpose.other');
/** An opening says one of five reasons, an export its own words. */
const reasonWord = (reason: string): string => (hasWord(`desk.why.${reason}`) ? t(`desk.why.${reason}`) : reason);
const roleWord = (role: string): string => (hasWord(`people.role.${role}`) ? t(`people.role.${role}`) : role);

function Readings(): JSX.Element {
  const [typed, setTyped] = useState('');
  const [household, setHousehold] = useState('');
  const asked = useAsk<Reading[]>(household === '' ? undefined : 'reading.list', { household });
  const look = (): void => setHousehold(typed.trim());
  return (
    <Card label={t('desk.audit.readings')}>
      <h2>{t('desk.audit.readings')}</h2>
      <div class="flex flex-wrap items-end gap-3">
        <div class="zd-grow min-w-60">
          <Field
            label={t('desk.audit.household')}
            hint={t('desk.audit.householdHint')}
            value={typed}
            onInput={setTyped}
            onEnter={look}
          />
        </div>
        <Button icon="search" onClick={look}>
          {t('desk.audit.look')}
        </Button>
      </div>
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {problemWord(asked.problem.code)}
        </Note>
      )}
      {asked.data?.length === 0 ? <p class="zd-two">{t('desk.audit.noReadings')}</p> : null}
      {asked.data === undefined || asked.data.length === 0 ? null : (
        <div class="zd-scroll">
          <table class="zd-table">
            <thead>
              <tr>
                {(['when', 'who', 'office', 'purpose'] as const).map((one) => (
                  <th key={one} scope="col">
                    {t(`desk.audit.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {asked.data.map((one, place) => (
                <tr key={place}>
                  <td>{formatMoment(one.at, nowMs.value)}</td>
                  <td>{one.name ?? roleWord(one.role)}</td>
                  <td>{one.office ?? ''}</td>
                  <td>{[purposeWord(one.purpose), reasonWord(one.reason)].filter(Boolean).join(' · ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

type LetOut = {
  id: string;
  at: number;
  name: string;
  office: string;
  what: string;
  format: string;
  reason: string;
  words: string;
  rows: number;
};

function letOutWord(what: string): string {
  const [kind = ''] = what.split('-');
  if (hasWord(`desk.export.${what}`)) return t(`desk.export.${what}`);
  return hasWord(`desk.export.${kind}`) ? t(`desk.export.${kind}`) : what;
}

/** HOME-17: what was taken out of the county as a file. */
function TakenOut(): JSX.Element {
  const rows = useAsk<LetOut[]>('export.list').data ?? [];
  return (
    <Card label={t('desk.audit.letOut')}>
      <h2>{t('desk.audit.letOut')}</h2>
      {rows.length === 0 ? (
        <p class="zd-two">{t('desk.audit.nothingOut')}</p>
      ) : (
        <div class="zd-scroll">
          <table class="zd-table">
            <thead>
              <tr>
                {(['when', 'who', 'office', 'letOutWhat', 'letOutRows', 'purpose'] as const).map((one) => (
                  <th key={one} scope="col">
                    {t(`desk.audit.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.id}>
                  <td>{formatMoment(one.at, nowMs.value)}</td>
                  <td>{one.name}</td>
                  <td>{one.office}</td>
                  <td>{letOutWord(one.what)}</td>
                  <td>{one.rows}</td>
                  <td>{[reasonWord(one.reason), one.words].filter(Boolean).join(' · ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

export const Audit = (): JSX.Element => (
  <>
    <h1>{t('desk.audit.title')}</h1>
    <Sealed />
    <Readings />
    <TakenOut />
  </>
);
