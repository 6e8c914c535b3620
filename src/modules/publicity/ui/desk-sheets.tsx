// Taking a public list back, and settling it after its last day: confirmed, some lines changed with their reasons, or taken back.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Choice, ErrorSummary, Field, type FormError, Sheet, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Publicity, type PublicityResult, results, type RowChange } from '../model.ts';
import { faultIn } from '../rules-check.ts';

function Feet(props: { onClose: () => void; onSend: () => void; label: string }): JSX.Element {
  return (
    <>
      <Button kind="text" onClick={props.onClose}>
        {t('publicity.leave')}
      </Button>
      <Button kind="filled" icon="send" onClick={props.onSend}>
        {props.label}
      </Button>
    </>
  );
}

const wrongIn = (field: string, text: string, kind: 'basis' | 'amount' = 'basis'): FormError[] => {
  const code = faultIn(text, kind);
  return code === undefined ? [] : [{ field, text: t(`publicity.fault.${code}`) }];
};

export function WithdrawSheet(props: { onClose: () => void; onSend: (said: string) => void }): JSX.Element {
  const [said, setSaid] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const send = (): void => {
    const found = wrongIn('publicity-said', said);
    setErrors(found);
    if (found.length === 0) props.onSend(said.trim());
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('publicity.withdraw')}
      foot={<Feet onClose={props.onClose} onSend={send} label={t('publicity.withdraw')} />}
    >
      <ErrorSummary errors={errors} />
      <p>{t('publicity.withdrawText')}</p>
      <TextArea
        id="publicity-said"
        label={t('publicity.why')}
        rows={3}
        maxLength={300}
        value={said}
        onInput={setSaid}
        error={errors[0]?.text}
      />
    </Sheet>
  );
}

type Settle = { result: PublicityResult; said: string; changes: readonly RowChange[] };
/** As it is typed: which line, the amount it has now or nothing, and why. */
type Typed = { row: string; amount: string; why: string };
const blank: Typed = { row: '', amount: '', why: '' };

function ChangeFields(props: { at: number; typed: Typed; onChange: (typed: Typed) => void }): JSX.Element {
  const { at, typed, onChange } = props;
  return (
    <fieldset class="grid gap-3 sm:grid-cols-3">
      <legend class="zd-label">{t('publicity.changeNo', { n: at + 1 })}</legend>
      <Field
        id={`change-row-${at}`}
        label={t('publicity.changeRow')}
        inputMode="numeric"
        value={typed.row}
        onInput={(row) => onChange({ ...typed, row })}
      />
      <Field
        label={t('publicity.changeAmount')}
        hint={t('publicity.changeOut')}
        maxLength={40}
        value={typed.amount}
        onInput={(amount) => onChange({ ...typed, amount })}
      />
      <Field
        label={t('publicity.changeWhy')}
        maxLength={300}
        value={typed.why}
        onInput={(why) => onChange({ ...typed, why })}
      />
    </fieldset>
  );
}

const changesOf = (typed: readonly Typed[]): RowChange[] =>
  typed
    .filter((one) => one.row.trim() !== '')
    .map(({ row, amount, why }) => ({
      row: Number(row) - 1,
      amount: amount.trim() === '' ? null : amount.trim(),
      why: why.trim(),
    }));

function faultsOf(list: Publicity, { result, said, changes }: Settle): FormError[] {
  const silent = said === '' && list.objections.length === 0 && result === 'confirmed';
  const errors = silent ? [] : wrongIn('publicity-said', said);
  if (result !== 'changed') return errors;
  if (changes.length === 0 || changes.some(({ row }) => !(row >= 0 && row < list.rowCount)))
    errors.push({ field: 'change-row-0', text: t('publicity.changeNeed', { n: list.rowCount }) });
  for (const { amount, why } of changes) {
    errors.push(...wrongIn('change-row-0', why));
    if (amount !== null) errors.push(...wrongIn('change-row-0', amount, 'amount'));
  }
  return errors;
}

export function SettleSheet(props: {
  list: Publicity;
  onClose: () => void;
  onSend: (settle: Settle) => void;
}): JSX.Element {
  const { list } = props;
  const [result, setResult] = useState<PublicityResult>('confirmed');
  const [said, setSaid] = useState('');
  const [typed, setTyped] = useState<readonly Typed[]>([blank]);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const send = (): void => {
    const settle = { result, said: said.trim(), changes: result === 'changed' ? changesOf(typed) : [] };
    const found = faultsOf(list, settle);
    setErrors(found);
    if (found.length === 0) props.onSend(settle);
  };
  const put = (at: number, one: Typed): void => setTyped(typed.map((old, place) => (place === at ? one : old)));
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('publicity.settle')}
      foot={<Feet onClose={props.onClose} onSend={send} label={t('publicity.settleDo')} />}
    >
      <ErrorSummary errors={errors} />
      <Choice
        label={t('publicity.settleHow')}
        columns={1}
        answers={results.map((value) => ({ value, label: t(`publicity.result.${value}`) }))}
        value={result}
        onChange={setResult}
      />
      {result === 'changed' ? (
        <>
          {typed.map((one, at) => (
            <ChangeFields key={at} at={at} typed={one} onChange={(next) => put(at, next)} />
          ))}
          <Button kind="text" icon="plus" onClick={() => setTyped([...typed, blank])}>
            {t('publicity.changeMore')}
          </Button>
        </>
      ) : null}
      <TextArea
        id="publicity-said"
        label={t('publicity.found')}
        optional={result === 'confirmed' && list.objections.length === 0}
        rows={3}
        maxLength={300}
        value={said}
        onInput={setSaid}
        error={errors.find((one) => one.field === 'publicity-said')?.text}
      />
    </Sheet>
  );
}
