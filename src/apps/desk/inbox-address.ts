// Which list of matters the address names, and the address of a matter in it.
import { type InboxView, inboxViews } from '#modules/case/model.ts';
import { filterIn, type InboxFilter, queryOf } from '#modules/case/ui/desk-filter.ts';
import { hrefOf, route } from './route.ts';

export const viewOf = (): InboxView => inboxViews.find((view) => view === route.value.parts[1]) ?? 'mine';
export const filterOf = (): InboxFilter => filterIn(route.value.query);

export const address = (view: InboxView, filter: InboxFilter, id?: string): string =>
  hrefOf(['inbox', view, ...(id === undefined ? [] : [id])], queryOf(filter));
