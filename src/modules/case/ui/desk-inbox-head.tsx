// The head of the list of matters: title, filters kept in the address, search, and the bar for several chosen rows.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button, Field, Select } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { InboxRow, InboxView } from '../model.ts';
import { categoryGroups } from './desk-state.ts';

/** What the address says about the list. */
export type InboxFilter = { category: string; area: string; text: string };
export const noFilter: InboxFilter = { category: '', area: '', text: '' };

export type InboxProps = {
  view: InboxView;
  filter: InboxFilter;
  onFilter: (filter: InboxFilter) => void;
  areas: readonly { value: string; label: string; group?: string }[];
  open: string | undefined;
  hrefOf: (id: string) => string;
  onJoin: (rows: readonly InboxRow[]) => void;
  problem: (code: string) => string;
  saved: boolean;
  onSave: () => void;
};

function Filters(props: InboxProps): JSX.Element {
  const { filter, onFilter } = props;
  const any = { value: 'any', label: t('case.inbox.any') };
  const set = (part: Partial<InboxFilter>): void => onFilter({ ...filter, ...part });
  return (
    <div class="flex flex-col gap-3 px-5 pb-4">
      <Select
        label={t('case.inbox.category')}
        value={filter.category === '' ? 'any' : filter.category}
        answers={[any, ...categoryGroups()]}
        onChange={(value) => set({ category: value === 'any' ? '' : value })}
      />
      <Select
        label={t('case.inbox.area')}
        value={filter.area === '' ? 'any' : filter.area}
        answers={[any, ...props.areas]}
        onChange={(value) => set({ area: value === 'any' ? '' : value })}
      />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="bookmark" disabled={filter.category === '' && filter.area === ''} onClick={props.onSave}>
          {props.saved ? t('case.inbox.unsave') : t('case.inbox.save')}
        </Button>
        <Button kind="text" onClick={() => onFilter(noFilter)}>
          {t('case.inbox.clear')}
        </Button>
      </div>
    </div>
  );
}

export function InboxHead(
  props: InboxProps & { panel: string; setPanel: (panel: string) => void; picking: boolean; onPicking: () => void },
): JSX.Element {
  const toggle = (name: string) => (): void => props.setPanel(props.panel === name ? '' : name);
  const area = props.areas.find((one) => one.value === props.filter.area)?.label;
  const group = categoryGroups().find((one) => one.value === props.filter.category)?.label;
  const what = [group, area, props.filter.text].filter((one) => one !== undefined && one !== '').join(t('look.and'));
  useEffect(() => {
    if (props.panel === 'search') document.getElementById('inbox-search')?.focus();
  }, [props.panel]);
  return (
    <>
      <div class="zd-pane-head">
        <h1 class="zd-grow min-w-24">{t(`desk.view.${props.view}`)}</h1>
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
        <div class="px-5 pb-4">
          <Field
            id="inbox-search"
            quiet
            type="search"
            icon="search"
            label={t('case.inbox.search')}
            placeholder={t('case.inbox.searchHint')}
            value={props.filter.text}
            onInput={(text) => props.onFilter({ ...props.filter, text })}
          />
        </div>
      ) : null}
      {props.panel === 'filter' ? <Filters {...props} /> : null}
      {what !== '' && props.panel !== 'filter' ? (
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

export function PickBar(props: { rows: readonly InboxRow[]; onJoin: () => void; onCancel: () => void }): JSX.Element {
  const alike = new Set(props.rows.map((row) => row.category)).size < 2;
  return (
    <div class="sticky bottom-0 z-1 flex flex-col gap-2 p-3 bg-base-100 border-b border-base-300">
      {alike ? null : <p class="zd-two">{t('case.inbox.unlike')}</p>}
      <div class="flex flex-wrap items-center gap-2">
        <b class="zd-grow whitespace-nowrap" role="status">
          {t('case.inbox.chosen', { n: props.rows.length })}
        </b>
        <Button kind="filled" icon="git-merge" disabled={props.rows.length === 0} onClick={props.onJoin}>
          {t('case.inbox.join')}
        </Button>
        <Button kind="text" onClick={props.onCancel}>
          {t('case.inbox.cancel')}
        </Button>
      </div>
    </div>
  );
}
