// Mediation at the desk: what waits and until when, one mediation with its acts, and the printed agreement.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Problem, problemFromWire } from '#kit/problem.ts';
import { nowMs } from '#look/clock.ts';
import { isoDay } from '#look/dates.ts';
import { asProblem, useAsk, useSay } from '#look/door.ts';
import { Button, Card, Choice, Empty, ListRow, Refused, Section, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { DisputePage, DisputeRow } from '../model.ts';
import { HomeSearch } from './desk-home-search.tsx';
import {
  actFaults,
  actInput,
  emptyAct,
  emptyParty,
  type MediationAct,
  type PartyDraft,
  partyFaults,
} from './mediation-draft.ts';
import { ActForm } from './mediation-forms.tsx';
import { PartiesForm, type PickedHome } from './mediation-parties.tsx';
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
} from './mediation-view.tsx';

type Speak = (code: string, facts?: Record<string, string | number>) => string;

export function MediationList(props: { hrefOf: (id: string) => string; problem: Speak }): JSX.Element {
  const [ended, setEnded] = useState(false);
  const asked = useAsk<DisputeRow[]>('dispute.list', { ended }, ['dispute', 'case']);
  const now = nowMs.value;
  const today = isoDay(now);
  const rows = asked.data ?? [];
  const rowOf = (row: DisputeRow): JSX.Element => (
    <ListRow
      key={row.id}
      href={props.hrefOf(row.id)}
      icon="heart-handshake"
      tone={isDue(row.next, today) ? 'wait' : toneOf(row)}
      title={row.title}
      beside={[row.number === null ? '' : t('case.number', { number: row.number }), row.place]
        .filter(Boolean)
        .join(' · ')}
      text={row.next ? nextWord(row.next, today, now) : stateWord(row)}
    />
  );
  return (
    <>
      <header>
        <h1>{t('dispute.title')}</h1>
        <p class="zd-two">{t('dispute.confidential')}</p>
      </header>
      <Choice
        quiet
        label={t('dispute.title')}
        value={ended ? 'ended' : 'running'}
        onChange={(value) => setEnded(value === 'ended')}
        answers={[
          { value: 'running', label: t('dispute.running') },
          { value: 'ended', label: t('dispute.ended') },
        ]}
      />
      <Refused failed={asked.problem} problem={props.problem} />
      {asked.data?.length === 0 ? (
        <Empty icon="heart-handshake" tone="calm" title={t('dispute.none')} text={t('dispute.noneText')} />
      ) : null}
      {groups.map((group) => {
        const some = rows.filter((row) => groupOf(row, today) === group);
        return some.length === 0 ? null : (
          <Section key={group} title={t(`dispute.${group}`)} right={some.length}>
            <Card list>{some.map(rowOf)}</Card>
          </Section>
        );
      })}
    </>
  );
}

async function print(id: string): Promise<void> {
  const response = await fetch(`/disputes/${id}/agreement.pdf`, { credentials: 'same-origin' });
  if (!response.ok) throw problemFromWire(await response.json().catch(() => undefined));
  const url = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement('a'), { href: url, download: 'agreement.pdf' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface SheetProps {
  readonly page: DisputePage;
  readonly act: MediationAct;
  readonly onClose: () => void;
  readonly again: () => void;
  readonly problem: Speak;
}

function ActSheet({ page, act, onClose, again, problem }: SheetProps): JSX.Element {
  const { failed, say } = useSay();
  const { dispute } = page;
  const [draft, setDraft] = useState(() => emptyAct(dispute, Date.now()));
  const [parties, setParties] = useState<readonly PartyDraft[]>([emptyParty()]);
  const [picked, setPicked] = useState<readonly PickedHome[]>([]);
  const [tried, setTried] = useState(false);
  const adding = act === 'add-parties';
  const faults = adding ? partyFaults(parties) : actFaults(act, draft, dispute);
  const send = (): void => {
    setTried(true);
    if (faults.length > 0) return;
    const input = adding ? { dispute: dispute.id, parties } : actInput(act, draft, dispute.id);
    const after = (): void => {
      onClose();
      again();
    };
    say(`dispute.${act}`, input, { text: t(`dispute.done.${act}`), after, basedOn: dispute.version });
  };
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      title={t(act === 'agree' && dispute.agreement !== null ? 'dispute.act.agreeAgain' : `dispute.act.${act}`)}
      foot={
        <Button kind="filled" icon="check" onClick={send}>
          {t('dispute.save')}
        </Button>
      }
    >
      <Refused failed={failed} problem={problem} />
      {adding ? (
        <PartiesForm
          least={1}
          parties={parties}
          homes={{
            find: (id) => picked.find((one) => one.id === id),
            search: (onPick) => (
              <HomeSearch
                label={t('dispute.party.name')}
                onPick={(home) => {
                  setPicked([...picked, home]);
                  onPick(home);
                }}
              />
            ),
          }}
          onChange={setParties}
          {...(tried && faults.length > 0 ? { error: t('dispute.need.text') } : {})}
        />
      ) : (
        <ActForm
          act={act}
          dispute={dispute}
          draft={draft}
          onChange={setDraft}
          faults={tried ? faults : []}
          offices={page.offices}
          now={nowMs.value}
        />
      )}
    </Sheet>
  );
}

interface ScreenProps {
  readonly caseHref: (id: string) => string;
  readonly problem: Speak;
}

function Open(props: ScreenProps & { page: DisputePage; again: () => void }): JSX.Element {
  const { page } = props;
  const { dispute } = page;
  const [act, setAct] = useState<MediationAct>();
  const [failed, setFailed] = useState<Problem>();
  const { first, rest } = orderActs(page.acts, dispute);
  const may = first === undefined ? rest : [first, ...rest];
  const wordOf = (one: MediationAct): string =>
    t(one === 'agree' && dispute.agreement !== null ? 'dispute.act.agreeAgain' : `dispute.act.${one}`);
  return (
    <>
      <Refused failed={failed} problem={props.problem} />
      <MediationView
        dispute={dispute}
        now={nowMs.value}
        today={isoDay(nowMs.value)}
        officeName={(id) => page.offices.find((one) => one.id === id)?.name ?? ''}
        actions={
          <div class="zd-button-row zd-button-row-left">
            {may.map((one) => (
              <Button
                key={one}
                icon={actIcons[one]}
                onClick={() => setAct(one)}
                {...(one === first ? { kind: 'filled' } : {})}
              >
                {wordOf(one)}
              </Button>
            ))}
            {dispute.agreement === null ? null : (
              <Button
                icon="printer"
                onClick={() => {
                  print(dispute.id).then(
                    () => setFailed(undefined),
                    (error: unknown) => setFailed(asProblem(error)),
                  );
                }}
              >
                {t('dispute.act.print')}
              </Button>
            )}
          </div>
        }
      />
      <Card list>
        <ListRow
          plain
          icon="route"
          href={props.caseHref(dispute.matter)}
          title={t(dispute.state === 'agreed' ? 'dispute.toMatterAgreed' : 'dispute.toMatter')}
        />
      </Card>
      {act ? (
        <ActSheet
          key={act}
          page={page}
          act={act}
          onClose={() => setAct(undefined)}
          again={props.again}
          problem={props.problem}
        />
      ) : null}
    </>
  );
}

export function MediationScreen(props: ScreenProps & { id: string; listHref: string }): JSX.Element | null {
  const asked = useAsk<DisputePage>('dispute.page', { dispute: props.id }, ['dispute']);
  const back = (
    <Button kind="text" icon="chevron-left" href={props.listHref}>
      {t('dispute.title')}
    </Button>
  );
  if (asked.data === undefined && asked.problem === undefined) return null;
  const page = asked.data;
  return (
    <>
      <div class="-ml-3">{back}</div>
      {page ? (
        <>
          <header>
            <h1>{page.dispute.title}</h1>
            <p class="zd-two">
              {[
                page.dispute.number === null ? '' : t('case.number', { number: page.dispute.number }),
                page.dispute.parties.map((one) => one.name).join(t('look.and')),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </header>
          <Open page={page} again={asked.again} caseHref={props.caseHref} problem={props.problem} />
        </>
      ) : (
        <Empty icon="lock" tone="calm" title={t('dispute.none')} text={props.problem(asked.problem?.code ?? '')} />
      )}
    </>
  );
}
