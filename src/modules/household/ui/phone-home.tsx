// One home on the phone: how to reach it, who lives there, and the facts that help at the door; what changed is written here.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatDay } from '#look/dates.ts';
import { Button, Card, Choice, FactList, type FactRow, Field, ListRow, Section, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { careName, relationName } from './spoken-names.ts';
import { type HomeState, homeStates, type Member, type PhoneHousehold } from '../model.ts';

export interface HomeChange {
  readonly home: HomeState;
  readonly phone: string;
  readonly howToCome: string;
}

interface Props {
  readonly home: PhoneHousehold;
  readonly members: readonly Member[];
  readonly supply: readonly string[];
  readonly now: number;
  /** Absent for a reader who may not change it. */
  readonly onChange?: (change: Partial<HomeChange>) => void;
}

export function HomeCalls(props: { home: PhoneHousehold; members: readonly Member[] }): JSX.Element {
  const numbers = [
    { name: props.home.head, phone: props.home.phone },
    ...props.members.map(({ name, phone }) => ({ name, phone })),
  ].filter((one, place, all) => one.phone !== '' && all.findIndex((other) => other.phone === one.phone) === place);
  if (numbers.length === 0) return <p class="zd-two">{t('household.noPhone')}</p>;
  return (
    <div class="zd-button-row">
      {numbers.slice(0, 2).map((one) => (
        <Button key={one.phone} kind="soft" icon="phone" href={`tel:${one.phone}`}>
          {numbers.length === 1 ? t('household.call') : one.name}
        </Button>
      ))}
    </div>
  );
}

function factsOf({ home, supply, now }: Props): FactRow[] {
  const rows: FactRow[] = [
    {
      label: t('household.lastVisit'),
      value: home.lastVisit === null ? t('household.never') : formatDay(home.lastVisit, now),
    },
    { label: t('household.interval'), value: t('household.days', { n: home.visitInterval }) },
    { label: t('household.state.label'), value: t(`household.state.${home.home}`) },
  ];
  if (home.howToCome !== '') rows.push({ label: t('household.howToCome'), value: home.howToCome });
  if (home.care.length > 0)
    rows.push({ label: t('household.care'), value: home.care.map(careName).join(t('look.and')) });
  if (supply.length > 0) rows.push({ label: t('household.supply'), value: supply.join(t('look.and')) });
  return rows;
}

function ChangeSheet(props: {
  home: PhoneHousehold;
  onClose: () => void;
  onSave: (change: Partial<HomeChange>) => void;
}): JSX.Element {
  const { home } = props;
  const [state, setState] = useState<HomeState>(home.home);
  const [phone, setPhone] = useState(home.phone);
  const [how, setHow] = useState(home.howToCome);
  const save = (): void =>
    props.onSave({
      ...(state === home.home ? {} : { home: state }),
      ...(phone.trim() === home.phone ? {} : { phone: phone.trim() }),
      ...(how.trim() === home.howToCome ? {} : { howToCome: how.trim() }),
    });
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('household.changeTitle', { name: home.head })}
      foot={
        <Button kind="filled" main icon="check" onClick={save}>
          {t('household.save')}
        </Button>
      }
    >
      <Choice
        columns={3}
        label={t('household.state.label')}
        value={state}
        onChange={setState}
        answers={homeStates.map((value) => ({ value, label: t(`household.state.${value}`) }))}
      />
      <Field
        optional
        type="tel"
        inputMode="tel"
        autoComplete="off"
        label={t('household.phone')}
        value={phone}
        onInput={setPhone}
        maxLength={20}
      />
      <Field
        optional
        label={t('household.howToCome')}
        hint={t('household.howToComeHint')}
        value={how}
        onInput={setHow}
        maxLength={100}
      />
    </Sheet>
  );
}

export function PhoneHome(props: Props): JSX.Element {
  const [changing, setChanging] = useState(false);
  const change = props.onChange;
  const age = (born: string): string => (born === '' ? '' : t('household.born', { year: born.slice(0, 4) }));
  return (
    <>
      <Section
        title={t('household.facts')}
        right={
          change && (
            <Button kind="text" icon="pencil" onClick={() => setChanging(true)}>
              {t('household.change')}
            </Button>
          )
        }
      >
        <Card>
          <FactList rows={factsOf(props)} />
        </Card>
      </Section>
      <Section title={t('household.members')} right={t('household.memberCount', { n: props.members.length })}>
        {props.members.length === 0 ? (
          <p class="zd-two">{t('household.noMembers')}</p>
        ) : (
          <Card list>
            {props.members.map((member) => (
              <ListRow
                key={member.id}
                title={member.name}
                text={[relationName(member.relation), age(member.born)].filter(Boolean).join(' · ')}
                right={
                  member.phone === '' ? undefined : (
                    <Button kind="text" icon="phone" href={`tel:${member.phone}`}>
                      {t('household.call')}
                    </Button>
                  )
                }
              />
            ))}
          </Card>
        )}
      </Section>
      {changing && change ? (
        <ChangeSheet
          home={props.home}
          onClose={() => setChanging(false)}
          onSave={(what) => {
            setChanging(false);
            if (Object.keys(what).length > 0) change(what);
          }}
        />
      ) : null}
    </>
  );
}
