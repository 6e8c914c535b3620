// How the county's backups stand: the last one, what is copied away since, the last drill; what is late is red and says what to do.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatMoment } from '#look/dates.ts';
import { Card, Chip, FactList, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { call } from './door.ts';

type View =
  | { readonly outside: true }
  | {
      readonly outside: false;
      readonly demo: boolean;
      readonly status: {
        readonly place: string | null;
        readonly lastAt: number | null;
        readonly lastBytes: number | null;
        readonly count: number;
        readonly copiedAt: number | null;
        readonly drillAt: number | null;
        readonly fault: string | null;
      };
      readonly judged: { readonly backup: boolean; readonly log: boolean; readonly drill: boolean };
    };

const faults = [
  'backups-nowhere',
  'backups-no-key',
  'backup-place-gone',
  'backup-place-full',
  'backup-place-read-only',
] as const;

const When = (props: { at: number | null; good: boolean; none: string; more?: string }): JSX.Element => (
  <span class="flex flex-wrap items-center gap-2">
    <Chip tone={props.good ? 'ok' : 'bad'} icon={props.good ? 'check' : 'alert-circle'}>
      {props.at === null ? props.none : formatMoment(props.at, Date.now())}
    </Chip>
    {props.more === undefined ? null : <span class="zd-two font-normal">{props.more}</span>}
  </span>
);

export function Backups(): JSX.Element | null {
  const [view, setView] = useState<View | undefined>();
  useEffect(() => {
    call('/api/backups').then(
      (answer) => setView(answer as View),
      () => setView(undefined),
    );
  }, []);
  if (view === undefined || view.outside || (view.demo && view.status.place === null)) return null;
  const { status, judged } = view;
  const fault = faults.find((one) => one === status.fault) ?? (status.fault === null ? undefined : 'other');
  const size = t('desk.backups.size', { mb: Math.ceil((status.lastBytes ?? 0) / 1e6), n: status.count });
  return (
    <Card label={t('desk.backups.title')}>
      <h2>{t('desk.backups.title')}</h2>
      {fault === undefined ? null : (
        <Note tone="bad" icon="alert-circle" title={t('desk.backups.fault')}>
          {t(`desk.backups.fault.${fault}`)}
        </Note>
      )}
      <FactList
        rows={[
          {
            label: t('desk.backups.last'),
            value: (
              <When
                at={status.lastAt}
                good={judged.backup}
                none={t('desk.backups.none')}
                more={status.lastAt === null ? undefined : size}
              />
            ),
          },
          {
            label: t('desk.backups.log'),
            value: <When at={status.copiedAt} good={judged.log} none={t('desk.backups.none')} />,
          },
          {
            label: t('desk.backups.drill'),
            value: (
              <When
                at={status.drillAt}
                good={judged.drill}
                none={t('desk.backups.never')}
                more={judged.drill ? undefined : t('desk.backups.drillHow')}
              />
            ),
          },
        ]}
      />
    </Card>
  );
}
