// The household's own way to its matter: a QR and a code that only they should keep, shown once after reporting.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { QrCodeGenerateResult } from 'uqr';
import { Card, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';

/** One path for all dark squares; drawn black on white in every theme, so that any camera reads it. */
function QrCode(props: { text: string }): JSX.Element | null {
  const [code, setCode] = useState<QrCodeGenerateResult>();
  useEffect(() => {
    // Loaded only here; the service worker keeps it on the phone from the first day.
    void import('uqr').then(({ encode }) => setCode(encode(props.text, { ecc: 'M', border: 3 })));
  }, [props.text]);
  if (!code) return null;
  const { data, size } = code;
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('case.phone.qr')} class="field-qr">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

export function PhoneSecret(props: {
  link: string;
  secret: string;
  door: string;
  homeName: string;
  number: number | null;
}): JSX.Element {
  const groups = props.secret.match(/.{1,4}/g) ?? [];
  return (
    <>
      <Card label={t('case.phone.secretTitle', { name: props.homeName })}>
        <p class="zd-big">{t('case.phone.secretTitle', { name: props.homeName })}</p>
        <p>{t('case.phone.secretText')}</p>
        <p class="zd-big field-code">{groups.join(' ')}</p>
        <QrCode text={props.link} />
        <p class="zd-two">
          {props.number === null ? t('case.phone.numberLater') : t('case.number', { number: props.number })}
        </p>
      </Card>
      <Note tone="calm" icon="lock">
        {t('case.phone.secretRule')}
      </Note>
    </>
  );
}
