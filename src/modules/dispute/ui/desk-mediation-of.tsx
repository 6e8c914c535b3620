// Beside a matter at the desk: the way to its mediation, or to begin one.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { useAsk, useDoor, useSay } from '#look/door.ts';
import { Button, Card, Note, Refused, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { CasePage } from '#modules/case/model.ts';
import { isDispute } from '../commands-open.ts';
import type { DisputeOf } from '../model.ts';
import { HomeSearch } from './desk-home-search.tsx';
import { emptyParty, type OpenDraft, openFaults } from './mediation-draft.ts';
import { MediatorSelect, PartiesForm, partyOf, type PickedHome } from './mediation-parties.tsx';

interface Props {
  readonly page: CasePage;
  readonly hrefOf: (dispute: string) => string;
  readonly problem: (code: string, facts?: Record<string, string | number>) => string;
}

function OpenSheet(props: Props & { of: DisputeOf; onClose: () => void }): JSX.Element {
  const { door } = useDoor();
  const { failed, say } = useSay();
  const { household, case: matter } = props.page;
  const own: PickedHome | undefined = household ? { ...household, members: [] } : undefined;
  const [picked, setPicked] = useState<readonly PickedHome[]>(own ? [own] : []);
  const [draft, setDraft] = useState<OpenDraft>(() => {
    const [first] = props.of.offices;
    const mediators = first?.people[0] === undefined ? [] : [{ office: first.id, name: first.people[0] }];
    return { parties: [own ? partyOf(own) : emptyParty(), emptyParty()], mediators };
  });
  const [tried, setTried] = useState(false);
  const faults = tried ? openFaults(draft) : [];
  const wordOf = (field: string): { error?: string } =>
    faults.some((one) => one.field === field) ? { error: t(`dispute.need.${field}`) } : {};
  const send = (): void => {
    setTried(true);
    if (openFaults(draft).length > 0) return;
    const dispute = newId();
    const after = (): void => {
      props.onClose();
      // It may now be for those alone who mediate: then one stays at the matter.
      door.ask('dispute.page', { dispute }).then(
        () => {
          location.hash = props.hrefOf(dispute);
        },
        () => undefined,
      );
    };
    say('dispute.open', { dispute, case: matter.id, ...draft }, { text: t('dispute.done.open'), after });
  };
  return (
    <Sheet
      open
      wide
      onClose={props.onClose}
      title={t('dispute.openTitle')}
      foot={
        <Button kind="filled" icon="check" onClick={send}>
          {t('dispute.save')}
        </Button>
      }
    >
      <Note icon="info-circle">{t('dispute.free')}</Note>
      <Refused failed={failed} problem={props.problem} />
      <PartiesForm
        least={2}
        parties={draft.parties}
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
        onChange={(parties) => setDraft({ ...draft, parties })}
        {...wordOf('party')}
      />
      <MediatorSelect
        offices={props.of.offices}
        value={draft.mediators[0]}
        onChange={(one) => setDraft({ ...draft, mediators: [one] })}
        {...wordOf('mediator')}
      />
    </Sheet>
  );
}

export function MatterMediation(props: Props): JSX.Element | null {
  const { case: matter } = props.page;
  const fits = isDispute(matter.category) && !matter.restricted;
  const { data } = useAsk<DisputeOf>(fits ? 'dispute.of' : undefined, { case: matter.id }, ['dispute', 'case']);
  const [opening, setOpening] = useState(false);
  if (data === undefined || (data.dispute === null && !data.mayOpen)) return null;
  return (
    <Card label={t('dispute.title')}>
      <div class="flex flex-wrap items-center gap-3">
        <b class="zd-grow">{t('dispute.title')}</b>
        {data.dispute === null ? (
          <Button icon="heart-handshake" onClick={() => setOpening(true)}>
            {t('dispute.open')}
          </Button>
        ) : (
          <Button icon="heart-handshake" href={props.hrefOf(data.dispute)}>
            {t('dispute.show')}
          </Button>
        )}
      </div>
      {opening ? <OpenSheet {...props} of={data} onClose={() => setOpening(false)} /> : null}
    </Card>
  );
}
