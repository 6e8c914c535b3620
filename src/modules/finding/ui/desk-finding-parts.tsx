// The parts of a proposal's page: the sentence, the places with their likelihood, what speaks against, the drawing, the homes.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { formatMoment } from '#look/dates.ts';
import { Button, Card, Chip, Note, SupplyTree } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { type Drawn, networkOf, treeOf } from '#modules/incident/ui/desk-tree.ts';
import type { FindingPage, FoundHome } from '../model.ts';
import { againstOf, causeLine, saidOf } from './desk-said.ts';

export function Head({ page }: { page: FindingPage }): JSX.Element {
  const { finding } = page;
  const day = finding.againAt === null ? '' : formatMoment(finding.againAt, nowMs.value);
  return (
    <header class="flex flex-col gap-2">
      <p class="flex flex-wrap gap-2">
        <Chip tone={finding.state === 'open' ? 'wait' : 'calm'} icon="help">
          {t(`finding.state.${finding.state}`, { day })}
        </Chip>
      </p>
      <h1>{t('finding.head', { place: page.place, what: categoryName(finding.category) })}</h1>
      <p class="zd-lead">{saidOf(finding, page.names)}</p>
    </header>
  );
}

export function Causes({ page }: { page: FindingPage }): JSX.Element {
  const { finding } = page;
  return (
    <Card label={t('finding.causes')}>
      <h2>{t('finding.causes')}</h2>
      <ol class="flex flex-col gap-3">
        {finding.causes.map((cause) => (
          <li key={cause.places.join()}>
            <b class="block">{causeLine(cause, page.names)}</b>
            <span class="zd-two">{t('finding.causes.homes', { n: cause.homes })}</span>
            <span class="block h-2 mt-1 rounded bg-base-300" aria-hidden="true">
              <span class="block h-2 rounded bg-primary" style={{ width: `${Math.round(cause.probability * 100)}%` }} />
            </span>
          </li>
        ))}
      </ol>
      {finding.canTell ? null : <Note>{t('finding.causes.unsure')}</Note>}
      <p class="zd-two">{t('finding.causes.text')}</p>
    </Card>
  );
}

export function Against({ page }: { page: FindingPage }): JSX.Element {
  const lines = againstOf(page);
  return (
    <Card label={t('finding.against')}>
      <h2>{t('finding.against')}</h2>
      {lines.length === 0 ? (
        <p>{t('finding.against.none')}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line} class="py-1">
              {line}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const hasIt = ({ heard }: FoundHome): boolean => heard === 'matter' || heard === 'yes';

/** As the tree of an incident is drawn: whoever said no stands there as clear. */
function drawnOf(page: FindingPage): Drawn {
  return {
    nodes: page.nodes,
    cases: page.homes
      .filter((home) => hasIt(home) || home.heard === 'no')
      .map((home) => ({
        id: home.household,
        door: home.door,
        outcome: home.heard === 'no' ? 'solved' : null,
        supplyPoints: home.points,
      })),
  };
}

export function Tree({ page }: { page: FindingPage }): JSX.Element | null {
  const net = networkOf(drawnOf(page));
  const [cause] = page.finding.causes;
  const tree = treeOf(net, cause?.kind === 'node' ? cause.places[0] : undefined);
  if (tree === undefined || net.homesAt.size === 0) return null;
  return (
    <Card label={t('finding.tree')}>
      <h2>{t('finding.tree')}</h2>
      <SupplyTree
        source={tree}
        label={t('finding.tree.label', { n: page.homes.filter(hasIt).length })}
        legend={{
          reported: t('finding.tree.reported'),
          clear: t('finding.tree.clear'),
          silent: t('finding.tree.silent'),
        }}
      />
    </Card>
  );
}

export function Homes(props: { page: FindingPage; caseHref: (id: string) => string }): JSX.Element {
  return (
    <Card label={t('finding.homes')}>
      <h2>{t('finding.homes')}</h2>
      <ul>
        {props.page.homes.map((home) => (
          <li
            key={home.household}
            class="flex flex-wrap items-center gap-x-3 gap-y-1 min-h-14 border-t border-base-300"
          >
            <span class="zd-grow min-w-44">
              <b>{home.door}</b> <span class="zd-two">{home.place}</span>
            </span>
            <Chip tone={hasIt(home) ? 'wait' : home.heard === 'no' ? 'ok' : 'calm'}>
              {t(`finding.heard.${home.heard}`)}
            </Chip>
            {home.matter === null ? null : (
              <Button kind="text" href={props.caseHref(home.matter)}>
                {t('finding.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
