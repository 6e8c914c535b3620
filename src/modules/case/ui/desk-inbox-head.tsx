// The head of the list of matters: title, search, and what it is narrowed to; all of it stands in the address, and can be kept under a name.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button, Choice, Field, Select } from '#look/parts.ts';
import { hasWord, t } from '#look/words.ts';
import { officeKinds } from '#modules/people/model.ts';
import type { InboxView } from '../model.ts';
import { type DeskViewRow, stateFilters } from '../model-desk.ts';
import { addressOf, filterWords, type InboxFilter, isPlain, noFilter, stateFilterWord } from './desk-filter.ts';
import { readyLists } from './desk-lists.ts';
import { categoryGroups } from './desk-state.ts';

export type InboxProps = {
  view: InboxView;
  filter: InboxFilter;
  /** `typing`: no step for the browser's back button at every letter. */
  onFilter: (filter: InboxFilter, typing?: boolean) => void;
  areas: readonly { value: string; label: string; group?: string }[];
  open: string | undefined;
  hrefOf: (id: string) => string;
  /** The address of a list by what follows `inbox/`. */
  hrefOfList: (address: string) => string;
  problem: (code: string, facts?: Record<string, string>) => string;
  /** The list as it is kept under a name, if it is. */
  kept: DeskViewRow | undefined;
  onKeep: (name: string) => void;
  onLetGo: () => void;
  /** Name of the desk, for the head of what is printed. */
  office: string;
};

function Keeping(props: InboxProps): JSX.Element | null {
  const words = filterWords(props.filter, props.areas);
  const [name, setName] = useState('');
  if (props.kept !== undefined)
    return (
      <div class="zd-button-row zd-button-row-left">
        <Button icon="bookmark" pressed onClick={props.onLetGo}>
          {t('case.inbox.unsave')}
        </Button>
      </div>
    );
  if (isPlain(props.filter)) return null;
  const keep = (): void => props.onKeep((name.trim() || words).slice(0, 40));
  return (
    <div class="flex flex-col gap-2">
      <Field
        id="inbox-keep"
        label={t('case.inbox.keepName')}
        placeholder={words}
        maxLength={40}
        value={name}
        onInput={setName}
        onEnter={keep}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="bookmark" onClick={keep}>
          {t('case.inbox.save')}
        </Button>
      </div>
    </div>
  );
}

function Filters(props: InboxProps): JSX.Element {
  const { filter, onFilter, view } = props;
  const any = { value: 'any', label: t('case.inbox.any') };
  const set = (part: keyof InboxFilter) => (value: string) =>
    onFilter({ ...filter, [part]: value === 'any' ? '' : value });
  const select = (
    part: 'category' | 'area' | 'state' | 'at',
    answers: readonly { value: string; label: string; group?: string }[],
  ): JSX.Element => (
    <Select
      id={`inbox-${part}`}
      label={t(`case.inbox.${part}`)}
      value={filter[part] === '' ? 'any' : filter[part]}
      answers={[any, ...answers]}
      onChange={set(part)}
    />
  );
  const states = stateFilters.filter((one) => view === 'all' || view === 'changed' || one !== 'closed');
  const offices = officeKinds.filter((kind) => kind !== 'supervision' && kind !== 'administration');
  const dues = ['any', 'late', 'today', 'week'].map((value) => ({
    value,
    label: t(value === 'any' ? 'case.inbox.any' : `case.filter.${value}`),
  }));
  return (
    <div class="flex flex-col gap-3 px-5 pb-4">
      <nav class="flex flex-wrap gap-2" aria-label={t('case.inbox.ready')}>
        {readyLists.map((list) => (
          <Button
            key={list.name}
            kind="soft"
            icon={list.icon}
            href={props.hrefOfList(addressOf(list.view, { ...noFilter, ...list.filter }))}
          >
            {t(`case.list.${list.name}`)}
          </Button>
        ))}
      </nav>
      {select('category', categoryGroups())}
      {select('area', props.areas)}
      {select(
        'state',
        states.map((value) => ({ value, label: stateFilterWord(value) })),
      )}
      <Choice
        id="inbox-due"
        label={t('case.inbox.due')}
        answers={dues}
        value={filter.due === '' ? 'any' : filter.due}
        onChange={set('due')}
      />
      {view === 'all' || view === 'changed'
        ? select(
            'at',
            offices
              .filter((kind) => hasWord(`people.kind.${kind}`))
              .map((value) => ({ value, label: t(`people.kind.${value}`) })),
          )
        : null}
      <Keeping {...props} />
    </div>
  );
}

export function InboxHead(
  props: InboxProps & { panel: string; setPanel: (panel: string) => void; picking: boolean; onPicking: () => void },
): JSX.Element {
  const toggle = (name: string) => (): void => props.setPanel(props.panel === name ? '' : name);
  const what = filterWords(props.filter, props.areas);
  useEffect(() => {
    if (props.panel === 'search') document.getElementById('inbox-search')?.focus();
    if (props.panel === 'filter') document.getElementById('inbox-category')?.focus();
  }, [props.panel]);
  const everywhere = (): void => {
    location.hash = props.hrefOfList(addressOf('all', { ...noFilter, text: props.filter.text }));
  };
  return (
    <>
      <div class="zd-pane-head">
        <h1 class="zd-grow min-w-24">{props.kept?.name ?? t(`desk.view.${props.view}`)}</h1>
        <div class="flex gap-2">
          <Button icon="list-check" pressed={props.picking} onClick={props.onPicking}>
            {t('case.inbox.many')}
          </Button>
          <Button icon="filter" pressed={props.panel === 'filter'} onClick={toggle('filter')}>
            {t('case.inbox.filter')}
          </Button>
          <Button kind="text" icon="search" label={t('case.inbox.search')} onClick={toggle('search')} />
        </div>
      </div>
      {props.panel === 'search' ? (
        <div class="flex flex-col gap-2 px-5 pb-4">
          <Field
            id="inbox-search"
            quiet
            type="search"
            icon="search"
            label={t('case.inbox.search')}
            placeholder={t('case.inbox.searchHint')}
            maxLength={60}
            value={props.filter.text}
            onInput={(text) => props.onFilter({ ...props.filter, text }, true)}
            onEnter={() => document.querySelector<HTMLElement>('.zd-desk-row')?.focus()}
          />
          {props.view === 'all' || props.filter.text.trim() === '' ? null : (
            <div class="zd-button-row zd-button-row-left">
              <Button kind="text" icon="search" onClick={everywhere}>
                {t('case.inbox.everywhere')}
              </Button>
            </div>
          )}
        </div>
      ) : null}
      {props.panel === 'filter' ? <Filters {...props} /> : null}
      {what !== '' ? (
        <p class="flex items-center gap-2 px-5 pb-2">
          <span class="zd-grow zd-two">{t('case.inbox.filtered', { what })}</span>
          <Button kind="text" icon="x" onClick={() => props.onFilter(noFilter)}>
            {t('case.inbox.clear')}
          </Button>
        </p>
      ) : null}
    </>
  );
}
