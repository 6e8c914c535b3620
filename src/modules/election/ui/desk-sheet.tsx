// One count sheet at the desk: boxes in the order of the paper, Enter to the next one, and what does not add up said while it is typed.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useSay } from '#look/door.ts';
import { Button, Card, Choice, Note, NumberField, Refused, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { ElectionPage, Figures, Round } from '../model.ts';
import { differences, sheetChecks } from '../rules-count.ts';
import { figureOf, roundOf } from '../rules-roll.ts';
import { type Picked, PickMembers } from './pick-members.tsx';
import { contestOf, nameOf, postWord, type Speak } from './said.ts';

/** Boxes by their key: a figure, or `contest member`. */
type Boxes = Readonly<Record<string, number | undefined>>;
const tops = ['came', 'homes', 'proxied', 'issued', 'cast'] as const;
const inners = ['valid', 'spoiled', 'blank', 'others'] as const;
type Top = (typeof tops)[number];
type Inner = (typeof inners)[number];

interface Shape {
  readonly tops: readonly Top[];
  readonly inners: readonly Inner[];
}

/** Only what this kind has on its paper: a show of hands has no ballots, a recall no other names. */
export function shapeOf(page: ElectionPage): Shape {
  const { election } = page;
  const shows = election.vote === 'show';
  const proxies = figureOf(election, 'proxies') > 0;
  return {
    tops: tops.filter((one) => (one !== 'proxied' || proxies) && (one !== 'issued' || !shows)),
    inners: inners.filter(
      (one) => (one !== 'others' || !election.recall) && (!shows || one === 'blank' || one === 'others'),
    ),
  };
}

const namesIn = (page: ElectionPage, round: Round, contest: string, added: readonly Picked[]): string[] =>
  page.election.recall
    ? ['yes', 'no']
    : [...new Set([...(round.candidates[contest] ?? []), ...added.map((one) => one.member)])];

function figuresOf(page: ElectionPage, boxes: Boxes, added: readonly Picked[]): Figures {
  const round = roundOf(page.election);
  const n = (key: string): number => boxes[key] ?? 0;
  const shows = page.election.vote === 'show';
  return {
    came: n('came'),
    homes: n('homes'),
    proxied: n('proxied'),
    issued: shows ? n('cast') : n('issued'),
    cast: n('cast'),
    contests: round.open.map(({ contest }) => ({
      contest,
      valid: shows ? n('cast') : n(`${contest} valid`),
      spoiled: n(`${contest} spoiled`),
      blank: n(`${contest} blank`),
      others: n(`${contest} others`),
      votes: Object.fromEntries(namesIn(page, round, contest, added).map((one) => [one, n(`${contest} ${one}`)])),
    })),
  };
}

function keysOf(page: ElectionPage, added: readonly Picked[]): string[] {
  const shape = shapeOf(page);
  const round = roundOf(page.election);
  return [
    ...shape.tops,
    ...round.open.flatMap(({ contest }) => [
      ...shape.inners.map((one) => `${contest} ${one}`),
      ...namesIn(page, round, contest, added).map((one) => `${contest} ${one}`),
    ]),
  ];
}

function labelOf(page: ElectionPage, key: string, added: readonly Picked[]): string {
  const [contest = '', rest] = key.split(' ');
  const shows = page.election.vote === 'show';
  if (rest === undefined) return t(key === 'cast' && shows ? 'election.sheet.castShow' : `election.sheet.${key}`);
  if (rest === 'blank' && shows) return t('election.sheet.blankShow');
  if (inners.some((one) => one === rest)) return t(`election.sheet.${rest}`);
  const name = added.find((one) => one.member === rest)?.name ?? nameOf(page, rest);
  const votes = page.election.recall ? name : t('election.sheet.votesFor', { name });
  return roundOf(page.election).open.length > 1 ? `${postWord(contestOf(page, contest))} · ${votes}` : votes;
}

/** As the paper has them, names written beside it last. */
function inOrder(page: ElectionPage, keys: readonly string[]): string[] {
  const paper = keysOf(page, []);
  return [...paper.filter((key) => keys.includes(key)), ...keys.filter((key) => !paper.includes(key))];
}

function Checks(props: { page: ElectionPage; figures: Figures; empty: number; place: number }): JSX.Element {
  const { page, figures } = props;
  const round = roundOf(page.election);
  const found = sheetChecks(page.election, round, figures);
  const other = round.entries.find(
    (one) => one.place === props.place && one.person !== page.me && one.figures.contests.length > 0,
  );
  const differ = other && props.empty === 0 ? differences(other.figures, figures) : [];
  return (
    <Card label={t('election.sheet.checks')}>
      <h2>{t('election.sheet.checks')}</h2>
      <div class="flex flex-col gap-2" aria-live="polite">
        {props.empty > 0 ? <p class="zd-two">{t('election.sheet.missing', { n: props.empty })}</p> : null}
        {props.empty > 0
          ? null
          : found.map((one) => (
              <Note key={`${one.code} ${one.contest ?? ''}`} tone="bad" icon="alert-circle">
                {t(`problem.election-${one.code}`, one.facts)}
              </Note>
            ))}
        {differ.length > 0 ? (
          <Note tone="wait" icon="alert-triangle">
            {t('election.sheet.differ', {
              what: inOrder(page, differ)
                .map((key) => labelOf(page, key, []))
                .join(t('look.and')),
            })}
          </Note>
        ) : null}
        {props.empty === 0 && found.length === 0 && differ.length === 0 ? (
          <Note tone="ok" icon="circle-check">
            {t('election.sheet.fine')}
          </Note>
        ) : null}
      </div>
    </Card>
  );
}

/** What one typed before stands there again. */
function boxesFrom(page: ElectionPage, place: number): Boxes {
  const own = roundOf(page.election).entries.find((one) => one.place === place && one.person === page.me);
  if (!own) return {};
  const { contests, ...rest } = own.figures;
  return {
    ...rest,
    ...Object.fromEntries(
      contests.flatMap((one) => [
        ...inners.map((key) => [`${one.contest} ${key}`, one[key]]),
        ...Object.entries(one.votes).map(([member, n]) => [`${one.contest} ${member}`, n]),
      ]),
    ),
  };
}

export function SheetForm(props: { page: ElectionPage; again: () => void; problem: Speak }): JSX.Element {
  const { page } = props;
  const { election } = page;
  const { failed, say } = useSay();
  const [place, setPlace] = useState(0);
  const [boxes, setBoxes] = useState<Boxes>(() => boxesFrom(page, 0));
  const [added, setAdded] = useState<readonly Picked[]>([]);
  const form = useRef<HTMLDivElement>(null);
  const keys = keysOf(page, added);
  const empty = keys.filter((key) => boxes[key] === undefined).length;
  const figures = figuresOf(page, boxes, added);
  const send = (): void => {
    const missing = keys.find((key) => boxes[key] === undefined);
    if (missing !== undefined) return document.getElementById(`box-${missing.replaceAll(' ', '-')}`)?.focus();
    const input = { election: election.id, place, figures };
    say('election.enter', input, { text: t('election.did'), after: props.again });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) return send();
    const inputs = [...(form.current?.querySelectorAll<HTMLInputElement>('.zd-boxes input') ?? [])];
    const at = inputs.indexOf(event.target as HTMLInputElement);
    if (at < 0) return;
    event.preventDefault();
    inputs[at + 1]?.focus();
    inputs[at + 1]?.select();
  };
  const move = (to: number): void => {
    setPlace(to);
    setBoxes(boxesFrom(page, to));
  };
  const writes = !election.recall && roundOf(election).no === 1;
  return (
    <Section title={t('election.sheet.title', { place: election.places[place] ?? '' })}>
      {election.places.length < 2 ? null : (
        <Choice
          label={t('election.sheet.place')}
          value={String(place)}
          answers={election.places.map((name, at) => ({ value: String(at), label: name }))}
          onChange={(to) => move(Number(to))}
        />
      )}
      <p class="zd-two">
        {t('election.entered', {
          place: election.places[place] ?? '',
          n: roundOf(election).entries.filter((one) => one.place === place).length,
          of: figureOf(election, 'entries'),
        })}
      </p>
      <p class="zd-two">{t('election.sheet.keys')}</p>
      <Refused failed={failed} problem={props.problem} />
      <div ref={form} onKeyDown={press} class="grid gap-5 xl:grid-cols-[minmax(0,1fr)_22rem] items-start">
        <Card>
          <div class="zd-boxes grid gap-3 sm:grid-cols-2">
            {keys.map((key) => (
              <NumberField
                key={key}
                id={`box-${key.replaceAll(' ', '-')}`}
                label={labelOf(page, key, added)}
                value={boxes[key]}
                onInput={(n) => setBoxes((old) => ({ ...old, [key]: n }))}
              />
            ))}
          </div>
          {writes ? (
            <PickMembers
              id="sheet-another"
              label={t('election.sheet.another')}
              of={{ election: election.id }}
              only="on"
              picked={added}
              onChange={setAdded}
            />
          ) : null}
        </Card>
        <div class="flex flex-col gap-4">
          <Checks page={page} figures={figures} empty={empty} place={place} />
          <Button kind="filled" tall icon="check" keyHint="Ctrl ↵" onClick={send}>
            {t('election.save')}
          </Button>
        </div>
      </div>
    </Section>
  );
}
