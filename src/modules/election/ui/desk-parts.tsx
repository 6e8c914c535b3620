// What the page of an election shows beside its next act: the rules it follows, results as tables, the papers to print, the way it came.
import type { JSX } from 'preact';
import { problemFromWire } from '#kit/problem.ts';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { Button, Card, Chip, FactList, type FactRow, Section, Timeline, type TimelineItem } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { DeskTiles } from '#modules/attachment/ui/desk-files.tsx';
import type { FigureName } from '../kinds/laws.ts';
import { recall, recallArticle } from '../kinds/laws.ts';
import type { ContestResult, ElectionPage, Round } from '../model.ts';
import { fewest } from '../rules-count.ts';
import { figureOf, lawOf, objectUntil, roundOf } from '../rules-roll.ts';
import { contestOf, dayWord, lawWord, nameOf, postWord } from './said.ts';

/** A number of the law that holds here, with its article below. */
function figureRow({ election }: ElectionPage, name: FigureName, value: (n: number) => string): FactRow[] {
  const figure = lawOf(election).figures[name];
  if (figure === null || !['rollDays', 'objectionDays'].includes(name)) return [];
  return [
    { label: t(`election.facts.${name}`), value: value(figureOf(election, name)), note: lawWord(figure.article) },
  ];
}

function turnoutRow(page: ElectionPage): FactRow[] {
  const { election } = page;
  const people = election.roll.length;
  const homes = new Set(election.roll.map((one) => one.home)).size;
  const { adults, homes: ofHomes } = election.recall
    ? { adults: recall.turnout, homes: null }
    : lawOf(election).turnout;
  if (people === 0 || adults === null) return [];
  const note = lawWord(election.recall ? recallArticle(election.kind) : adults.article);
  const n = fewest(people, adults);
  const value =
    ofHomes === null
      ? t('election.facts.turnoutNeed', { n })
      : t('election.facts.turnoutOr', { n, homes: fewest(homes, ofHomes) });
  return [
    { label: t('election.facts.roll'), value: t('election.facts.rollCount', { n: people, homes }) },
    { label: t('election.facts.turnout'), value, note },
  ];
}

export function Rules({ page }: { page: ElectionPage }): JSX.Element {
  const { election } = page;
  const until = objectUntil(election);
  const usual = roundOf(election).no === 1 ? lawOf(election).bar : lawOf(election).runOffBar;
  const bar = election.recall ? { ...recall.bar, article: recallArticle(election.kind) } : usual;
  const rows: FactRow[] = [
    { label: t('election.facts.day'), value: dayWord(roundOf(election).day) },
    {
      label: t('election.facts.posts'),
      value: election.contests
        .map((one) => `${page.offices[one.office] ?? ''} ${t('election.seats', { post: postWord(one), n: one.seats })}`)
        .join(t('look.and')),
    },
    { label: t('election.facts.how'), value: t(`election.vote.${election.vote}`) },
    { label: t('election.facts.places'), value: election.places.join(t('look.and')) },
    {
      label: t('election.facts.committee'),
      value: election.committee.map((one) => nameOf(page, one)).join(t('look.and')),
    },
    ...(election.recall
      ? [
          {
            label: t('election.facts.recall'),
            value: t(`election.facts.recall.${election.recall.by}`, {
              signed: election.recall.signed,
              of: election.recall.of,
            }),
            note: lawWord(recallArticle(election.kind)),
          },
        ]
      : []),
    ...turnoutRow(page),
    ...figureRow(page, 'rollDays', (n) => t('election.facts.days', { n })),
    ...figureRow(page, 'objectionDays', (n) =>
      until === null ? t('election.facts.within', { n }) : t('election.facts.objectUntil', { day: dayWord(until) }),
    ),
    {
      label: t('election.facts.bar'),
      value: t(bar.of[1] === 2 ? 'election.facts.barHalf' : 'election.facts.barThird'),
      note: lawWord(bar.article),
    },
  ];
  return (
    <Card label={t('election.facts')}>
      <h2>{t('election.facts')}</h2>
      <FactList rows={rows} />
    </Card>
  );
}

const isIn = (list: readonly string[], one: string): boolean => list.includes(one);

function wordFor(result: ContestResult, member: string): string {
  if (isIn(result.elected, member)) return t(result.byLot ? 'election.result.lot' : 'election.result.elected');
  return isIn(result.tied, member) ? t('election.result.tied') : '';
}

function Result({ page, result }: { page: ElectionPage; result: ContestResult }): JSX.Element {
  const said = ['recalled', 'kept', 'too-few'].includes(result.why) ? t(`election.result.${result.why}`) : '';
  return (
    <Card>
      <h3>{postWord(contestOf(page, result.contest))}</h3>
      {said === '' ? null : (
        <Chip icon="info-circle" tone={result.why === 'too-few' ? 'wait' : 'info'}>
          {said}
        </Chip>
      )}
      <table class="zd-table">
        <thead>
          <tr>
            <th>{t('election.result.name')}</th>
            <th class="zd-num">{t('election.result.votes')}</th>
          </tr>
        </thead>
        <tbody>
          {result.tally.map((one) => (
            <tr key={one.member}>
              <td>
                {nameOf(page, one.member)} <b>{wordFor(result, one.member)}</b>
              </td>
              <td class="zd-num">{one.votes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

const Standing = ({ page, round }: { page: ElectionPage; round: Round }): JSX.Element | null => {
  const rows = round.open
    .filter(({ contest }) => (round.candidates[contest] ?? []).length > 0)
    .map(({ contest, seats }) => ({
      label: t('election.seats', { post: postWord(contestOf(page, contest)), n: seats }),
      value: (round.candidates[contest] ?? []).map((one) => nameOf(page, one)).join(t('look.and')),
    }));
  return rows.length === 0 ? null : (
    <Card label={t('election.standing')}>
      <h2>{t('election.standing')}</h2>
      <FactList rows={rows} />
    </Card>
  );
};

export function Rounds({ page }: { page: ElectionPage }): JSX.Element {
  const { rounds } = page.election;
  const last = roundOf(page.election);
  return (
    <>
      {last.results.length === 0 ? <Standing page={page} round={last} /> : null}
      {rounds.map((round, at) =>
        round.results.length === 0 ? null : (
          <Section
            key={`${round.day} ${at}`}
            title={rounds.length < 2 ? t('election.results') : t('election.round', { n: at + 1 })}
            right={dayWord(round.day)}
          >
            {round.results.map((result) => (
              <Result key={result.contest} page={page} result={result} />
            ))}
          </Section>
        ),
      )}
      {page.pictures.length === 0 ? null : (
        <Section title={t('election.board')}>
          <DeskTiles files={page.pictures} />
        </Section>
      )}
    </>
  );
}

export const papers = ['roll', 'notice', 'ballot', 'proxy', 'sheet', 'result'] as const;
export type PaperName = (typeof papers)[number];

function papersOf({ election }: ElectionPage): PaperName[] {
  const after = (states: readonly string[]): boolean => !states.includes(election.state);
  const drawn = after(['called']);
  const stands = after(['called', 'drawn', 'published']);
  const wanted: Readonly<Record<PaperName, boolean>> = {
    roll: drawn,
    notice: drawn,
    ballot: stands && election.vote !== 'show',
    proxy: stands && figureOf(election, 'proxies') > 0,
    sheet: stands,
    result: ['counted', 'signed', 'over'].includes(election.state),
  };
  return election.state === 'void' ? [] : papers.filter((one) => wanted[one]);
}

async function print(id: string, paper: PaperName): Promise<void> {
  const response = await fetch(`/elections/${id}/${paper}.pdf?lang=${lang.value === 'en' ? 'en' : 'zh'}`, {
    credentials: 'same-origin',
  });
  if (!response.ok) throw problemFromWire(await response.json().catch(() => undefined));
  const url = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement('a'), { href: url, download: `${paper}.pdf` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function Papers({ page, fail }: { page: ElectionPage; fail: (error: unknown) => void }): JSX.Element | null {
  const own = papersOf(page);
  return own.length === 0 ? null : (
    <Card label={t('election.papers')}>
      <h2>{t('election.papers')}</h2>
      <div class="flex flex-wrap gap-2">
        {own.map((one) => (
          <Button key={one} icon="download" onClick={() => void print(page.election.id, one).catch(fail)}>
            {t(`election.paper.${one}`)}
          </Button>
        ))}
      </div>
    </Card>
  );
}

export function Story({ page }: { page: ElectionPage }): JSX.Element {
  const now = nowMs.value;
  const items: TimelineItem[] = [...page.election.story].reverse().map((line, at) => ({
    key: `${line.at} ${at}`,
    icon: 'check',
    title: t(`election.story.${line.what}`),
    when: formatMoment(line.at, now),
    now: at === 0,
  }));
  return (
    <Section title={t('election.story')}>
      <Timeline items={items} label={t('election.story')} />
    </Section>
  );
}
