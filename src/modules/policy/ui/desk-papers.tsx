// The papers of a card as its writer adds them: a PDF or a picture, each with the name it bears, until the county has the card.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Problem } from '#kit/problem.ts';
import { asProblem } from '#look/door.ts';
import { Button, Card, Fault, Field, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { limits } from '#modules/attachment/model.ts';
import { dropAll, holdFile } from '#modules/attachment/ui/desk-attach.tsx';
import { shrink } from '#modules/attachment/ui/shrink.ts';
import { sizeOf } from '../rules.ts';
import type { FormPaper } from './policy-form.ts';

const isPdf = (file: File): boolean => file.type === 'application/pdf' || /\.pdf$/i.test(file.name);

/** Throws the Problem that keeps it from being added. */
async function paperOf(file: File): Promise<FormPaper> {
  const title = file.name.replace(/\.[^.]*$/, '').slice(0, 60);
  if (isPdf(file)) {
    if (file.size > limits.paperBytes) throw new Problem('invalid', 'paper-too-large');
    const held = await holdFile(new Uint8Array(await file.arrayBuffer()));
    const named = { ...held, kind: 'paper', mime: 'application/pdf' } as const;
    return { attachment: held.attachment, title, kind: 'paper', bytes: held.bytes, named };
  }
  const { bytes, width, height } = await shrink(file);
  const held = await holdFile(bytes);
  const named = { ...held, kind: 'picture', mime: 'image/jpeg', width, height } as const;
  return { attachment: held.attachment, title, kind: 'picture', bytes: held.bytes, named };
}

export function PaperFields(props: {
  papers: readonly FormPaper[];
  onChange: (papers: readonly FormPaper[]) => void;
  errorOf: (field: string) => string | undefined;
  problem: (code: string) => string;
}): JSX.Element {
  const { papers, onChange } = props;
  const picker = useRef<HTMLInputElement>(null);
  const [failed, setFailed] = useState('');
  const add = (file: File): void => {
    setFailed('');
    paperOf(file).then(
      (paper) => onChange([...papers, paper]),
      (error: unknown) => setFailed(props.problem(asProblem(error).code)),
    );
  };
  const remove = (paper: FormPaper): void => {
    dropAll([paper]);
    onChange(papers.filter((one) => one !== paper));
  };
  return (
    <Section title={t('policy.papers')} right={papers.length}>
      <p class="zd-two">{t('policy.desk.papersText')}</p>
      {papers.map((paper) => {
        const id = `policy-paper-${paper.attachment}`;
        return (
          <Card key={paper.attachment}>
            <Field
              id={id}
              label={t('policy.desk.paperName')}
              hint={t(`policy.paper.${paper.kind}`, { size: sizeOf(paper) })}
              maxLength={60}
              value={paper.title}
              onInput={(title) => onChange(papers.map((one) => (one === paper ? { ...one, title } : one)))}
              error={props.errorOf(id)}
            />
            <Button kind="text" icon="trash" onClick={() => remove(paper)}>
              {t('policy.desk.paperRemove')}
            </Button>
          </Card>
        );
      })}
      <Fault text={failed} />
      <input
        ref={picker}
        type="file"
        accept="application/pdf,image/*"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) add(file);
        }}
      />
      {papers.length >= limits.inOne ? null : (
        <Button icon="upload" onClick={() => picker.current?.click()}>
          {t('policy.desk.paperAdd')}
        </Button>
      )}
    </Section>
  );
}
