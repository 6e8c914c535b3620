// A policy card as a farmer reads it: what it is, how much, what to bring, what to do, where, and who checked it.
import type { ComponentChildren, JSX } from 'preact';
import { formatDay } from '#look/dates.ts';
import { Button, FactList, type FactRow } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import type { Card, CardLang } from '../model.ts';

export const cardLang = (): CardLang => (lang.value === 'en' ? 'en' : 'zh');

const dayAt = (day: string, now: number): string => formatDay(Date.parse(`${day}T12:00:00+08:00`), now);

const validWords = ({ validFrom, validTo }: Card, now: number): string =>
  validTo === null
    ? t('policy.validFrom', { from: dayAt(validFrom, now) })
    : t('policy.validSpan', { from: dayAt(validFrom, now), to: dayAt(validTo, now) });

/** A heading that stands flush with the text of its card. */
const Part = (props: { title: string; children: ComponentChildren }): JSX.Element => (
  <section class="flex flex-col gap-1">
    <h2>{props.title}</h2>
    {props.children}
  </section>
);

function Lines(props: { title: string; lines: readonly string[]; ordered?: boolean }): JSX.Element | null {
  if (props.lines.length === 0) return null;
  const List = props.ordered === true ? 'ol' : 'ul';
  return (
    <Part title={props.title}>
      <List class={props.ordered === true ? 'list-decimal pl-6' : 'list-disc pl-6'}>
        {props.lines.map((line) => (
          <li key={line} class="py-1">
            {line}
          </li>
        ))}
      </List>
    </Part>
  );
}

interface CardViewProps {
  readonly card: Card;
  readonly now: number;
  readonly checkedAt: number | null;
  readonly checkedBy: string;
}

function facts({ card, now }: CardViewProps): FactRow[] {
  const words = card[cardLang()];
  return [
    ...(words.window === '' ? [] : [{ label: t('policy.window'), value: words.window }]),
    { label: t('policy.issuer'), value: card.issuer },
    ...(card.documentNo === '' ? [] : [{ label: t('policy.documentNo'), value: card.documentNo }]),
    { label: t('policy.valid'), value: validWords(card, now) },
  ];
}

export function CardView(props: CardViewProps): JSX.Element {
  const { card, now, checkedAt, checkedBy } = props;
  const words = card[cardLang()];
  return (
    <>
      {words.text.split('\n').map((line, place) => (
        <p key={place}>{line}</p>
      ))}
      <Part title={t('policy.amount')}>
        {/* POLICY-9 */}
        {words.amount === '' ? <p class="zd-two">{t('policy.amountMissing')}</p> : <p>{words.amount}</p>}
      </Part>
      <Lines title={t('policy.documents')} lines={words.documents} />
      <Lines ordered title={t('policy.steps')} lines={words.steps} />
      <FactList rows={facts(props)} />
      {checkedAt === null ? null : (
        <p class="zd-two">{t('policy.checked', { office: checkedBy, day: formatDay(checkedAt, now) })}</p>
      )}
      {card.phone === '' ? null : (
        <Button icon="phone" href={`tel:${card.phone.replaceAll(/[^+\d]/g, '')}`}>
          {t('policy.phone')} {card.phone}
        </Button>
      )}
    </>
  );
}
