// The inbox in three panes: the list of one view at the left, the opened matter at the right, joining from both.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { asProblem, trouble, useAsk, useDoor } from '#look/door.ts';
import { Empty, Note } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { type InboxView, inboxViews } from '#modules/case/model.ts';
import type { BulkLine } from '#modules/case/model-desk.ts';
import { LeftOut } from '#modules/case/ui/desk-bulk.tsx';
import { bulkWanted, type Command, sendMany } from '#modules/case/ui/desk-bulk-send.ts';
import { MatterMediation } from '#modules/dispute/ui/desk-mediation-of.tsx';
import { CaseScreen } from '#modules/case/ui/desk-case.tsx';
import { addressOf, filterIn, type InboxFilter, queryOf } from '#modules/case/ui/desk-filter.ts';
import { InboxList } from '#modules/case/ui/desk-inbox.tsx';
import { pickNone } from '#modules/case/ui/desk-picked.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { type Joining, JoinSheet } from '#modules/incident/ui/desk-sheets.tsx';
import { Told } from '#modules/telling/ui/desk-told.tsx';
import type { AreaRow } from '#modules/territory/model.ts';
import { hrefOf, replace, route } from './route.ts';
import { hasRole, mainPost } from './session.ts';
import { problemWord } from './speak.ts';
import { useViews } from './views.ts';

type Join = { cases: readonly Joining[]; category: string; alike: boolean };
const joining = signal<Join | undefined>(undefined);

export const viewOf = (): InboxView => inboxViews.find((view) => view === route.value.parts[1]) ?? 'mine';
const filterOf = (): InboxFilter => filterIn(route.value.query);

const address = (view: InboxView, filter: InboxFilter, id?: string): string =>
  hrefOf(['inbox', view, ...(id === undefined ? [] : [id])], queryOf(filter));

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
      group: area.kind === 'village' ? t('territory.kind.village') : nameOf(area.parent),
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

/** The sheet that makes one matter of several, wherever it was asked for. What cannot come along is said there, with its reason. */
export function Joiner(): JSX.Element | null {
  const wanted = bulkWanted.value;
  useEffect(() => {
    if (wanted?.act !== 'join') return;
    const kinds = new Set(wanted.rows.map((row) => row.category));
    joining.value = { cases: wanted.rows, category: wanted.rows[0]?.category ?? '', alike: kinds.size < 2 };
    bulkWanted.value = undefined;
  }, [wanted]);
  return joining.value === undefined ? null : <JoinMany join={joining.value} />;
}

function JoinMany(props: { join: Join }): JSX.Element | null {
  const { door } = useDoor();
  const { cases, category } = props.join;
  const ids = cases.map((one) => one.id);
  const lines = useAsk<BulkLine[]>('case.bulk-preview', { act: 'join', cases: ids }, ['case']).data;
  if (lines === undefined) return null;
  const out = lines.filter((line) => line.why !== null);
  const may = cases.filter((one) => lines.some((line) => line.id === one.id && line.why === null));
  const close = (): void => {
    joining.value = undefined;
  };
  const send = (into: string | undefined, title: string): void => {
    const incident = into ?? newId();
    const commands = may.map((one, place) => ({
      matter: one.id,
      number: one.number,
      title: one.title,
      ...(into === undefined && place === 0
        ? { verb: 'incident.open', input: { incident, title, cases: [one.id] } }
        : { verb: 'incident.join', input: { incident, cases: [one.id] } }),
    }));
    const text = t(into === undefined ? 'incident.opened.done' : 'incident.joined.done', { n: may.length });
    const undo = async (sent: readonly Command[]): Promise<void> => {
      for (const one of sent) await door.execute('incident.leave', { incident, case: one.matter });
    };
    const fail = (error: unknown): void => {
      trouble.value = { key: ids[0] ?? incident, problem: asProblem(error) };
    };
    close();
    pickNone();
    if (commands.length === 0) return;
    sendMany(door, {
      commands,
      text,
      undo: (sent) => void undo(sent).catch(fail),
      over: () => {
        location.hash = hrefOf(['focus', incident]);
      },
    });
  };
  const first = may[0];
  const name = [first?.place.split(' ')[0], categoryName(category)]
    .filter(Boolean)
    .join(lang.value === 'en' ? ', ' : '');
  return (
    <JoinSheet
      cases={may}
      category={category}
      name={name}
      left={
        <>
          {props.join.alike ? null : (
            <Note tone="wait" icon="alert-triangle">
              {t('case.bulk.unlike')}
            </Note>
          )}
          <LeftOut lines={out} why={problemWord} />
        </>
      }
      onClose={close}
      onSend={send}
    />
  );
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
        joining.value = { cases: [self, ...near], category: page.case.category, alike: true };
      }}
    />
  );
}
