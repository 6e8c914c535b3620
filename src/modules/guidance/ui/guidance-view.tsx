// Grids gone along with, calls for help, the guidance given and what came of it; the same at the desk and on the phone.
import type { JSX } from 'preact';
import { formatMoment } from '#look/dates.ts';
import { Button, Card, Chip, Empty, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Guidance, HelpCall } from '../model.ts';

/** What came of it, in a word of the household where there is one. */
function outcomeOf({ state, outcome }: HelpCall): { tone: 'ok' | 'wait' | 'info' | 'bad' | 'calm'; word: string } {
  if (outcome === 'solved') return { tone: 'ok', word: t('guidance.solved') };
  if (outcome === 'not-solved' || outcome === 'partly') return { tone: 'bad', word: t('guidance.notSolved') };
  if (state === 'closed') return { tone: 'calm', word: t('guidance.closed') };
  if (state === 'answered' || state === 'household-check') return { tone: 'wait', word: t('guidance.asked') };
  return { tone: 'info', word: t('guidance.open') };
}

function Call(props: { call: HelpCall; href: string; now: number }): JSX.Element {
  const { call, now } = props;
  const { tone, word } = outcomeOf(call);
  return (
    <Card label={call.title}>
      <div class="flex flex-wrap items-center gap-2">
        <b class="zd-lead zd-grow">{call.title}</b>
        <Chip tone={tone}>{word}</Chip>
      </div>
      <p class="zd-two">{[call.place, call.holderName].filter(Boolean).join(' · ')}</p>
      <p class="whitespace-pre-line">
        <b>{call.asked.officeName}</b> {call.asked.text}
        <span class="block zd-two">{formatMoment(call.asked.at, now)}</span>
      </p>
      {call.given === null ? (
        <p>
          <Chip tone="wait" icon="clock">
            {t('guidance.waits')}
          </Chip>
        </p>
      ) : (
        <p class="whitespace-pre-line">
          <b>{call.given.officeName}</b> {call.given.text}
          <span class="block zd-two">{formatMoment(call.given.at, now)}</span>
        </p>
      )}
      <div class="zd-button-row zd-button-row-left">
        <Button icon="route" href={props.href}>
          {t('guidance.see')}
        </Button>
      </div>
    </Card>
  );
}

export function GuidanceView(props: {
  guidance: Guidance;
  hrefOf: (matter: string) => string;
  now: number;
}): JSX.Element {
  const { grids, calls } = props.guidance;
  return (
    <>
      <Section title={t('guidance.calls')}>
        {calls.length === 0 ? (
          <Empty icon="heart-handshake" tone="calm" title={t('guidance.none')} text={t('guidance.noneText')} />
        ) : null}
        {calls.map((call) => (
          <Call key={call.key} call={call} href={props.hrefOf(call.matter)} now={props.now} />
        ))}
      </Section>
      <Section title={t('guidance.grids')}>
        <Card label={t('guidance.grids')}>
          <ul>
            {grids.map((grid) => (
              <li
                key={grid.id}
                class="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 border-t border-base-300 first:border-t-0"
              >
                <span class="zd-grow min-w-32">
                  <b>{grid.name}</b> <span class="zd-two">{t('guidance.openCount', { n: grid.open })}</span>
                </span>
                {grid.workers.length === 0 ? <span class="zd-two">{t('guidance.nobody')}</span> : null}
                {grid.workers.map(({ name, phone }) =>
                  phone === '' ? (
                    <span key={name}>{name}</span>
                  ) : (
                    <Button key={`${name} ${phone}`} kind="text" icon="phone" href={`tel:${phone}`}>
                      {name}
                    </Button>
                  ),
                )}
              </li>
            ))}
          </ul>
        </Card>
      </Section>
    </>
  );
}
