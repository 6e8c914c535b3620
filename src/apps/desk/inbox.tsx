// The inbox in three panes: the list of one view at the left, the opened matter at the right, joining from both.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { newId } from '#kit/id.ts';
import { asProblem, trouble, useAsk, useDoor } from '#look/door.ts';
import { Empty, offerUndo } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { type InboxRow, type InboxView, inboxViews } from '#modules/case/model.ts';
import { MatterMediation } from '#modules/dispute/ui/desk-mediation-of.tsx';
import { CaseScreen } from '#modules/case/ui/desk-case.tsx';
import { InboxList } from '#modules/case/ui/desk-inbox.tsx';
import type { InboxFilter } from '#modules/case/ui/desk-inbox-head.tsx';
import { categoryGroups, categoryName } from '#modules/case/ui/desk-state.ts';
import { type Joining, JoinSheet } from '#modules/incident/ui/desk-sheets.tsx';
import { Told } from '#modules/telling/ui/desk-told.tsx';
import type { AreaRow } from '#modules/territory/model.ts';
import { hrefOf, replace, route } from './route.ts';
import { problemWord } from './speak.ts';
import { isSaved, toggleView } from './views.ts';

type Join = { cases: readonly Joining[]; category: string };
const joining = signal<Join | undefined>(undefined);

export const viewOf = (): InboxView => inboxViews.find((view) => view === route.value.parts[1]) ?? 'mine';

function filterOf(): InboxFilter {
  const { query } = route.value;
  return { category: query.get('group') ?? '', area: query.get('area') ?? '', text: query.get('text') ?? '' };
}

const address = (view: InboxView, filter: InboxFilter, id?: string): string =>
  hrefOf(['inbox', view, ...(id === undefined ? [] : [id])], {
    group: filter.category,
    area: filter.area,
    text: filter.text,
  });

/** Villages and groups on the reader's ground, each village's groups under its name. */
function useAreas(): { value: string; label: string; group?: string }[] {
  const tree = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data ?? [];
  const byId = new Map(tree.map((area) => [area.id, area]));
  return tree
    .filter((area) => area.kind === 'village' || area.kind === 'level-1')
    .map((area) => ({
      value: area.id,
      label: area.name,
      group: area.kind === 'village' ? t('territory.kind.village') : byId.get(area.parent ?? '')?.name,
    }));
}

export function List(): JSX.Element {
  const view = viewOf();
  const filter = filterOf();
  const areas = useAreas();
  const open = route.value.parts[2];
  const save = (): void => {
    const group = categoryGroups().find((one) => one.value === filter.category)?.label;
    const area = areas.find((one) => one.value === filter.area)?.label;
    const name = [group, area].filter((one) => one !== undefined).join(lang.value === 'en' ? ', ' : '、');
    toggleView({ name, category: filter.category, area: filter.area });
  };
  return (
    <InboxList
      key={view}
      view={view}
      filter={filter}
      onFilter={(next) => replace(address(view, next, open))}
      areas={areas}
      open={open}
      hrefOf={(id) => address(view, filter, id)}
      onJoin={(rows: readonly InboxRow[]) => {
        joining.value = { cases: rows, category: rows[0]?.category ?? '' };
      }}
      problem={problemWord}
      saved={isSaved({ category: filter.category, area: filter.area })}
      onSave={save}
    />
  );
}

/** The sheet that makes one matter of several, wherever it was asked for. */
export function Joiner(): JSX.Element | null {
  const { door } = useDoor();
  const now = joining.value;
  if (now === undefined) return null;
  const close = (): void => {
    joining.value = undefined;
  };
  const ids = now.cases.map((one) => one.id);
  const send = (into: string | undefined, title: string): void => {
    const incident = into ?? newId();
    const verb = into === undefined ? 'incident.open' : 'incident.join';
    const input = into === undefined ? { incident, title, cases: ids } : { incident, cases: ids };
    const fail = (error: unknown): void => {
      trouble.value = { key: ids[0] ?? incident, problem: asProblem(error) };
    };
    const undo = async (): Promise<void> => {
      for (const id of ids) await door.execute('incident.leave', { incident, case: id });
    };
    close();
    door.execute(verb, input).then(() => {
      offerUndo(
        t(into === undefined ? 'incident.opened.done' : 'incident.joined.done', { n: ids.length }),
        () => void undo().catch(fail),
      );
      location.hash = hrefOf(['focus', incident]);
    }, fail);
  };
  const first = now.cases[0];
  const name = [first?.place.split(' ')[0], categoryName(now.category)]
    .filter(Boolean)
    .join(lang.value === 'en' ? ', ' : '');
  return <JoinSheet cases={now.cases} category={now.category} name={name} onClose={close} onSend={send} />;
}

export function Opened(): JSX.Element {
  const view = viewOf();
  const filter = filterOf();
  const id = route.value.parts[2];
  if (id === undefined)
    return <Empty icon="inbox" tone="calm" title={t('case.pick.title')} text={t('case.pick.text')} />;
  return (
    <CaseScreen
      key={id}
      id={id}
      listHref={address(view, filter)}
      hrefOf={(other) => address(view, filter, other)}
      problem={problemWord}
      beside={<Told matter={id} />}
      ofKind={(page) => (
        <MatterMediation page={page} hrefOf={(one) => hrefOf(['mediation', one])} problem={problemWord} />
      )}
      onJoin={(page) => {
        const self = {
          id: page.case.id,
          number: page.case.number,
          title: page.case.title,
          place: page.household?.place ?? '',
        };
        const near = page.similar.filter((one) => one.incident === null && one.mine);
        joining.value = { cases: [self, ...near], category: page.case.category };
      }}
    />
  );
}
