// What several homes of a group have in common, and which offers fit: for the village's and the township's page; the village can offer them at the doors.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import type { Problem } from '#kit/problem.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { Button, Card, Note, offerUndo, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { type ErrandKind, kindOfOffer } from '#modules/errand/kinds/errands.ts';
import { named } from '#modules/errand/ui/errand-words.ts';
import type { CommonFact, FactHome } from '../model.ts';

type Speak = (code: string) => string;
interface Offer {
  readonly of: CommonFact;
  readonly kind: ErrandKind;
}

/** Which homes will be asked, before anything is offered to them. */
function OfferSheet(props: { offer: Offer; onClose: () => void; problem: Speak }): JSX.Element {
  const { door } = useDoor();
  const { of, kind } = props.offer;
  const { data, problem } = useAsk<FactHome[]>('measure.homes', { area: of.area, fact: of.fact }, ['visit', 'errand']);
  const [failed, setFailed] = useState<Problem>();
  const some = (data ?? []).filter((home) => !home.errands.includes(kind.code));
  const why = failed ?? problem;
  const send = (): void => {
    const homes = some.map(({ household }) => ({ household, errand: newId() }));
    const words = t(`measure.fact.${of.fact}`);
    door.execute('errand.offer', { round: newId(), kind: kind.code, words, homes }).then(
      () => {
        props.onClose();
        offerUndo(t('errand.offer.done'));
      },
      (error: unknown) => setFailed(asProblem(error)),
    );
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('errand.offer.title', { kind: named(kind) })}
      foot={
        <Button kind="filled" icon="check" onClick={send} disabled={some.length === 0}>
          {t('errand.offer.send')}
        </Button>
      }
    >
      {why === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {props.problem(why.code)}
        </Note>
      )}
      <p>{t('errand.offer.text')}</p>
      <p>
        <b>{t('errand.offer.homes')}</b> {some.map((home) => home.door).join(t('look.and'))}
      </p>
      {data !== undefined && some.length === 0 ? (
        <Note icon="info-circle">{props.problem('errand-offered')}</Note>
      ) : null}
    </Sheet>
  );
}

export function Facts(props: { area: string; mayOffer: boolean; problem: Speak }): JSX.Element | null {
  const { data } = useAsk<CommonFact[]>('measure.facts', { area: props.area }, ['visit']);
  const [offer, setOffer] = useState<Offer>();
  if (data === undefined || data.length === 0) return null;
  const kindsOf = (one: CommonFact): ErrandKind[] =>
    props.mayOffer ? one.offers.flatMap((code) => kindOfOffer(code) ?? []) : [];
  return (
    <Card label={t('measure.facts')}>
      <h2>{t('measure.facts')}</h2>
      <p class="zd-two">{t('measure.facts.text')}</p>
      <ul>
        {data.map((one) => (
          <li key={`${one.place} ${one.fact}`} class="py-2">
            <b>{t('measure.facts.say', { place: one.place, homes: one.homes, fact: t(`measure.fact.${one.fact}`) })}</b>{' '}
            <span class="zd-two">{t('measure.facts.last', { day: formatDay(one.at, nowMs.value) })}</span>
            <span class="block">
              {t('measure.facts.offers', { offers: one.offers.map(categoryName).join(t('look.and')) })}
            </span>
            <span class="zd-button-row zd-button-row-left mt-2">
              {kindsOf(one).map((kind) => (
                <Button key={kind.code} kind="soft" icon="list-check" onClick={() => setOffer({ of: one, kind })}>
                  {t('errand.offer.act', { kind: named(kind) })}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {offer ? <OfferSheet offer={offer} onClose={() => setOffer(undefined)} problem={props.problem} /> : null}
    </Card>
  );
}
