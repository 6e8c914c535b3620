// The library of policy cards: everybody at a desk reads it; the county, departments and townships write and check.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isUnder } from '#kit/actor.ts';
import { useAsk } from '#look/door.ts';
import { Button } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { words as campaignZh } from '#modules/campaign/desk-words.zh.ts';
import { type CampaignDesk, CampaignSheet } from '#modules/campaign/ui/campaign-sheet.tsx';
import { words as policyDeskZh } from '#modules/policy/desk-words.zh.ts';
import { PoliciesScreen } from '#modules/policy/ui/desk-policies.tsx';
import { NewPolicy, type PolicyDesk, PolicyScreen } from '#modules/policy/ui/desk-policy.tsx';
import { writers } from '#modules/policy/rules.ts';
import { words as policyZh } from '#modules/policy/words.zh.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import { hrefOf } from '../route.ts';
import { session } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords(
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
  { zh: campaignZh, en: () => import('#modules/campaign/desk-words.en.ts') },
  { zh: policyDeskZh, en: () => import('#modules/policy/desk-words.en.ts') },
  { zh: policyZh, en: () => import('#modules/policy/words.en.ts') },
);

const hrefTo = (id: string): string => hrefOf(['policies', id]);

const askers = ['township-officer', 'field-officer', 'department-officer', 'county-officer'];

/** For whoever may ask something of the grids: to have homes told of this card. */
function AskToTell({ policy, desk }: { policy: string; desk: CampaignDesk }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button icon="speakerphone" onClick={() => setOpen(true)}>
        {t('campaign.desk.new')}
      </Button>
      {isOpen ? (
        <CampaignSheet
          policy={policy}
          desk={desk}
          onClose={() => setOpen(false)}
          onDone={() => location.assign(hrefOf(['campaigns']))}
        />
      ) : null}
    </div>
  );
}

const officesOf = (roles: readonly string[]): { value: string; label: string }[] => {
  const posts = (session.value?.posts ?? []).filter((post) => roles.includes(post.role));
  return [...new Map(posts.map((post) => [post.office, post.officeName]))].map(([value, label]) => ({ value, label }));
};

function useDesk(): PolicyDesk {
  const posts = (session.value?.posts ?? []).filter((post) => writers.some((role) => role === post.role));
  const tree = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data ?? [];
  const areas = tree
    .filter(({ kind, ground }) => !kind.startsWith('level') && posts.some((post) => isUnder(ground, post.ground)))
    .sort((a, b) => (a.ground < b.ground ? -1 : 1));
  const asks: CampaignDesk = {
    offices: officesOf(askers),
    townships: tree.filter(({ kind }) => kind === 'township'),
    areas: tree.filter(({ kind }) => kind === 'township' || kind === 'village'),
    problem: problemWord,
  };
  return {
    offices: officesOf(writers),
    areas: areas.map(({ id, name }) => ({ value: id, label: name })),
    hrefOf: hrefTo,
    listHref: hrefOf(['policies']),
    problem: problemWord,
    ...(asks.offices.length > 0 ? { more: (policy: string) => <AskToTell policy={policy} desk={asks} /> } : {}),
  };
}

export function PoliciesRoom({ id }: { id: string | undefined }): JSX.Element {
  const desk = useDesk();
  const writes = desk.offices.length > 0;
  if (id === undefined) return <PoliciesScreen hrefOf={hrefTo} writes={writes} />;
  if (writes && (id === 'new' || id.startsWith('start-')))
    return <NewPolicy key={id} desk={desk} code={id.replace(/^start-|^new$/, '')} />;
  return <PolicyScreen key={id} id={id} desk={desk} />;
}
