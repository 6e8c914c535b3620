// Campaigns at the desk: how many homes were told, which doors were not, what homes asked, and the one answer to all of them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { useAsk, useSay } from '#look/door.ts';
import { dropDraft, useDraft } from '#look/draft.ts';
import { Button, Card, Chip, Empty, Refused, Section, TextArea } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { CampaignRow, CampaignState, DoorsRow } from '../model.ts';

const tones = { waits: 'wait', open: 'info', over: 'calm' } as const satisfies Record<CampaignState, string>;
type Saying = ReturnType<typeof useSay>['say'];

function Doors({ id }: { id: string }): JSX.Element | null {
  const rows = useAsk<DoorsRow[]>('campaign.doors', { campaign: id }, ['visit', 'household', 'campaign']).data;
  if (rows === undefined) return null;
  return (
    <ul class="grid gap-x-6 gap-y-3 lg:grid-cols-2">
      {rows.map((row) => (
        <li key={row.grid}>
          <b>{row.gridName}</b>{' '}
          <span class="zd-two">{t('campaign.desk.reachOne', { homes: row.homes, told: row.told })}</span>
          {row.left.length === 0 ? (
            <p class="zd-two">{t('campaign.desk.allTold')}</p>
          ) : (
            <p class="flex flex-wrap gap-x-3">
              {row.left.map((one) => (
                <a key={one.id} class="min-h-11 inline-flex items-center underline" href={`#/homes/${one.id}`}>
                  {one.door}
                </a>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Questions(props: { row: CampaignRow; say: Saying; again: () => void }): JSX.Element | null {
  const { row, say, again } = props;
  const [text, setText] = useDraft(`campaign ${row.id}`);
  const [error, setError] = useState<string | undefined>();
  const waits = row.questions.filter((one) => one.answer === '');
  if (row.questions.length === 0) return null;
  const send = (): void => {
    if (text.trim() === '') return setError(t('campaign.desk.answerNeed'));
    const title = t('campaign.desk.noticeTitle', { title: row.title.slice(0, 50) });
    const input = {
      campaign: row.id,
      inquiries: waits.map((one) => one.id),
      notice: newId(),
      title,
      text: text.trim(),
    };
    say('inquiry.answer', input, {
      text: t('campaign.desk.sent'),
      after: () => {
        dropDraft(`campaign ${row.id}`);
        setText('');
        again();
      },
    });
  };
  return (
    <Section
      title={t('campaign.desk.questions')}
      right={waits.length === 0 ? row.questions.length : t('campaign.desk.waiting', { n: waits.length })}
    >
      <ul>
        {row.questions.map((one) => (
          <li key={one.id} class="py-1">
            {one.text}
            {one.answer === '' ? null : <span class="block zd-two">{one.answer}</span>}
          </li>
        ))}
      </ul>
      {row.mayAnswer && waits.length > 0 ? (
        <>
          <TextArea
            label={t('campaign.desk.answer')}
            hint={t('campaign.desk.answerHint')}
            value={text}
            onInput={setText}
            maxLength={2000}
            error={error}
          />
          <div class="zd-button-row zd-button-row-left">
            <Button kind="filled" icon="speakerphone" onClick={send}>
              {t('campaign.desk.send')}
            </Button>
          </div>
        </>
      ) : null}
    </Section>
  );
}

function One(props: { row: CampaignRow; seesDoors: boolean; say: Saying; again: () => void }): JSX.Element {
  const { row, seesDoors, say, again } = props;
  const [isOpen, setOpen] = useState(false);
  const day = formatDay(row.until, nowMs.value);
  const end = (): void => say('request.end', { request: row.id }, { text: t('campaign.desk.ended'), after: again });
  return (
    <Card label={row.title}>
      <div class="flex flex-wrap items-start gap-3">
        <div class="zd-grow min-w-60">
          <h2>{row.title}</h2>
          <p class="zd-two">{t('campaign.desk.from', { office: row.officeName, area: row.areaName, day })}</p>
        </div>
        <Chip tone={tones[row.state]}>{t(`campaign.state.${row.state}`)}</Chip>
      </div>
      <p>{t('campaign.desk.reach', { homes: row.homes, told: row.told })}</p>
      {seesDoors && row.state !== 'waits' ? (
        isOpen ? (
          <Section title={t('campaign.desk.left')}>
            <Doors id={row.id} />
          </Section>
        ) : (
          <div>
            <Button icon="home-question" onClick={() => setOpen(true)}>
              {t('campaign.desk.showDoors')}
            </Button>
          </div>
        )
      ) : null}
      <Questions row={row} say={say} again={again} />
      {row.mayEnd ? (
        <div>
          <Button kind="text" icon="player-stop" onClick={end}>
            {t('campaign.desk.end')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

export function CampaignsScreen(props: {
  seesDoors: boolean;
  problem: (code: string, facts?: Record<string, string | number>) => string;
}): JSX.Element {
  const asked = useAsk<CampaignRow[]>('campaign.list', {}, ['campaign', 'inquiry', 'visit', 'request']);
  const { failed, say } = useSay();
  const rows = asked.data;
  return (
    <>
      <header>
        <h1>{t('campaign.desk.title')}</h1>
        <p class="zd-two">{t('campaign.desk.text')}</p>
      </header>
      <Refused failed={failed} problem={props.problem} />
      {rows?.length === 0 ? (
        <Empty icon="speakerphone" tone="calm" title={t('campaign.desk.none')} text={t('campaign.desk.noneText')} />
      ) : null}
      <div class={`grid gap-5 items-start ${(rows ?? []).length > 1 ? 'xl:grid-cols-2' : ''}`}>
        {rows?.map((row) => (
          <One key={row.id} row={row} seesDoors={props.seesDoors} say={say} again={asked.again} />
        ))}
      </div>
    </>
  );
}
