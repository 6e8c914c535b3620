// Ready sentences above the words of an act: one press writes one, and it can be changed like anything written by hand.
import type { JSX } from 'preact';
import { Button } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { repliesFor } from '../kinds/replies.ts';
import type { CasePage } from '../model.ts';
import type { ActName } from './desk-next.ts';

export function Replies(props: {
  page: CasePage;
  act: ActName;
  text: string;
  onWrite: (text: string) => void;
}): JSX.Element | null {
  const fitting = repliesFor(props.act, props.page.case, props.page.replies);
  if (fitting.length === 0) return null;
  const write = (words: string): void => {
    const before = props.text.trim();
    props.onWrite(before === '' ? words : `${before}\n${words}`);
    document.getElementById('act-text')?.focus();
  };
  return (
    <div class="flex flex-wrap items-center gap-2" role="group" aria-label={t('case.reply.title')}>
      <span class="zd-two">{t('case.reply.title')}</span>
      {fitting.map(({ name, text }) => (
        <Button key={name} kind="soft" onClick={() => write(text ?? t(`case.reply.${name}.text`))}>
          {text === undefined ? t(`case.reply.${name}`) : name}
        </Button>
      ))}
    </div>
  );
}
