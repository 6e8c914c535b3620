// What is chosen in a network: how it is fed, which homes it feeds by grid, and what can be done with it.
import type { JSX } from 'preact';
import { Button, Card } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { isFirst } from '../kinds/networks.ts';
import type { SupplyPage } from '../model.ts';
import { feedsOf } from '../rules.ts';
import { type DrawnNode, homesBelow, type Net } from '../rules-drawing.ts';
import { nodeLabel } from './node-form.tsx';

/** "一社 12 户、二社1网格 3 户". */
function whereOf(page: SupplyPage, ids: ReadonlySet<string>): string {
  const groups = [...new Set(page.grids.map((grid) => grid.group))];
  const count = (grids: readonly SupplyPage['grids'][number][]): readonly [mine: number, all: number] => {
    const of = new Set(grids.map((grid) => grid.id));
    const homes = page.homes.filter((home) => of.has(home.grid));
    return [homes.filter((home) => ids.has(home.id)).length, homes.length];
  };
  return groups
    .flatMap((group) => {
      const grids = page.grids.filter((grid) => grid.group === group);
      const [mine, all] = count(grids);
      if (mine === 0) return [];
      if (mine === all || grids.length === 1) return [`${group} ${t('supply.desk.homes', { n: mine })}`];
      return grids.flatMap((grid) => {
        const [own] = count([grid]);
        return own === 0
          ? []
          : [`${grid.name.startsWith(group) ? '' : group}${grid.name} ${t('supply.desk.homes', { n: own })}`];
      });
    })
    .join(t('look.and'));
}

export function NodePanel(props: {
  page: SupplyPage;
  net: Net;
  node: DrawnNode;
  onAct: (act: 'add' | 'change' | 'homes' | 'remove') => void;
}): JSX.Element {
  const { page, net, node, onAct } = props;
  const homes = new Set(homesBelow(net, node.code).map(({ id }) => id));
  const feeds = feedsOf(node).map((code) =>
    nodeLabel(net.nodes.find((one) => one.code === code) ?? { code, name: '' }),
  );
  return (
    <Card label={nodeLabel(node)}>
      <div class="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2>{nodeLabel(node)}</h2>
        <span class="zd-two">{t(`supply.kind.${node.kind}`)}</span>
      </div>
      <p>
        {feeds.length > 0
          ? t('supply.desk.fedFrom', { feeds: feeds.join(t('look.and')) })
          : t(isFirst(node.kind) ? 'supply.desk.begins' : 'supply.desk.noFeed')}
        {' · '}
        {homes.size === 0 ? t('supply.desk.feedsNobody') : t('supply.desk.feeds', { n: homes.size })}
      </p>
      {homes.size === 0 ? null : <p class="zd-two">{whereOf(page, homes)}</p>}
      <div class="zd-button-row zd-button-row-left mt-3">
        <Button icon="plus" onClick={() => onAct('add')}>
          {t('supply.desk.addBelow')}
        </Button>
        <Button icon="home" onClick={() => onAct('homes')}>
          {t('supply.desk.hang')}
        </Button>
        <Button icon="pencil" onClick={() => onAct('change')}>
          {t('supply.desk.change')}
        </Button>
        <Button icon="trash" onClick={() => onAct('remove')}>
          {t('supply.desk.remove')}
        </Button>
      </div>
    </Card>
  );
}
