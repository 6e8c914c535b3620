// The list of one view of the inbox, narrowed by the address.
import type { JSX } from 'preact';
import { useAsk } from '#look/door.ts';
import { t } from '#look/words.ts';
import { addressOf } from '#modules/case/ui/desk-filter.ts';
import { InboxList } from '#modules/case/ui/desk-inbox.tsx';
import type { AreaRow } from '#modules/territory/model.ts';
import { address, filterOf, viewOf } from './inbox-address.ts';
import { replace, route } from './route.ts';
import { hasRole, mainPost } from './session.ts';
import { problemWord } from './speak.ts';
import { useViews } from './views.ts';

const deep = ['village-officer', 'level-1-head', 'liaison-officer', 'level-2-worker', 'village-specialist'] as const;

/** Villages and groups on the reader's ground, each village's groups under its name; in one village its grids as well. */
function useAreas(): { value: string; label: string; group?: string }[] {
  const tree = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data ?? [];
  const byId = new Map(tree.map((area) => [area.id, area]));
  const nameOf = (id: string | null): string | undefined => byId.get(id ?? '')?.name;
  const grids = hasRole(...deep) && !hasRole('township-officer', 'county-officer', 'department-officer');
  return tree
    .filter((area) => area.kind === 'village' || area.kind === 'level-1' || (grids && area.kind === 'level-2'))
    .map((area) => ({
      value: area.id,
      label: area.name,
      group: area.kind === 'village' ? t('desk.villages') : nameOf(area.parent),
    }));
}

export function List(): JSX.Element {
  const view = viewOf();
  const filter = filterOf();
  const areas = useAreas();
  const views = useViews();
  const open = route.value.parts[2];
  const here = addressOf(view, filter);
  const kept = views.list.find((one) => one.address === here);
  return (
    <InboxList
      key={view}
      view={view}
      filter={filter}
      onFilter={(next, typing) => {
        if (typing === true) replace(address(view, next, open));
        else location.hash = address(view, next, open);
      }}
      areas={areas}
      open={open}
      hrefOf={(id) => address(view, filter, id)}
      hrefOfList={(list) => `#/inbox/${list}`}
      problem={problemWord}
      kept={kept}
      onKeep={(name) => views.keep(name, here)}
      onLetGo={() => kept !== undefined && views.drop(kept)}
      office={mainPost()?.officeName ?? ''}
    />
  );
}
