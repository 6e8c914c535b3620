// Help: how a matter is worked on, what the rings mean, every key there is; and the three cards of the tour.
import { Fragment, type JSX } from 'preact';
import { keysOn, setKeys } from '#look/keys.ts';
import { Button, Sheet, StateRing } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { actKeys, type listKeys, type matterKeys, type pickKeys } from '#modules/case/ui/desk-keys.ts';
import { session } from './session.ts';
import './speak-rooms.ts';

const rings = [
  { tone: 'info', share: 50 },
  { tone: 'wait', share: 80 },
  { tone: 'ok', share: 100 },
  { tone: 'bad', share: 25 },
] as const;
type Words<Keys extends readonly string[]> = Readonly<Record<Keys[number], string>>;
const inList: Words<typeof listKeys> & { Enter: string } = {
  j: 'desk.help.keyJ',
  k: 'desk.help.keyK',
  Enter: 'desk.help.keyEnter',
  x: 'desk.help.keyX',
  X: 'desk.help.keyAlike',
  f: 'desk.help.keyF',
  '/': 'desk.help.keySlash',
};
const chosen: Words<typeof pickKeys> = {
  a: 'case.act.accept',
  d: 'case.act.dispatch',
  m: 'case.inbox.join',
  p: 'desk.help.keyP',
  Escape: 'desk.help.keyEsc',
};
const onMatter: Words<typeof matterKeys> = { a: 'desk.help.keyA', m: 'case.act.joinCase', n: 'case.next.sendNow' };
const everywhere = { z: 'desk.help.keyZ', '?': 'desk.help.keyHelp' };
const spoken: Readonly<Record<string, string>> = { Escape: 'Esc' };

type Rows = readonly (readonly [key: string, words: string])[];

/** The acts by their keys, as the screen binds them: two acts that never stand open together share one. */
function actRows(): Rows {
  const words = new Map<string, string[]>();
  for (const [act, key] of Object.entries(actKeys)) words.set(key, [...(words.get(key) ?? []), t(`case.act.${act}`)]);
  return [...words].map(([key, all]) => [key, all.join(t('desk.help.or'))]);
}

function groups(): { title: string; rows: Rows }[] {
  const said = (keys: Readonly<Record<string, string>>): Rows =>
    Object.entries(keys).map(([key, word]) => [key, t(word)] as const);
  return [
    { title: 'desk.help.inList', rows: said(inList) },
    { title: 'desk.help.chosen', rows: said(chosen) },
    { title: 'desk.help.onMatter', rows: [...said(onMatter), ...actRows()] },
    { title: 'desk.help.everywhere', rows: said(everywhere) },
  ];
}

export function HelpSheet(props: { onClose: () => void }): JSX.Element {
  const phone = session.value?.county.complaintPhone ?? '';
  return (
    <Sheet open onClose={props.onClose} title={t('desk.help.title')}>
      <section>
        <h3>{t('desk.help.how')}</h3>
        <ol class="list-decimal pl-6">
          {(['step1', 'step2', 'step3'] as const).map((one) => (
            <li key={one}>{t(`desk.help.${one}`)}</li>
          ))}
        </ol>
        <p class="zd-two">{t('desk.help.records')}</p>
        <p class="zd-two">{t('desk.help.closing')}</p>
      </section>
      <section>
        <h3>{t('desk.help.rings')}</h3>
        <ul>
          {rings.map((ring, place) => (
            <li key={ring.tone} class="flex items-center gap-2 min-h-8">
              <StateRing {...ring} />
              {t(`desk.help.ring${place + 1}`)}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('desk.help.keys')}</h3>
        {groups().map(({ title, rows }) => (
          <Fragment key={title}>
            <h4 class="pt-2">{t(title)}</h4>
            <dl class="grid grid-cols-[4rem_1fr] gap-x-3 gap-y-1 items-center">
              {rows.map(([key, words]) => (
                <div key={key} class="contents">
                  <dt>
                    <kbd>{spoken[key] ?? key}</kbd>
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </Fragment>
        ))}
        <p class="pt-2">
          <Button icon="keyboard" onClick={() => setKeys(!keysOn.value)}>
            {t(keysOn.value ? 'desk.help.keysOff' : 'desk.help.keysOn')}
          </Button>
        </p>
      </section>
      {phone === '' ? null : (
        <section>
          <h3>{t('desk.help.who')}</h3>
          <p>
            <a class="underline inline-flex items-center min-h-11" href={`tel:${phone}`}>
              {t('desk.help.phone', { phone })}
            </a>
          </p>
        </section>
      )}
    </Sheet>
  );
}

/** One of the three cards of the tour. */
export function TourSheet(props: { n: number; onEnd: () => void; onNext: () => void }): JSX.Element {
  const { n } = props;
  const last = n === 3;
  return (
    <Sheet
      open
      onClose={props.onEnd}
      title={t('desk.tour.title')}
      foot={
        <>
          <span class="zd-two zd-grow self-center">{t('desk.tour.step', { n })}</span>
          {last ? null : (
            <Button kind="text" onClick={props.onEnd}>
              {t('desk.tour.skip')}
            </Button>
          )}
          <Button
            kind="filled"
            onClick={() => {
              if (last) props.onEnd();
              else props.onNext();
            }}
          >
            {t(last ? 'desk.tour.done' : 'desk.tour.next')}
          </Button>
        </>
      }
    >
      <div role="status">
        <p class="zd-big">{t(`desk.tour.${n}`)}</p>
        <p>{t(`desk.tour.${n}text`)}</p>
      </div>
    </Sheet>
  );
}
