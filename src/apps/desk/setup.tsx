// The first days of a county, step by step: its name, its areas, its offices, the roster, the posts; each step says how far it is.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { asProblem } from '#look/door.ts';
import {
  Button,
  Card,
  Chip,
  ErrorSummary,
  Fault,
  Field,
  type FormError,
  Note,
  NumberField,
  offerUndo,
} from '#look/parts.ts';
import { t } from '#look/words.ts';
import { Runs } from './bring-runs.tsx';
import { Backups } from './backups.tsx';
import { Bring, type BringKind, type Column } from './bring.tsx';
import { call, post } from './door.ts';
import { hrefOf } from './route.ts';
import { hasRole } from './session.ts';
import { loadSession } from './sign-in.tsx';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

type County = { name: string; filingNumber: string; complaintPhone: string; exportMost: number | undefined };
type State = {
  county: County;
  villages: readonly { code: string; name: string }[];
  counts: Record<
    'areas' | 'outlines' | 'offices' | 'posts' | 'homes' | 'nodes' | 'notices' | 'visits' | 'cases',
    number
  >;
  publicUrl: string | null;
  columns: Readonly<Record<BringKind, readonly Column[]>>;
};

type Step = { kind: BringKind; count: keyof State['counts']; must: boolean; ofVillage: boolean };
const steps: readonly Step[] = [
  { kind: 'places', count: 'areas', must: true, ofVillage: false },
  { kind: 'outlines', count: 'outlines', must: false, ofVillage: false },
  { kind: 'offices', count: 'offices', must: true, ofVillage: false },
  { kind: 'roster', count: 'homes', must: true, ofVillage: true },
  { kind: 'posts', count: 'posts', must: true, ofVillage: true },
  { kind: 'supply', count: 'nodes', must: false, ofVillage: true },
  { kind: 'visits', count: 'visits', must: false, ofVillage: true },
  { kind: 'cases', count: 'cases', must: false, ofVillage: true },
];

/** What stands on no page yet, though it shall on every one. */
const lackingOf = ({ name, filingNumber, complaintPhone }: County): string[] =>
  [
    name === '' ? t('desk.setup.countyName') : '',
    filingNumber === '' ? t('desk.setup.filing') : '',
    complaintPhone === '' ? t('desk.setup.complaint') : '',
  ].filter((one) => one !== '');

function countyHas(county: County): string {
  const lacking = lackingOf(county);
  return lacking.length === 0 ? county.name : t('desk.setup.countyLacks', { names: lacking.join(t('look.and')) });
}

function CountyForm(props: { county: County; onDone: () => void }): JSX.Element {
  const [form, setForm] = useState(props.county);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [failed, setFailed] = useState('');
  const set = (part: Partial<County>): void => setForm((old) => ({ ...old, ...part }));
  const save = (): void => {
    const found = form.name.trim() === '' ? [{ field: 'county-name', text: t('desk.setup.nameNeed') }] : [];
    setErrors(found);
    if (found.length > 0) return;
    const { name, filingNumber, complaintPhone, exportMost } = form;
    post('/api/setup', {
      name: name.trim(),
      filingNumber: filingNumber.trim(),
      complaintPhone: complaintPhone.trim(),
      exportMost,
    }).then(
      () => {
        setFailed('');
        offerUndo(t('desk.setup.saved'));
        props.onDone();
        void loadSession();
      },
      (error: unknown) => setFailed(problemWord(asProblem(error).code)),
    );
  };
  return (
    <div class="flex flex-col gap-3">
      <ErrorSummary errors={errors} />
      <Fault text={failed} />
      <Field
        id="county-name"
        label={t('desk.setup.countyName')}
        maxLength={60}
        value={form.name}
        onInput={(name) => set({ name })}
        error={errors[0]?.text}
      />
      <Field
        label={t('desk.setup.filing')}
        optional
        maxLength={60}
        value={form.filingNumber}
        onInput={(filingNumber) => set({ filingNumber })}
      />
      <Field
        label={t('desk.setup.complaint')}
        optional
        type="tel"
        maxLength={20}
        value={form.complaintPhone}
        onInput={(complaintPhone) => set({ complaintPhone })}
      />
      <NumberField
        label={t('desk.setup.exportMost')}
        hint={t('desk.setup.exportMostHint')}
        min={1}
        max={5000}
        value={form.exportMost}
        onInput={(exportMost) => set({ exportMost })}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="check" onClick={save}>
          {t('desk.setup.save')}
        </Button>
      </div>
    </div>
  );
}

type StepProps = {
  n: number;
  title: string;
  text: string;
  has: string;
  done: boolean;
  open: boolean;
  onToggle: () => void;
  /** The step that comes after this one: given once nothing of this one holds it up. */
  next?: { title: string; onOpen: () => void };
  children: ComponentChildren;
};

function StepCard(props: StepProps): JSX.Element {
  return (
    <Card label={props.title}>
      <div class="flex flex-wrap items-center gap-3">
        <b class="zd-figure w-10 text-center zd-two" aria-hidden="true">
          {props.n}
        </b>
        <div class="zd-grow min-w-48">
          <h2>{props.title}</h2>
          <p class="zd-two">{props.text}</p>
        </div>
        <Chip tone={props.done ? 'ok' : 'calm'} icon={props.done ? 'check' : 'clock'}>
          {props.has}
        </Chip>
        <Button icon={props.open ? 'chevron-down' : 'chevron-right'} onClick={props.onToggle} pressed={props.open}>
          {t(props.open ? 'desk.setup.fold' : 'desk.setup.unfold')}
        </Button>
      </div>
      {props.open ? props.children : null}
      {props.open && props.next !== undefined ? (
        <div class="zd-button-row zd-button-row-left">
          <Button kind="text" icon="arrow-right" onClick={props.next.onOpen}>
            {t('desk.setup.next', { title: props.next.title })}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function Steps(props: { state: State; again: () => void }): JSX.Element {
  const { state } = props;
  const whole = hasRole('system-admin');
  // BRING-10: a township brings the rosters of its villages, and nothing else.
  const village = hasRole('village-officer');
  const mine = steps.filter((step) => whole || (step.ofVillage && (village || step.kind === 'roster')));
  const firstOpen =
    whole && state.county.name === ''
      ? 'county'
      : mine.find((step) => step.must && state.counts[step.count] === 0)?.kind;
  const [open, setOpen] = useState<string | undefined>(firstOpen);
  const toggle = (name: string) => (): void => setOpen(open === name ? undefined : name);
  const leadTo = (step: Step | undefined): StepProps['next'] =>
    step === undefined ? undefined : { title: t(`desk.setup.${step.kind}`), onOpen: () => setOpen(step.kind) };
  return (
    <>
      {whole ? (
        <StepCard
          n={1}
          title={t('desk.setup.county')}
          text={t('desk.setup.countyText')}
          has={countyHas(state.county)}
          done={lackingOf(state.county).length === 0}
          open={open === 'county'}
          onToggle={toggle('county')}
          // Filing number and complaints phone are asked for, but nothing waits for them.
          next={state.county.name === '' ? undefined : leadTo(mine[0])}
        >
          <CountyForm county={state.county} onDone={props.again} />
        </StepCard>
      ) : null}
      {mine.map((step, place) => {
        const n = state.counts[step.count];
        return (
          <StepCard
            key={step.kind}
            n={place + (whole ? 2 : 1)}
            title={t(`desk.setup.${step.kind}`)}
            text={t(`desk.setup.${step.kind}Text`)}
            has={n === 0 ? t('desk.setup.hasNone') : t('desk.setup.has', { n })}
            done={n > 0}
            open={open === step.kind}
            onToggle={toggle(step.kind)}
            next={n === 0 ? undefined : leadTo(mine[place + 1])}
          >
            <Bring
              kind={step.kind}
              villages={step.ofVillage ? state.villages : []}
              accept={step.kind === 'outlines' ? '.geojson,.json' : '.xlsx,.csv'}
              columns={state.columns[step.kind]}
              onDone={props.again}
            />
          </StepCard>
        );
      })}
    </>
  );
}

/** What comes after the tables is other people's work: who does what, and where. */
function Afterwards(props: { plates: boolean }): JSX.Element {
  const whole = hasRole('system-admin');
  return (
    <>
      <Note
        tone="ok"
        icon="check"
        title={t('desk.setup.done')}
        action={whole ? undefined : <Button href={hrefOf(['homes'])}>{t('desk.title.homes')}</Button>}
      >
        {t(whole ? 'desk.setup.doneText' : 'desk.setup.doneVillage')}
      </Note>
      {whole ? (
        <Card label={t('desk.setup.done')}>
          <ol class="list-decimal pl-6 flex flex-col gap-2">
            <li>{t('desk.setup.after.security')}</li>
            <li>{t('desk.setup.after.village')}</li>
            <li>{t(props.plates ? 'desk.setup.after.plates' : 'desk.setup.after.platesUrl')}</li>
          </ol>
        </Card>
      ) : null}
    </>
  );
}

export function Setup(): JSX.Element {
  const [state, setState] = useState<State | undefined>();
  const [failed, setFailed] = useState('');
  const [moved, setMoved] = useState(0);
  const again = (): void => {
    setMoved((n) => n + 1);
    void call('/api/setup').then(
      (answer) => setState(answer as State),
      (error: unknown) => setFailed(problemWord(asProblem(error).code)),
    );
  };
  useEffect(again, []);
  // What comes next is the county's and the village's, not the township's.
  const leads = hasRole('system-admin', 'village-officer');
  const ready = leads && state !== undefined && steps.every((step) => !step.must || state.counts[step.count] > 0);
  return (
    <>
      <header>
        <h1>{t(hasRole('system-admin') ? 'desk.setup.title' : 'desk.setup.bring')}</h1>
        <p class="zd-two">{t(hasRole('system-admin') ? 'desk.setup.text' : 'desk.setup.bringText')}</p>
      </header>
      {failed === '' ? null : (
        <Note tone="bad" icon="alert-circle">
          {failed}
        </Note>
      )}
      {ready ? <Afterwards plates={state.publicUrl !== null} /> : null}
      {state !== undefined && hasRole('system-admin') && state.publicUrl === null ? (
        <Note tone="wait" icon="info-circle" title={t('desk.setup.noUrl')}>
          {t('desk.setup.noUrlText')}
        </Note>
      ) : null}
      {hasRole('system-admin') ? <Backups /> : null}
      {state === undefined ? null : <Steps state={state} again={again} />}
      {state === undefined ? null : <Runs moved={moved} onDone={again} />}
    </>
  );
}
