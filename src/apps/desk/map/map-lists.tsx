// What the map of a village shows, as lists beside it: its grids, the doors of one, what is open, what was chosen, the signs, and what is wrong with the outlines.
import type { JSX } from 'preact';
import { Button, Card } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { MapHome } from '#modules/household/model-map.ts';
import { categoryName as category } from '#modules/case/ui/desk-state.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import { hrefOf } from '../route.ts';
import { type Ground, gridName, type Layer, type Layers } from './map-data.ts';

export function GridTable(props: {
  ground: Ground;
  shown: Layers;
  chosen: string;
  onChoose: (id: string) => void;
}): JSX.Element {
  const { ground, shown } = props;
  const counted = new Map<string, number>();
  for (const home of shown.homes) counted.set(home.grid, (counted.get(home.grid) ?? 0) + 1);
  return (
    <Card label={t('map.grids')}>
      <h2>{t('map.grids')}</h2>
      <div class="zd-scroll">
        <table class="zd-table">
          <thead>
            <tr>
              <th scope="col">{t('map.grid')}</th>
              {shown.homes.length === 0 ? null : (
                <th scope="col" class="zd-num">
                  {t('map.homes')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {ground.grids.map((grid) => (
              <tr key={grid.id} class={grid.id === props.chosen ? 'zd-ground-row-on' : ''}>
                <th scope="row">
                  <Button
                    kind="text"
                    pressed={grid.id === props.chosen}
                    onClick={() => props.onChoose(grid.id === props.chosen ? '' : grid.id)}
                  >
                    {gridName(grid, ground.groups)}
                  </Button>
                  {grid.shape === null ? <span class="zd-two"> {t('map.noOutline')}</span> : null}
                </th>
                {shown.homes.length === 0 ? null : <td class="zd-num">{counted.get(grid.id) ?? 0}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** What stands in the chosen grid, as links: the map says nothing that is not here. */
export function InGrid(props: { grid: AreaRow; ground: Ground; homes: readonly MapHome[] }): JSX.Element {
  const own = props.homes.filter((home) => home.grid === props.grid.id);
  return (
    <Card label={gridName(props.grid, props.ground.groups)}>
      <h2>{gridName(props.grid, props.ground.groups)}</h2>
      <p class="zd-two">{t('map.inGrid', { homes: own.length })}</p>
      <ul class="zd-ground-doors">
        {own.map((home) => (
          <li key={home.id}>
            <a href={hrefOf(['homes', home.id])}>{home.door}</a>
          </li>
        ))}
      </ul>
      {own.some((home) => home.lat === null) ? (
        <p class="zd-two">
          {t('map.noPlace', {
            doors: own
              .filter((home) => home.lat === null)
              .map((home) => home.door)
              .join('、'),
          })}
        </p>
      ) : null}
    </Card>
  );
}

export function Open(props: { shown: Layers }): JSX.Element | null {
  const { matters, incidents } = props.shown;
  if (matters.length === 0 && incidents.length === 0) return null;
  return (
    <Card label={t('map.open')}>
      <h2>{t('map.open')}</h2>
      <ul class="zd-ground-list">
        {incidents.map((one) => (
          <li key={one.id}>
            <a href={hrefOf(['focus', one.id])}>{one.title}</a>{' '}
            <span class="zd-two">{t('map.incidentHomes', { homes: one.spots.length })}</span>
          </li>
        ))}
        {matters.map((one) => (
          <li key={one.id}>
            <a href={hrefOf(['inbox', 'all', one.id])}>{category(one.category)}</a>{' '}
            <span class="zd-two">
              {one.number === null ? '' : t('map.number', { number: one.number })} {one.late ? t('map.late') : ''}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Signs(props: { on: ReadonlySet<Layer>; gullies: boolean }): JSX.Element {
  const sign = (key: string, drawn: JSX.Element): JSX.Element => (
    <span key={key}>
      <svg viewBox="0 0 24 18" aria-hidden="true">
        {drawn}
      </svg>
      {t(`map.sign.${key}`)}
    </span>
  );
  return (
    <>
      {props.on.has('homes') ? sign('home', <circle cx="12" cy="9" r="5" class="zd-ground-sign-home" />) : null}
      {props.on.has('homes') ? sign('vacant', <circle cx="12" cy="9" r="4.5" class="zd-ground-sign-vacant" />) : null}
      {props.on.has('matters')
        ? sign('matter', <path d="M12 1L20 9L12 17L4 9Z" class="zd-ground-sign-matter" />)
        : null}
      {props.on.has('incidents') ? sign('incident', <path d="M12 1L21 16H3Z" class="zd-ground-sign-incident" />) : null}
      {props.gullies ? sign('gully', <path d="M1 9H23" class="zd-ground-sign-gully" />) : null}
      {props.on.has('supply') ? sign('pipe', <path d="M1 9H23" class="zd-ground-sign-pipe" />) : null}
    </>
  );
}

export function Chosen(props: { shown: Layers; chosen: string }): JSX.Element | null {
  const home = props.shown.homes.find((one) => one.id === props.chosen);
  const matter = props.shown.matters.find((one) => one.id === props.chosen);
  const incident = props.shown.incidents.find((one) => one.id === props.chosen);
  const shown =
    (home && { title: home.door, href: hrefOf(['homes', home.id]), act: t('map.openHome') }) ??
    (matter && {
      title: category(matter.category),
      href: hrefOf(['inbox', 'all', matter.id]),
      act: t('map.openMatter'),
    }) ??
    (incident && { title: incident.title, href: hrefOf(['focus', incident.id]), act: t('map.openIncident') });
  if (!shown) return null;
  return (
    <Card asks label={shown.title}>
      <div class="flex flex-wrap items-center gap-3">
        <b class="zd-grow">{shown.title}</b>
        <Button href={shown.href}>{shown.act}</Button>
      </div>
    </Card>
  );
}
