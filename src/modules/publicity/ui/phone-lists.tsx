// Public lists on the phone: which are open on one's ground, one of them with a search by name, and a home's objection written down for it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatDay } from '#look/dates.ts';
import { Button, Card, Choice, Empty, Field, ListRow, Note, Section, Select, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Publicity, PublicityLine } from '../model.ts';
import { isShownYet } from '../rules.ts';
import { joined } from '../rules-fold.ts';

export function PhoneLists(props: {
  lines: readonly PublicityLine[];
  now: number;
  hrefOf: (id: string) => string;
}): JSX.Element {
  const open = props.lines.filter((line) => isShownYet(line, props.now));
  if (open.length === 0)
    return (
      <Empty icon="file-text" tone="calm" title={t('publicity.phone.none')} text={t('publicity.phone.noneText')} />
    );
  return (
    <Card list>
      {open.map((line) => (
        <ListRow
          key={line.id}
          href={props.hrefOf(line.id)}
          icon="file-text"
          tone="calm"
          title={line.title}
          text={t('publicity.phone.row', { day: formatDay(line.toAt - 1, props.now), n: line.rowCount })}
        />
      ))}
    </Card>
  );
}

export interface Objecting {
  readonly household: string;
  readonly row: number | null;
  readonly text: string;
  readonly quiet: boolean;
}

/** As many lines as a screen bears; a name narrows them. */
const most = 100;

function ObjectForm(props: {
  list: Publicity;
  row: number | null;
  homes: readonly { value: string; label: string }[];
  busy: boolean;
  failed: string;
  onSend: (objecting: Objecting) => void;
  onClose: () => void;
}): JSX.Element {
  const { list, row } = props;
  const [household, setHousehold] = useState('');
  const [text, setText] = useState('');
  const [quiet, setQuiet] = useState<'no' | 'yes'>('no');
  const [tried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    if (household !== '' && text.trim() !== '')
      props.onSend({ household, row, text: text.trim(), quiet: quiet === 'yes' });
  };
  return (
    <Card label={t('publicity.phone.object')}>
      <h2>
        {row === null
          ? t('publicity.phone.whole')
          : t('publicity.phone.line', { n: row + 1, name: list.rows[row]?.name ?? '' })}
      </h2>
      <Select
        label={t('publicity.phone.home')}
        value={household}
        answers={props.homes}
        onChange={setHousehold}
        error={tried && household === '' ? t('publicity.phone.homeNeed') : undefined}
      />
      <TextArea
        label={t('publicity.phone.what')}
        rows={3}
        maxLength={1500}
        value={text}
        onInput={setText}
        error={tried && text.trim() === '' ? t('publicity.phone.whatNeed') : undefined}
      />
      <Choice
        label={t('publicity.phone.quiet')}
        columns={1}
        value={quiet}
        onChange={setQuiet}
        answers={[
          { value: 'no', label: t('publicity.phone.quietNo') },
          { value: 'yes', label: t('publicity.phone.quietYes'), note: t('publicity.phone.quietNote') },
        ]}
      />
      {props.failed === '' ? null : (
        <div role="alert">
          <Note tone="bad" icon="alert-circle">
            {props.failed}
          </Note>
        </div>
      )}
      <div class="zd-button-row zd-button-row-left">
        <Button kind="filled" icon="send" busy={props.busy} onClick={send}>
          {t('publicity.phone.send')}
        </Button>
        <Button kind="text" onClick={props.onClose}>
          {t('publicity.phone.leave')}
        </Button>
      </div>
    </Card>
  );
}

export function PhoneList(props: {
  list: Publicity;
  office: string;
  now: number;
  homes: readonly { value: string; label: string }[];
  busy: boolean;
  failed: string;
  onObject: (objecting: Objecting, after: () => void) => void;
}): JSX.Element {
  const { list, now } = props;
  const [name, setName] = useState('');
  const [about, setAbout] = useState<number | null | undefined>();
  const wanted = joined(name);
  const lines = list.rows.map((row, place) => ({ row, place })).filter(({ row }) => joined(row.name).includes(wanted));
  const close = (): void => setAbout(undefined);
  if (about !== undefined)
    return <ObjectForm {...props} row={about} onSend={(one) => props.onObject(one, close)} onClose={close} />;
  return (
    <>
      <p>{list.basis}</p>
      <p class="zd-two">{t('publicity.phone.by', { office: props.office, day: formatDay(list.toAt - 1, now) })}</p>
      <Field
        label={t('publicity.phone.search')}
        type="search"
        icon="search"
        maxLength={24}
        value={name}
        onInput={setName}
      />
      <Section title={t('publicity.phone.lines')} right={lines.length}>
        {lines.length === 0 ? <p>{t('publicity.phone.notFound')}</p> : null}
        <Card list>
          {lines.slice(0, most).map(({ row, place }) => (
            <ListRow
              key={place}
              title={row.name}
              beside={row.group}
              text={`${row.item} ${row.amount}`}
              onClick={() => setAbout(place)}
            />
          ))}
        </Card>
        {lines.length > most ? <p class="zd-two">{t('publicity.phone.more', { n: lines.length - most })}</p> : null}
      </Section>
      <Button icon="pencil" onClick={() => setAbout(null)}>
        {t('publicity.phone.object')}
      </Button>
    </>
  );
}
