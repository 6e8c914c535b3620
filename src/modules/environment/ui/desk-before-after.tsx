// What is being put right at a place: the pictures from before and after side by side, and the notice to print.
import type { JSX } from 'preact';
import { problemFromWire } from '#kit/problem.ts';
import { Button, Card, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { AttachmentRow } from '#modules/attachment/model.ts';
import { DeskTiles } from '#modules/attachment/ui/desk-files.tsx';
import type { SpotRow } from '../model.ts';

/** The newest large, so that two can be compared; the others small below it. */
function Large({ title, files }: { title: string; files: readonly AttachmentRow[] }): JSX.Element {
  const newest = files.findLast((one) => one.kind === 'picture' && one.state === 'received');
  const rest = files.filter((one) => one !== newest);
  return (
    <>
      {newest ? (
        <img src={`/attachments/${newest.id}`} alt={title} class="w-full aspect-[4/3] object-cover rounded-xl" />
      ) : null}
      <DeskTiles files={rest} />
    </>
  );
}

const Side = (props: { title: string; files: readonly AttachmentRow[] }): JSX.Element => (
  <div class="flex flex-col gap-2">
    <h3>{props.title}</h3>
    {props.files.length === 0 ? <p class="zd-two">{t('spot.noPicture')}</p> : <Large {...props} />}
  </div>
);

async function print(id: string): Promise<void> {
  const response = await fetch(`/spots/${id}/notice.pdf`, { credentials: 'same-origin' });
  if (!response.ok) throw problemFromWire(await response.json().catch(() => undefined));
  const url = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement('a'), { href: url, download: 'notice.pdf' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function BeforeAfter(props: {
  spot: SpotRow;
  caseHref: (id: string) => string;
  onFail: (error: unknown) => void;
}): JSX.Element | null {
  const { spot, onFail } = props;
  if (spot.matter === null) return null;
  const number = spot.matter.number;
  return (
    <Section
      title={t('spot.matter', { office: spot.matter.holderName })}
      right={
        <a class="underline inline-flex items-center min-h-11" href={props.caseHref(spot.matter.id)}>
          {number === null ? t('case.noNumber') : t('case.number', { number })}
        </a>
      }
    >
      <Card>
        <div class="grid gap-4 md:grid-cols-2">
          <Side title={t('spot.before')} files={spot.before} />
          <Side title={t('spot.after')} files={spot.after} />
        </div>
        {spot.matter.state === 'closed' ? null : (
          <div class="zd-button-row zd-button-row-left">
            <Button icon="printer" onClick={() => void print(spot.id).catch(onFail)}>
              {t('spot.notice')}
            </Button>
          </div>
        )}
      </Card>
    </Section>
  );
}
