// Why this home is opened: asked once for a home while the desk stays open, where no work waits that says it (HOME-15).
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Choice, Sheet } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type OpenReason, openReasons } from '#modules/household/kinds/open-reasons.ts';
import { hrefOf } from './route.ts';
import './speak-rooms.ts';

/** Home → what its opening was for; forgotten with the page. */
const given = signal<Readonly<Record<string, OpenReason>>>({});

export type Opening = { household: string; reason?: OpenReason };

/** What every question about one home is asked with. */
export function openingOf(household: string): Opening {
  const reason = given.value[household];
  return reason === undefined ? { household } : { household, reason };
}

export function WhySheet({ home }: { home: string }): JSX.Element {
  const [reason, setReason] = useState<OpenReason>();
  const [missing, setMissing] = useState(false);
  const open = (): void => {
    if (reason === undefined) setMissing(true);
    else given.value = { ...given.value, [home]: reason };
  };
  return (
    <>
      <h1>{t('desk.homes.title')}</h1>
      <Sheet
        open
        onClose={() => location.assign(hrefOf(['homes']))}
        title={t('desk.why.title')}
        foot={
          <>
            <Button kind="text" href={hrefOf(['homes'])}>
              {t('case.act.cancel')}
            </Button>
            <Button kind="filled" icon="eye" onClick={open}>
              {t('desk.why.open')}
            </Button>
          </>
        }
      >
        <Choice
          label={t('desk.why.title')}
          quiet
          hint={t('desk.why.text')}
          error={missing && reason === undefined ? t('desk.why.choose') : undefined}
          columns={1}
          answers={openReasons.map((value) => ({ value, label: t(`desk.why.${value}`) }))}
          value={reason}
          onChange={setReason}
        />
      </Sheet>
    </>
  );
}
