// Verifies an adult who is present: the person behind the member is registered and bound, and a sign-in code is shown once.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newId } from '#kit/id.ts';
import { asProblem, useDoor } from '#look/door.ts';
import { Button, Fault, Sheet, offerUndo } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import type { Member } from '#modules/household/model.ts';
import { ShownCode, type Shown } from '#modules/people/ui/desk-invite.tsx';
import { words as peopleZh } from '#modules/people/desk-words.zh.ts';
import { invite } from './invite.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

joinWords({ zh: peopleZh, en: () => import('#modules/people/desk-words.en.ts') });

type VerifyProps = { member: Member; onClose: () => void; again: () => void };

export function VerifySheet({ member, onClose, again }: VerifyProps): JSX.Element {
  const { door } = useDoor();
  const [shown, setShown] = useState<Shown | undefined>();
  const [failed, setFailed] = useState('');
  const run = async (): Promise<void> => {
    let person = member.person;
    if (person === null) {
      person = newId();
      await door.execute('person.register', {
        person,
        name: member.name,
        phone: member.phone,
        staff: false,
        member: member.id,
      });
      await door.execute('member.verify', { member: member.id, person });
    }
    setShown(await invite(person, 'adult', member.id));
    offerUndo(t('desk.verify.done', { name: member.name }));
    again();
  };
  const send = (): void => void run().catch((error: unknown) => setFailed(problemWord(asProblem(error).code)));
  return (
    <Sheet
      open
      onClose={onClose}
      title={t(shown === undefined ? 'desk.verify.title' : 'desk.verify.code', { name: member.name })}
      foot={
        shown === undefined ? (
          <>
            <Button kind="text" onClick={onClose}>
              {t('case.act.cancel')}
            </Button>
            <Button kind="filled" icon="shield-check" onClick={send}>
              {t('desk.verify.act')}
            </Button>
          </>
        ) : (
          <Button kind="filled" onClick={onClose}>
            {t('people.invite.close')}
          </Button>
        )
      }
    >
      <Fault text={failed} />
      {shown === undefined ? <p>{t('desk.verify.text')}</p> : <ShownCode shown={shown} purpose="adult" />}
    </Sheet>
  );
}
