// The policy cards of the demo village: the sixteen to start from, written and checked, without amounts, because no real county entered any; and one campaign.
import { type Actor, nobody, serviceActor } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import type { Office, Post } from '#modules/people/model.ts';
import { starters } from '#modules/policy/kinds/starters.ts';
import { derivedId } from './import/row-ids.ts';
import type { Paper } from './paper.ts';

const importer = serviceActor('import');
const oneDay = 86_400_000;

const cardId = (generation: string, code: string): string => derivedId(generation, 'policy', code);

/** So long before the demo begins its campaign began. */
const campaignFor = 21 * oneDay;
const enrolment = 'medical-enrolment';

/** A visit in which the medical insurance was explained lately told of the card of the campaign. */
export const toldOf = (generation: string, at: number, until: number): { topic: string; title: string } | undefined => {
  const starter = starters.find(({ code }) => code === enrolment);
  return starter && at >= until - campaignFor
    ? { topic: cardId(generation, enrolment), title: starter.zh.title }
    : undefined;
};

/** Whoever sits in the first office that fits. */
function sitterOf(paper: Paper, fits: (office: Office) => boolean): (Actor & { readonly office: Office }) | undefined {
  const office = paper.list<Office>('office').find(fits);
  const post = paper.list<Post>('post').find((one) => one.office === office?.id);
  if (!office || !post) return undefined;
  const { id, role, ground, person } = post;
  const held = { id, office: office.id, officeKind: office.kind, role, ground, deputising: false };
  return { ...nobody, person, posts: [held], standing: 'staff', office };
}

function bringCampaign(paper: Paper, generation: string, until: number): void {
  const asker = sitterOf(paper, (one) => one.kind === 'department' && one.duties.includes('S3'));
  const township = sitterOf(paper, (one) => one.kind === 'township');
  if (!asker || !township) return;
  const campaign = derivedId(generation, 'campaign', enrolment);
  const { office: at, ...actor } = asker;
  const { office: gate, ...decider } = township;
  const from = until - campaignFor;
  const where = { township: gate.area, area: gate.area, policy: cardId(generation, enrolment), office: at.id };
  const text = '年底前把医保缴上。';
  paper.say(actor, 'campaign.open', { campaign, ...where, text, minutes: 2, until: until + 40 * oneDay }, from);
  paper.say(decider, 'request.decide', { request: campaign, approved: true }, from + 1);
  paper.say(serviceActor('jobs'), 'campaign.follow', { campaign }, from + 2);
}

export function bringCards(paper: Paper, generation: string, until: number): void {
  const at = until - 2 * campaignFor;
  const office = paper.list<Office>('office').find((one) => one.kind === 'county-centre');
  if (!office) return;
  const validFrom = `${dayOf(at).slice(0, 4)}-01-01`;
  for (const { code, zh, en, issuer, rule } of starters) {
    const policy = cardId(generation, code);
    const card = { zh, en, issuer, validFrom, rule };
    paper.say(importer, 'policy.write', { policy, office: office.id, area: office.area, code, card }, at);
    paper.say(importer, 'policy.check', { policy, edition: 1 }, at + 1);
  }
  bringCampaign(paper, generation, until);
}
