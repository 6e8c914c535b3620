// Asks the server for a one-time code for a person; it is answered once, shown once, and printed as long as it is shown.
import { lang, t } from '#look/words.ts';
import type { Shown } from '#modules/people/ui/desk-invite.tsx';
import { fetchFile, post } from './door.ts';

/** For a computer, a phone, or (with the member) a verified adult of a home. */
export async function invite(person: string, purpose: 'staff' | 'phone' | 'adult', member?: string): Promise<Shown> {
  const given = (await post('/session/invite', { person, purpose, member })) as Omit<Shown, 'print'>;
  const said = { code: given.code, lang: lang.value };
  return { ...given, print: () => fetchFile('/slip.pdf', said, `${t('desk.export.slip')}.pdf`) };
}
