// The rooms of telling at the desk: messages, what was not delivered, and how the county tells.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { useEffect, useState } from 'preact/hooks';
import type { InboxMessage } from '#modules/telling/model.ts';
import { Failed } from '#modules/telling/ui/desk-failed.tsx';
import { Messages } from '#modules/telling/ui/desk-messages.tsx';
import { type Leaving, TellingScreen } from '#modules/telling/ui/desk-telling.tsx';
import { words as tellingDeskZh } from '#modules/telling/desk-words.zh.ts';
import { words as tellingZh } from '#modules/telling/words.zh.ts';
import { call } from './door.ts';
import { hrefOf } from './route.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

joinWords(
  { zh: tellingDeskZh, en: () => import('#modules/telling/desk-words.en.ts') },
  { zh: tellingZh, en: () => import('#modules/telling/words.en.ts') },
);

const secretOf = async (webhook: string): Promise<string> =>
  ((await call(`/api/telling/secret/${webhook}`)) as { secret: string }).secret;

function addressOf({ kind, matter, record }: InboxMessage): string | undefined {
  if (matter !== null) return hrefOf(['inbox', 'mine', matter]);
  if (record === null) return undefined;
  return kind.startsWith('errand') ? hrefOf(['errands', record]) : hrefOf(['opinions']);
}

export const MessagesScreen = (): JSX.Element => <Messages hrefOf={addressOf} problem={problemWord} />;

export const FailedScreen = (): JSX.Element => <Failed problem={problemWord} />;

export function Ways(): JSX.Element {
  const [leaving, setLeaving] = useState<Leaving | undefined>();
  useEffect(() => {
    call('/api/telling/ways').then(
      (answer) => setLeaving({ ...(answer as Omit<Leaving, 'secretOf'>), secretOf }),
      () => setLeaving({ sms: null, webhooks: false, secretOf }),
    );
  }, []);
  return <TellingScreen leaving={leaving} problem={problemWord} />;
}
