// What of the desk comes with its first use: its code and its words, and a plain sentence where they cannot be had.
import type { FunctionComponent, JSX } from 'preact';
import { late } from '#look/late.tsx';
import { Button, Empty } from '#look/parts.ts';
import { t, wordsHere } from '#look/words.ts';

const Waiting = (): JSX.Element => (
  <p class="zd-two" role="status">
    {t('desk.loading')}
  </p>
);

/** The county may have put a newer desk in its place meanwhile: opened anew, the page asks for that one. */
const NotHere = (): JSX.Element => (
  <div role="alert">
    <Empty
      icon="cloud-off"
      tone="calm"
      title={t('desk.notHere')}
      text={t('desk.notHereText')}
      action={
        <Button icon="refresh" onClick={() => location.reload()}>
          {t('desk.notHereAct')}
        </Button>
      }
    />
  </div>
);

type Load<P> = () => Promise<FunctionComponent<P>>;

async function withWords<P>(load: Load<P>): Promise<FunctionComponent<P>> {
  const part = await load();
  await wordsHere();
  return part;
}

export const later = <P extends object>(load: Load<P>): FunctionComponent<P> =>
  late(() => withWords(load), { waiting: Waiting, failed: NotHere });

/** A part of a screen or a sheet over it: nothing stands in its place until it is there. */
export const laterPart = <P extends object>(load: Load<P>): FunctionComponent<P> =>
  late(() => withWords(load), { failed: NotHere });
