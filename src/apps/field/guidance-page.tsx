// The liaison officer's page on the phone, made from the matters and offices that lie on it: also without coverage.
import type { JSX } from 'preact';
import { isUnder } from '#kit/actor.ts';
import { joinWords, t } from '#look/words.ts';
import type { GuidedGrid } from '#modules/guidance/model.ts';
import { helpCalls } from '#modules/guidance/rules.ts';
import { GuidanceView } from '#modules/guidance/ui/guidance-view.tsx';
import { words as guidanceZh } from '#modules/guidance/words.zh.ts';
import type { Phone } from '#sync/store.ts';
import { InnerPage, useNow } from './frame.tsx';
import { areas, cases, findCase, findHome, findOffice, type PhoneOffice } from './queries.ts';
import { useOpen } from './session.ts';

joinWords({ zh: guidanceZh, en: () => import('#modules/guidance/words.en.ts') });

function gridsOf(phone: Phone): GuidedGrid[] {
  const grounds = phone.actor.value.posts.map((post) => post.ground);
  const offices = [...(phone.view.value.rows.get('office')?.values() ?? [])] as PhoneOffice[];
  const open = cases(phone).filter((matter) => matter.state !== 'closed');
  return areas(phone)
    .filter((area) => area.kind === 'level-2' && grounds.some((ground) => isUnder(area.ground, ground)))
    .sort((a, b) => (a.ground < b.ground ? -1 : 1))
    .map((area) => ({
      id: area.id,
      name: area.name,
      workers: offices
        .filter((office) => office.area === area.id && office.kind === 'level-2')
        .flatMap((one) => one.people),
      open: open.filter((matter) => matter.ground === area.ground).length,
    }));
}

export function GuidancePage(): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const calls = helpCalls(
    cases(phone).filter((matter) => matter.help !== null),
    {
      office: (id) => findOffice(phone, id)?.name ?? '',
      place: (id) => findHome(phone, findCase(phone, id)?.household ?? '')?.head ?? '',
      holder: (id) => findOffice(phone, findCase(phone, id)?.holder ?? null)?.name ?? '',
    },
  );
  return (
    <InnerPage title={t('guidance.title')} back="/me">
      <GuidanceView guidance={{ grids: gridsOf(phone), calls }} hrefOf={(matter) => `#/matter/${matter}`} now={now} />
    </InnerPage>
  );
}
