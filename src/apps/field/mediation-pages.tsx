// Mediation on the phone: what waits and until when, one mediation, and where its forms are.
import type { JSX } from 'preact';
import { isoDay } from '#look/dates.ts';
import { Button, Card, Empty, ListRow, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PhoneCase } from '#modules/case/model.ts';
import { isDispute } from '#modules/dispute/commands-open.ts';
import type { Dispute, DisputeRow } from '#modules/dispute/model.ts';
import { actsOn, mayMediate, nextOf } from '#modules/dispute/rules.ts';
import { type MediationAct, mediationActs } from '#modules/dispute/ui/mediation-draft.ts';
import {
  actIcons,
  groupOf,
  groups,
  isDue,
  MediationView,
  nextWord,
  orderActs,
  stateWord,
  toneOf,
} from '#modules/dispute/ui/mediation-view.tsx';
import type { Phone } from '#sync/store.ts';
import { InnerPage, RecordState, useNow } from './frame.tsx';
import { GonePage } from './home-pages.tsx';
import { ActPage, AddPage, OpenPage } from './mediation-forms.tsx';
import { findCase, findOffice } from './queries.ts';
import { useOpen } from './session.ts';

const disputes = (phone: Phone): Dispute[] =>
  [...(phone.view.value.rows.get('dispute')?.values() ?? [])] as unknown as Dispute[];
const findDispute = (phone: Phone, id: string): Dispute | undefined => disputes(phone).find((one) => one.id === id);
const officeName =
  (phone: Phone) =>
  (id: string): string =>
    findOffice(phone, id)?.name ?? '';

type Row = Pick<DisputeRow, 'id' | 'state' | 'ending' | 'title' | 'next'> & { readonly names: string };

function rowsOf(phone: Phone, today: string): Row[] {
  const rows = disputes(phone).map((one): Row => {
    const { id, state, ending, title, parties } = one;
    const names = parties.map((party) => party.name).join(t('look.and'));
    return { id, state, ending, title, names, next: nextOf(one, today) };
  });
  return rows.sort((a, b) => ((a.next?.day ?? '9') < (b.next?.day ?? '9') ? -1 : 1));
}

function Rows(props: { title: string; rows: readonly Row[]; today: string; now: number }): JSX.Element | null {
  if (props.rows.length === 0) return null;
  return (
    <Section title={props.title}>
      <Card list>
        {props.rows.map((one) => (
          <ListRow
            key={one.id}
            icon="heart-handshake"
            tone={isDue(one.next, props.today) ? 'wait' : toneOf(one)}
            href={`#/mediation/${one.id}`}
            title={one.title}
            text={[one.names, one.next ? nextWord(one.next, props.today, props.now) : stateWord(one)].join(' · ')}
          />
        ))}
      </Card>
    </Section>
  );
}

/** What is due of mediations, on the first screen of the day. */
export function MediationDue(): JSX.Element | null {
  const { phone } = useOpen();
  const now = useNow();
  const today = isoDay(now);
  const due = rowsOf(phone, today).filter((one) => isDue(one.next, today));
  return <Rows title={t('dispute.title')} rows={due} today={today} now={now} />;
}

/** The way to all of them, from the matters. */
export const MediationRow = (): JSX.Element => (
  <ListRow plain icon="heart-handshake" href="#/mediation" title={t('dispute.title')} />
);

function ListPage(): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const today = isoDay(now);
  const rows = rowsOf(phone, today);
  return (
    <InnerPage title={t('dispute.title')} back="/matters">
      {rows.length === 0 ? (
        <Empty icon="heart-handshake" tone="calm" title={t('dispute.none')} text={t('dispute.noneText')} />
      ) : null}
      {groups.map((group) => (
        <Rows
          key={group}
          title={t(`dispute.${group}`)}
          rows={rows.filter((one) => groupOf(one, today) === group)}
          today={today}
          now={now}
        />
      ))}
    </InnerPage>
  );
}

/** On a matter among the disputes: its mediation, or the way to begin one. */
export function MatterMediation({ matter }: { matter: PhoneCase }): JSX.Element | null {
  const { phone } = useOpen();
  const found = disputes(phone).find((one) => one.matter === matter.id);
  if (found)
    return (
      <Button icon="heart-handshake" href={`#/mediation/${found.id}`}>
        {t('dispute.show')}
      </Button>
    );
  if (matter.state === 'closed' || !isDispute(matter.category)) return null;
  return (
    <Button icon="heart-handshake" href={`#/mediation/open/${matter.id}`}>
      {t('dispute.open')}
    </Button>
  );
}

function OnePage({ dispute }: { dispute: Dispute }): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const today = isoDay(now);
  const may = mayMediate(dispute, phone.actor.value) ? actsOn(dispute, today) : [];
  const { first, rest } = orderActs(may, dispute);
  const wordOf = (act: MediationAct): string =>
    t(act === 'agree' && dispute.agreement !== null ? 'dispute.act.agreeAgain' : `dispute.act.${act}`);
  const hrefOf = (act: MediationAct): string => `#/mediation/${dispute.id}/${act}`;
  const matter = findCase(phone, dispute.matter);
  return (
    <InnerPage title={dispute.title} back="/mediation">
      <MediationView
        dispute={dispute}
        now={now}
        today={today}
        officeName={officeName(phone)}
        syncState={<RecordState id={dispute.id} bare />}
        actions={
          <>
            {first ? (
              <Button kind="filled" main icon={actIcons[first]} href={hrefOf(first)}>
                {wordOf(first)}
              </Button>
            ) : null}
            <div class="zd-button-row">
              {rest.map((act) => (
                <Button key={act} icon={actIcons[act]} href={hrefOf(act)}>
                  {wordOf(act)}
                </Button>
              ))}
            </div>
          </>
        }
      />
      {matter ? (
        <Card list>
          <ListRow
            plain
            icon="route"
            href={`#/matter/${matter.id}`}
            title={matter.title}
            text={t(
              dispute.state === 'agreed' && matter.state !== 'closed' ? 'dispute.toMatterAgreed' : 'dispute.toMatter',
            )}
          />
        </Card>
      ) : null}
    </InnerPage>
  );
}

/** `/mediation`, `/mediation/open/<matter>`, `/mediation/<id>` and `/mediation/<id>/<act>`. */
export function MediationPage({ id, item = '' }: { id: string; item?: string }): JSX.Element {
  const { phone } = useOpen();
  if (id === '') return <ListPage />;
  const matter = id === 'open' ? findCase(phone, item) : undefined;
  if (matter) return <OpenPage matter={matter} />;
  const dispute = findDispute(phone, id);
  const gone = <GonePage title={t('dispute.none')} text={t('dispute.confidential')} back="/mediation" />;
  if (!dispute) return gone;
  if (item === 'add-parties') return <AddPage dispute={dispute} />;
  const act = mediationActs.find((one) => one === item);
  return act ? <ActPage dispute={dispute} act={act} /> : <OnePage dispute={dispute} />;
}
