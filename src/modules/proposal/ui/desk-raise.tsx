// Writes down at the desk what a home proposes, as it was told at its door or in the office.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { useSay } from '#look/door.ts';
import { Button, Choice, Field, ListRow, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { HomeSearch } from '#modules/dispute/ui/desk-home-search.tsx';
import { FormSheet } from './desk-form.tsx';

type Home = { readonly id: string; readonly head: string; readonly door: string };
interface Draft {
  readonly home: Home | undefined;
  readonly title: string;
  readonly text: string;
  readonly named: 'yes' | 'no';
}

const faultOf = ({ home, title, text }: Draft): string | undefined => {
  if (home === undefined) return 'proposal.need.home';
  if (title.trim() === '') return 'proposal.need.title';
  return text.trim() === '' ? 'proposal.need.text' : undefined;
};

export function RaiseSheet(props: {
  onClose: () => void;
  onMade: (id: string) => void;
  problem: (code: string) => string;
}): JSX.Element {
  const { failed, say } = useSay();
  const [draft, setDraft] = useState<Draft>({ home: undefined, title: '', text: '', named: 'no' });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Draft>): void => setDraft((old) => ({ ...old, ...part }));
  const { home, title, text, named } = draft;
  const fault = tried ? faultOf(draft) : undefined;
  const send = (): void => {
    setTried(true);
    if (home === undefined || faultOf(draft) !== undefined) return;
    const proposal = newId();
    const input = { proposal, from: newId(), household: home.id, title, text, named: named === 'yes' };
    say('proposal.raise', input, { text: t('proposal.raised'), after: () => props.onMade(proposal) });
  };
  return (
    <FormSheet
      title={t('proposal.raise')}
      fault={fault}
      failed={failed}
      problem={props.problem}
      onClose={props.onClose}
      onSend={send}
    >
      {home === undefined ? (
        <HomeSearch label={t('proposal.whose')} onPick={(picked) => set({ home: picked })} />
      ) : (
        <ListRow
          icon="home"
          title={home.head}
          beside={home.door}
          right={
            <Button kind="text" onClick={() => set({ home: undefined })}>
              {t('proposal.otherHome')}
            </Button>
          }
        />
      )}
      <Field label={t('proposal.what')} maxLength={40} value={title} onInput={(value) => set({ title: value })} />
      <TextArea
        label={t('proposal.why')}
        hint={t('proposal.public')}
        rows={4}
        maxLength={600}
        value={text}
        onInput={(value) => set({ text: value })}
      />
      <Choice
        label={t('proposal.naming')}
        answers={(['no', 'yes'] as const).map((value) => ({ value, label: t(`proposal.named.${value}`) }))}
        value={named}
        onChange={(value) => set({ named: value })}
      />
    </FormSheet>
  );
}
