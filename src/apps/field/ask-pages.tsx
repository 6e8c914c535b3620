// Homes to ask whether they have it too: one tap each, without a network, on the first screen of the day.
import type { JSX } from 'preact';
import { isUnder } from '#kit/actor.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import type { Ask, Reply } from '#modules/finding/model.ts';
import { type AskedHome, AskList } from '#modules/finding/ui/ask-list.tsx';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import { t } from '#look/words.ts';
import type { Phone } from '#sync/store.ts';
import { act } from './acts.ts';
import { findCase, findHome, me } from './queries.ts';
import { joinNearby } from './report.ts';
import { type Open, useOpen } from './session.ts';

/** Those that are one's own to ask: of the smallest grid that is served. Above it only where nobody is in post. */
function isMine(phone: Phone, ground: string): boolean {
  const posts = (me(phone)?.posts ?? []).filter((post) => isUnder(ground, post.ground));
  if (posts.some((post) => post.role === 'level-2-worker')) return true;
  const offices = [...(phone.view.value.rows.get('office')?.values() ?? [])] as unknown as StaffedOffice[];
  const worker = offices.find((office) => office.kind === 'level-2' && office.ground === ground);
  return posts.some((post) => post.role === 'level-1-head') && !(worker?.staffed ?? false);
}

function open(phone: Phone): Ask[] {
  return ([...(phone.view.value.rows.get('ask')?.values() ?? [])] as unknown as Ask[])
    .filter((ask) => ask.endedAt === null && isMine(phone, ask.ground))
    .sort((a, b) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1));
}

async function answer(on: Open, ask: Ask, reply: Reply): Promise<void> {
  const say = (matter: string | null) => [{ name: 'ask.answer', input: { ask: ask.id, reply, matter } }];
  if (reply !== 'yes') {
    await act(on, say(null), t(`finding.ask.done.${reply}`));
    return;
  }
  // FIND-4: the home's own matter, with its own code, in the same step.
  const title = (ask.sameAs === null ? undefined : findCase(on.phone, ask.sameAs)?.title) ?? categoryName(ask.category);
  const same = { category: ask.category, first: { id: ask.sameAs, title } };
  await joinNearby(on, ask.household, same, { also: say });
}

function homesOf(phone: Phone, asks: readonly Ask[]): AskedHome[] {
  return asks.flatMap((ask) => {
    const home = findHome(phone, ask.household);
    return home ? [{ id: ask.id, name: home.head, door: home.door, href: `#/home/${home.id}` }] : [];
  });
}

function Lists({ asks: all }: { asks: readonly Ask[] }): JSX.Element {
  const on = useOpen();
  const categories = [...new Set(all.map((ask) => ask.category))];
  return (
    <>
      {categories.map((category) => (
        <AskList
          key={category}
          what={categoryName(category)}
          homes={homesOf(
            on.phone,
            all.filter((ask) => ask.category === category),
          )}
          onReply={(id, reply) => {
            const ask = all.find((one) => one.id === id);
            if (ask) void answer(on, ask, reply);
          }}
        />
      ))}
    </>
  );
}

/** On the first screen of the day. */
export const AsksDue = (): JSX.Element => <Lists asks={open(useOpen().phone)} />;
