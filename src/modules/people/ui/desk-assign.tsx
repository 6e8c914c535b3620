// Puts somebody in an office: a person already known or a new one, from when to when, elected or appointed.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { isoDay, startOfDay } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Choice, DaySpan, ErrorSummary, Fault, Field, type FormError, Note, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { OfficeRow } from '../model.ts';

const oneDay = 86_400_000;
type Known = { id: string; name: string; phone: string };
type Form = {
  mode: 'known' | 'new';
  known: Known | undefined;
  name: string;
  phone: string;
  from: string;
  to: string;
  chosen: 'election' | 'appointment';
  role: string;
};
type Props = {
  office: OfficeRow;
  onClose: () => void;
  onDone: (name: string, post: string) => void;
  problem: (code: string, facts?: Record<string, string>) => string;
};

/** Elected for three years in the grids, five in the village; all others are appointed until further notice. */
function firstForm(office: OfficeRow): Form {
  const from = isoDay(nowMs.value);
  const years = office.kind === 'level-2' || office.kind === 'level-1' ? 3 : 5;
  const to = isoDay(nowMs.value + years * 365 * oneDay);
  const elected = ['level-2', 'level-1', 'village', 'supervision'].includes(office.kind);
  return {
    mode: 'known',
    known: undefined,
    name: '',
    phone: '',
    from,
    to,
    chosen: elected ? 'election' : 'appointment',
    role: 'system-admin',
  };
}

function errorsOf(form: Form): FormError[] {
  const errors: FormError[] = [];
  if (form.mode === 'known' && form.known === undefined)
    errors.push({ field: 'assign-find', text: t('people.assign.personNeed') });
  if (form.mode === 'new' && form.name.trim() === '')
    errors.push({ field: 'assign-name', text: t('people.assign.nameNeed') });
  if (form.mode === 'new' && !/^\d{11}$/.test(form.phone.replace(/\s/g, '')))
    errors.push({ field: 'assign-phone', text: t('people.assign.phoneNeed') });
  if (form.from === '' || form.to === '' || form.to <= form.from)
    errors.push({ field: 'assign-to', text: t('people.assign.termNeed') });
  return errors;
}

function FindPerson(props: {
  value: Known | undefined;
  onChoose: (person: Known | undefined) => void;
  error: string | undefined;
}): JSX.Element {
  const [text, setText] = useState('');
  const found = useAsk<Known[]>(text.trim() === '' ? undefined : 'people.find', { text: text.trim() }).data ?? [];
  if (props.value !== undefined) {
    return (
      <Note
        icon="user"
        title={props.value.name}
        action={
          <Button kind="text" onClick={() => props.onChoose(undefined)}>
            {t('people.assign.change')}
          </Button>
        }
      >
        {props.value.phone}
      </Note>
    );
  }
  return (
    <div class="flex flex-col gap-2">
      <Field
        id="assign-find"
        label={t('people.assign.person')}
        type="search"
        icon="search"
        value={text}
        onInput={setText}
        error={props.error}
      />
      <ul class="flex flex-col gap-1">
        {found.slice(0, 6).map((person) => (
          <li key={person.id}>
            <Button onClick={() => props.onChoose(person)}>
              {person.name} {person.phone}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Fields(props: {
  office: OfficeRow;
  form: Form;
  set: (part: Partial<Form>) => void;
  errors: readonly FormError[];
}): JSX.Element {
  const { form, set } = props;
  const errorOf = (field: string): string | undefined => props.errors.find((one) => one.field === field)?.text;
  return (
    <>
      <Choice
        label={t('people.assign.who')}
        answers={[
          { value: 'known', label: t('people.assign.known') },
          { value: 'new', label: t('people.assign.new') },
        ]}
        value={form.mode}
        onChange={(mode) => set({ mode })}
      />
      {form.mode === 'known' ? (
        <FindPerson value={form.known} onChoose={(known) => set({ known })} error={errorOf('assign-find')} />
      ) : (
        <>
          <Field
            id="assign-name"
            label={t('people.assign.name')}
            maxLength={60}
            value={form.name}
            onInput={(name) => set({ name })}
            error={errorOf('assign-name')}
          />
          <Field
            id="assign-phone"
            label={t('people.assign.phone')}
            type="tel"
            inputMode="tel"
            value={form.phone}
            onInput={(phone) => set({ phone })}
            error={errorOf('assign-phone')}
          />
        </>
      )}
      {props.office.kind === 'administration' ? (
        <Choice
          label={t('people.assign.role')}
          columns={1}
          answers={(['system-admin', 'security-admin', 'audit-admin'] as const).map((role) => ({
            value: role as string,
            label: t(`people.role.${role}`),
          }))}
          value={form.role}
          onChange={(role) => set({ role })}
        />
      ) : null}
      <DaySpan
        id="assign"
        labels={{ from: t('people.assign.from'), to: t('people.assign.to') }}
        from={form.from}
        to={form.to}
        onChange={set}
        error={errorOf('assign-to')}
      />
      <Choice
        label={t('people.assign.chosen')}
        answers={[
          { value: 'election', label: t('people.chosen.election') },
          { value: 'appointment', label: t('people.chosen.appointment') },
        ]}
        value={form.chosen}
        onChange={(chosen) => set({ chosen })}
      />
    </>
  );
}

export function AssignSheet(props: Props): JSX.Element {
  const { door } = useDoor();
  const [form, setForm] = useState(() => firstForm(props.office));
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [failed, setFailed] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    const person = form.mode === 'known' ? (form.known?.id ?? '') : newId();
    const name = form.mode === 'known' ? (form.known?.name ?? '') : form.name.trim();
    if (form.mode === 'new')
      await door.execute('person.register', { person, name, phone: form.phone.replace(/\s/g, ''), staff: true });
    const role = props.office.kind === 'administration' ? { role: form.role } : {};
    const term = { fromAt: startOfDay(form.from), toAt: startOfDay(form.to) + oneDay };
    const post = newId();
    await door.execute('post.assign', {
      post,
      person,
      office: props.office.id,
      chosen: form.chosen,
      ...term,
      ...role,
    });
    props.onDone(name, post);
  };
  const send = (): void => {
    const found = errorsOf(form);
    setErrors(found);
    if (found.length > 0) return;
    setBusy(true);
    run().catch((error: unknown) => {
      setBusy(false);
      setFailed(props.problem(asProblem(error).code, asProblem(error).facts as Record<string, string>));
    });
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('people.assign.title', { office: props.office.name })}
      foot={
        <>
          <Button kind="text" onClick={props.onClose}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" busy={busy} onClick={send}>
            {t('people.assign.act')}
          </Button>
        </>
      }
    >
      <ErrorSummary errors={errors} />
      <Fault text={failed} />
      <Fields
        office={props.office}
        form={form}
        set={(part) => setForm((old) => ({ ...old, ...part }))}
        errors={errors}
      />
    </Sheet>
  );
}
