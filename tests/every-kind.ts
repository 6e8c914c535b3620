// A county in which there is something of every kind that a phone is handed, and of what it is not.
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { type Cast, say } from '#tests/cast.ts';
import { makeCampaign } from '#tests/matrix/campaigns.ts';
import { findingOf } from '#tests/matrix/findings.ts';
import { namedPicture } from '#tests/files/sending.ts';

export async function sayEveryKind(cast: Cast): Promise<void> {
  const { county, homes, areas } = cast;
  const importer = serviceActor('import');
  await say(county, importer, 'household.plate', {
    household: homes.one,
    plateHash: 'a'.repeat(64),
    plateShort: 'ABCDEFGH',
  });
  await say(county, importer, 'household.change', { household: homes.one, care: ['低保', '受灾户'] });
  await say(county, importer, 'member.add', { member: newId(), household: homes.one, name: '杜来顺', born: '1954-03' });
  await say(county, importer, 'supply.place', {
    node: newId(),
    village: areas.village,
    network: 'W',
    code: 'T1-01',
    name: '阀',
    kind: 'valve',
  });
  await say(county, cast.worker, 'visit.record', {
    visit: newId(),
    household: homes.one,
    parts: [{ kind: 'well' }],
    promises: [{ promise: newId(), text: '带表来' }],
  });
  await say(county, cast.worker, 'case.report', {
    case: newId(),
    household: homes.one,
    category: 'W1',
    title: '水浑',
    secretHash: 'b'.repeat(64),
    attachments: [namedPicture(Buffer.from('水'))],
  });
  await say(county, cast.village, 'notice.publish', {
    notice: newId(),
    office: cast.offices.village,
    title: '停水',
    text: '停水',
    fromAt: 0,
  });
  await say(county, cast.centre, 'setting.say', {
    setting: newId(),
    what: 'calendar',
    year: 2059,
    fromDay: '2058-12-01',
    rows: [['2059-01-01', 'off']],
  });
  await sayOfKinds(cast);
}

/** Matters with their own content, places, questions and errands. */
async function sayOfKinds(cast: Cast): Promise<void> {
  const { county, homes, areas } = cast;
  const boundary = newId();
  await say(county, cast.worker, 'case.report', {
    case: boundary,
    household: homes.one,
    category: 'D1',
    title: '争地界',
  });
  await say(county, cast.worker, 'dispute.open', {
    dispute: newId(),
    case: boundary,
    parties: [
      { id: newId(), household: homes.one, name: '杜来顺' },
      { id: newId(), name: '河对面的老罗' },
    ],
    mediators: [{ office: cast.offices.level2, name: '调解的老马' }],
  });
  await say(county, cast.worker, 'spot.open', { spot: newId(), area: areas.grid, kind: 'well', name: '老槐树水井' });
  await say(county, cast.worker, 'question.answer', {
    question: newId(),
    household: homes.one,
    topic: 'S3',
    text: '医保啥时候交',
    answer: '十二月二十日前',
  });
  await findingOf(cast);
  await makeCampaign({ cast });
  await say(county, cast.worker, 'errand.ask', {
    errand: newId(),
    household: homes.one,
    kind: 'insurance-claim',
    papers: [{ id: newId(), code: 'policy' }],
    agreed: true,
  });
}
