// The form by which an office asks the grids of a township to tell homes of a card: where, whom, how long it takes, until when.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { nowMs } from '#look/clock.ts';
import { isoDay } from '#look/dates.ts';
import { useSay } from '#look/door.ts';
import { Button, Choice, Fault, Field, NumberField, Refused, Select, Sheet, TextArea } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { careTags } from '#modules/household/kinds/care-tags.ts';

const oneDay = 86_400_000;

interface Place {
  readonly id: string;
  readonly ground: string;
  readonly name: string;
}

/** By whom and where a campaign may be asked for. */
export interface CampaignDesk {
  readonly offices: readonly { readonly value: string; readonly label: string }[];
  readonly townships: readonly Place[];
  /** Townships and villages. */
  readonly areas: readonly Place[];
  readonly problem: (code: string, facts?: Record<string, string | number>) => string;
}

const tagsShown = careTags.filter((tag) => tag.onPhone);
const asAnswer = ({ id, name }: Place): { value: string; label: string } => ({ value: id, label: name });

export function CampaignSheet(props: {
  policy: string;
  desk: CampaignDesk;
  onClose: () => void;
  onDone: () => void;
}): JSX.Element {
  const { policy, desk, onClose, onDone } = props;
  const { failed, say } = useSay();
  const [office, setOffice] = useState(desk.offices[0]?.value ?? '');
  const [township, setTownship] = useState(desk.townships[0]?.id ?? '');
  const [area, setArea] = useState(township);
  const [tags, setTags] = useState<readonly string[]>([]);
  const [text, setText] = useState('');
  const [minutes, setMinutes] = useState<number | undefined>(2);
  const [day, setDay] = useState(isoDay(nowMs.value + 30 * oneDay));
  const [missing, setMissing] = useState(false);
  const chosen = desk.townships.find((one) => one.id === township);
  const within = desk.areas.filter((one) => chosen && `${one.ground}.`.startsWith(`${chosen.ground}.`));
  const send = (): void => {
    const until = Date.parse(`${day}T23:59:59+08:00`);
    const whole = minutes !== undefined && minutes >= 1 && !Number.isNaN(until);
    setMissing(!whole);
    if (!whole) return;
    const input = { campaign: newId(), office, policy, township, area, tags, text: text.trim(), minutes, until };
    say('campaign.open', input, { text: t('campaign.desk.saved'), after: onDone });
  };
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      title={t('campaign.desk.new')}
      foot={
        <>
          <Button kind="text" onClick={onClose}>
            {t('case.act.cancel')}
          </Button>
          <Button kind="filled" icon="send" onClick={send}>
            {t('campaign.desk.ask')}
          </Button>
        </>
      }
    >
      <Refused failed={failed} problem={desk.problem} />
      <Fault text={missing ? t('campaign.desk.need') : undefined} />
      {desk.offices.length < 2 ? null : (
        <Choice
          label={t('policy.desk.office')}
          columns={1}
          value={office}
          onChange={setOffice}
          answers={desk.offices}
        />
      )}
      {desk.townships.length < 2 ? null : (
        <Select
          label={t('campaign.desk.township')}
          value={township}
          onChange={(next) => {
            setTownship(next);
            setArea(next);
          }}
          answers={desk.townships.map(asAnswer)}
        />
      )}
      {within.length < 2 ? null : (
        <Select label={t('campaign.desk.area')} value={area} onChange={setArea} answers={within.map(asAnswer)} />
      )}
      <Choice
        many
        label={t('campaign.desk.who')}
        hint={tags.length === 0 ? t('campaign.desk.everybody') : t('campaign.desk.tagged')}
        value={[...tags]}
        onChange={setTags}
        answers={tagsShown.map((tag) => ({
          value: tag.zh,
          label: lang.value === 'en' ? tag.en : (tag.said ?? tag.zh),
        }))}
      />
      <TextArea optional label={t('campaign.desk.why')} rows={3} maxLength={2000} value={text} onInput={setText} />
      <NumberField
        label={t('campaign.desk.minutes')}
        unit={t('campaign.desk.minute')}
        min={1}
        max={60}
        value={minutes}
        onInput={setMinutes}
      />
      <Field type="date" label={t('campaign.desk.until')} value={day} onInput={setDay} />
    </Sheet>
  );
}
