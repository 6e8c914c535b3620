// Hands out a one-time code: chosen for computer or phone, shown once as text and as a QR code.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nowMs } from '#look/clock.ts';
import { formatDeadline } from '#look/dates.ts';
import { asProblem } from '#look/door.ts';
import { Button, Choice, Fault, Note, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Invite } from './desk-offices.tsx';
import { QrCode } from './desk-qr.tsx';

export type Shown = {
  code: string;
  expiresAt: number;
  /** Brings the slip with the code on it. */
  print: () => Promise<void>;
};

/** The address the code is used at, in the app it is for. */
const addressOf = (code: string, purpose: string): string =>
  purpose === 'adult'
    ? `${location.origin}/my/enter`
    : `${location.origin}/${purpose === 'phone' ? 'field' : 'desk'}/#/invitation/${code}`;

/** The code, shown once; leaving it says that it was handed over. */
export function ShownCode(props: { shown: Shown; purpose: string }): JSX.Element {
  const [copied, setCopied] = useState(false);
  const [failed, setFailed] = useState(false);
  const address = addressOf(props.shown.code, props.purpose);
  const copy = (): void =>
    void navigator.clipboard?.writeText(address).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <div class="flex flex-col gap-3">
      <Note tone="wait" icon="alert-triangle" title={t('people.invite.once')}>
        {t('people.invite.until', { time: formatDeadline(props.shown.expiresAt, nowMs.value) })}
      </Note>
      <p>
        <span class="zd-two block">{t('people.invite.code')}</span>
        <output class="zd-big">{props.shown.code}</output>
      </p>
      <p class="zd-two">{t('people.invite.qr')}</p>
      <QrCode text={address} label={t('people.invite.qr')} />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="copy" onClick={copy}>
          {t(copied ? 'people.invite.copied' : 'people.invite.copy')}
        </Button>
        <Button
          icon="printer"
          onClick={() =>
            void props.shown.print().then(
              () => setFailed(false),
              () => setFailed(true),
            )
          }
        >
          {t('people.invite.slip')}
        </Button>
      </div>
      <Fault text={failed ? t('people.invite.noSlip') : undefined} />
    </div>
  );
}

type Props = {
  person: { person: string; name: string };
  field: boolean;
  invite: Invite;
  problem: (code: string) => string;
  onClose: () => void;
};

export function InviteSheet(props: Props): JSX.Element {
  const [purpose, setPurpose] = useState<'staff' | 'phone'>(props.field ? 'phone' : 'staff');
  const [shown, setShown] = useState<Shown | undefined>();
  const [failed, setFailed] = useState('');
  const make = (): void => {
    props.invite(props.person.person, purpose).then(
      (answer) => {
        setFailed('');
        setShown(answer);
      },
      (error: unknown) => setFailed(props.problem(asProblem(error).code)),
    );
  };
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('people.invite.title', { name: props.person.name })}
      foot={
        shown === undefined ? (
          <>
            <Button kind="text" onClick={props.onClose}>
              {t('case.act.cancel')}
            </Button>
            <Button kind="filled" icon="qrcode" onClick={make}>
              {t('people.invite.make')}
            </Button>
          </>
        ) : (
          <Button kind="filled" onClick={props.onClose}>
            {t('people.invite.close')}
          </Button>
        )
      }
    >
      <Fault text={failed} />
      {shown === undefined ? (
        <Choice
          label={t('people.invite.purpose')}
          answers={[
            { value: 'staff', label: t('people.invite.staff'), note: t('people.invite.staffNote') },
            { value: 'phone', label: t('people.invite.phone'), note: t('people.invite.phoneNote') },
          ]}
          value={purpose}
          onChange={setPurpose}
        />
      ) : (
        <ShownCode shown={shown} purpose={purpose} />
      )}
    </Sheet>
  );
}
