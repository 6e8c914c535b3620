// The form of one look: every point well or not, a word about what is not, a good word, and pictures of what is wrong.
import type { ComponentChildren, JSX } from 'preact';
import { Button, Choice, ErrorSummary, Field, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Named } from '#modules/attachment/model.ts';
import { english, pointsOf } from './spot-words.ts';

export interface LookDraft {
  readonly answers: readonly { readonly point: string; readonly well: boolean }[];
  readonly note: string;
  readonly praise: string;
  readonly attachments: readonly Named[];
}
export const emptyLook: LookDraft = { answers: [], note: '', praise: '', attachments: [] };

export const isWhole = (kind: string, { answers }: LookDraft): boolean =>
  pointsOf(kind).every((point) => answers.some((one) => one.point === point.code));
export const isWrong = ({ answers }: LookDraft): boolean => answers.some((one) => !one.well);

/** The verb's input. Without anything wrong there is nothing to show a picture of. */
export const lookInput = (draft: LookDraft, showsAfter: boolean): Record<string, unknown> =>
  isWrong(draft) || showsAfter ? { ...draft } : { ...draft, attachments: [] };

interface Props {
  readonly kind: string;
  readonly draft: LookDraft;
  readonly onChange: (draft: LookDraft) => void;
  readonly tried: boolean;
  /** What becomes of what is wrong. */
  readonly becomes: string;
  /** It was said to be put right: a picture shows how it is now. */
  readonly showsAfter: boolean;
  readonly files?: ComponentChildren;
}

export function LookForm({ kind, draft, onChange, tried, becomes, showsAfter, files }: Props): JSX.Element {
  const points = pointsOf(kind);
  const set = (change: Partial<LookDraft>): void => onChange({ ...draft, ...change });
  const say = (point: string, well: boolean): void =>
    set({ answers: [...draft.answers.filter((one) => one.point !== point), { point, well }] });
  const missing = points.filter((point) => !draft.answers.some((one) => one.point === point.code));
  const fault = tried && missing.length > 0 ? t('spot.need.points') : undefined;
  return (
    <>
      {fault ? <ErrorSummary errors={[{ field: missing[0]?.code ?? '', text: fault }]} /> : null}
      <Button
        icon="circle-check"
        onClick={() => set({ answers: points.map(({ code }) => ({ point: code, well: true })) })}
      >
        {t('spot.allWell')}
      </Button>
      {points.map((point) => {
        const said = draft.answers.find((one) => one.point === point.code);
        return (
          <Choice
            key={point.code}
            id={point.code}
            label={english() ? point.en : point.zh}
            value={said === undefined ? undefined : said.well ? 'well' : 'not'}
            onChange={(value) => say(point.code, value === 'well')}
            error={fault && !said ? fault : undefined}
            answers={[
              { value: 'well', label: t('spot.well'), icon: 'circle-check', tone: 'ok' },
              { value: 'not', label: t('spot.notWell'), icon: 'alert-circle', tone: 'bad' },
            ]}
          />
        );
      })}
      {isWrong(draft) ? (
        <>
          <TextArea
            optional
            label={t('spot.note')}
            value={draft.note}
            onInput={(note) => set({ note })}
            rows={2}
            maxLength={500}
            placeholder={t('spot.noteHint')}
          />
          {files}
          <p class="zd-two">{becomes}</p>
        </>
      ) : showsAfter ? (
        files
      ) : null}
      <Field
        optional
        label={t('spot.praise')}
        value={draft.praise}
        onInput={(praise) => set({ praise })}
        maxLength={200}
        placeholder={t('spot.praiseHint')}
      />
    </>
  );
}
