// A few homes to ask "is it the same with you?", each answered with one tap.
import type { JSX } from 'preact';
import { Button, Card, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Reply, replies } from '../model.ts';

export interface AskedHome {
  readonly id: string;
  readonly name: string;
  readonly door: string;
  readonly href: string;
}

export function AskList(props: {
  what: string;
  homes: readonly AskedHome[];
  onReply: (id: string, reply: Reply) => void;
}): JSX.Element | null {
  const { homes } = props;
  if (homes.length === 0) return null;
  return (
    <Section title={t('finding.ask.title', { what: props.what })} right={t('finding.ask.count', { n: homes.length })}>
      <p class="zd-two">{t('finding.ask.text')}</p>
      <Card list>
        <ul>
          {homes.map((home) => (
            <li key={home.id} class="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <a class="zd-grow min-w-32 min-h-11 inline-flex items-center gap-2" href={home.href}>
                <b class="underline">{home.name}</b>
                <span class="zd-two">{home.door}</span>
              </a>
              <span class="flex gap-2" role="group" aria-label={home.name}>
                {replies.map((reply) => (
                  <Button
                    key={reply}
                    kind={reply === 'not-asked' ? 'text' : 'outlined'}
                    onClick={() => props.onReply(home.id, reply)}
                  >
                    {t(`finding.ask.${reply}`)}
                  </Button>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}
