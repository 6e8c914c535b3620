// Three elections of a demo village, said by its own people: the archived one that a group leader's post comes from, a by-election that waits for its meeting, and a group leader's whose candidates are being named.
import { type Actor, type ActorPost, isUnder, nobody } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import type { Member } from '#modules/household/model.ts';
import type { Office, Person, Post } from '#modules/people/model.ts';
import { ageOn } from '#modules/election/rules-roll.ts';
import { derivedId } from './import/row-ids.ts';
import type { Paper } from './paper.ts';

const oneDay = 86_400_000;
const noon = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);

interface Village {
  readonly paper: Paper;
  id(...parts: readonly string[]): string;
  readonly offices: readonly Office[];
  readonly posts: readonly Post[];
}

/** Whoever sits in this office, with that one post. */
function sitterOf({ posts }: Village, office: Office): Actor | undefined {
  const post = posts.find((one) => one.office === office.id);
  if (!post) return undefined;
  const { id, role, ground } = post;
  const held: ActorPost = { id, office: office.id, officeKind: office.kind, role, ground, deputising: false };
  return { ...nobody, person: post.person, standing: 'staff', posts: [held] };
}

/** Adults of the ground on that day, one for each home first, so that those who run it come from several. */
function adultsIn({ paper }: Village, ground: string, day: string): Member[] {
  const all = paper
    .list<Member>('member')
    .filter((one) => isUnder(one.ground, ground) && ageOn(one.born, day) === 'adult');
  const first = all.filter((one, at) => all.findIndex((other) => other.household === one.household) === at);
  return [...first, ...all.filter((one) => !first.includes(one))];
}

interface Called {
  readonly office: Office;
  readonly kind: 'group-leader' | 'grid-worker';
  readonly day: string;
  readonly stands: readonly Member[];
  readonly runs: readonly Member[];
}

type Begun = { readonly election: string; readonly contest: string };

/** Called, roll drawn, those whose age is not certain left out. */
function upToTheRoll(
  village: Village,
  clerk: Actor,
  { office, kind, day, runs }: Omit<Called, 'stands'>,
  at: number,
): Begun {
  const { paper } = village;
  const [election, contest] = [village.id('election', office.id), village.id('contest', office.id)];
  const contests = [{ id: contest, office: office.id, title: kind === 'group-leader' ? 'leader' : 'worker', seats: 1 }];
  const call = {
    election,
    area: office.area,
    kind,
    contests,
    vote: 'slip',
    day,
    places: ['村委会院子'],
    committee: runs.map((one) => one.id),
  };
  paper.say(clerk, 'election.call', call, at);
  paper.say(clerk, 'election.draw', { election, area: office.area }, at + 60_000);
  return { election, contest };
}

function upToTheDay(village: Village, clerk: Actor, called: Called, at: number): Begun {
  const begun = upToTheRoll(village, clerk, called, at);
  const { election, contest } = begun;
  const candidates = [{ contest, members: called.stands.map((one) => one.id) }];
  village.paper.say(clerk, 'election.nominate', { election, candidates }, at + oneDay);
  return begun;
}

/** The group whose leader was elected when the village's posts began; his own post follows from it. */
function past(village: Village, clerk: Actor, second: Actor): void {
  const { paper, offices, posts } = village;
  const people = new Map(paper.list<Person>('person').map((one) => [one.id, one]));
  for (const office of offices.filter((one) => one.kind === 'level-1')) {
    const post = posts.find((one) => one.office === office.id && one.chosen === 'election');
    const leader = post && people.get(post.person);
    if (!post || !leader) continue;
    const day = dayOf(post.fromAt);
    const adults = adultsIn(village, office.ground, day);
    const own = adults.find((one) => one.name === leader.name);
    const others = adults.filter((one) => one !== own && one.household !== own?.household);
    const [rival, ...rest] = others;
    if (!own || !rival || rest.length < 3) continue;
    const called = { office, kind: 'group-leader', day, stands: [own, rival], runs: rest.slice(0, 3) } as const;
    const at = noon(day);
    const { election, contest } = upToTheDay(village, clerk, called, at - 3 * oneDay);
    const cast = Math.ceil(adults.length * 0.8);
    const votes = { [own.id]: Math.ceil(cast * 0.7), [rival.id]: cast - Math.ceil(cast * 0.7) - 1 };
    const homes = new Set(adults.map((one) => one.household)).size;
    const counts = { contest, valid: cast - 1, spoiled: 1, blank: 0, others: 0, votes };
    const figures = { came: cast, homes: Math.min(homes, cast), proxied: 0, issued: cast, cast, contests: [counts] };
    paper.say(clerk, 'election.enter', { election, place: 0, figures }, at);
    paper.say(second, 'election.enter', { election, place: 0, figures }, at + 60_000);
    paper.say(clerk, 'election.count', { election }, at + 120_000);
    paper.say(clerk, 'election.sign', { election, signers: called.runs.map((one) => one.id) }, at + 180_000);
    const given = { contest, member: own.id, post: village.id('post', post.id), person: post.person, known: true };
    const until = dayOf(post.toAt - 1);
    paper.say(clerk, 'election.fill', { election, posts: [given], ends: [post.id], until }, at + 240_000);
    return;
  }
}

/** The grid without a worker: its meeting is in a few days. */
function coming(village: Village, clerk: Actor, until: number): void {
  const { offices, posts } = village;
  const empty = offices.find((one) => one.kind === 'level-2' && !posts.some((post) => post.office === one.id));
  if (!empty) return;
  const day = dayOf(until + 5 * oneDay);
  const [one, other, ...rest] = adultsIn(village, empty.ground, day);
  if (!one || !other || rest.length < 2) return;
  upToTheDay(
    village,
    clerk,
    { office: empty, kind: 'grid-worker', day, stands: [one, other], runs: rest.slice(0, 3) },
    until - 2 * oneDay,
  );
}

/** The group around the demo's field rooms: its phones have an election to explain. */
const explained = '三社';

function open(village: Village, clerk: Actor, until: number): void {
  const office = village.offices.find((one) => one.kind === 'level-1' && one.name.startsWith(explained));
  if (!office) return;
  const day = dayOf(until + 12 * oneDay);
  const runs = adultsIn(village, office.ground, day).slice(0, 3);
  upToTheRoll(village, clerk, { office, kind: 'group-leader', day, runs }, until - oneDay);
}

export function liveElections(paper: Paper, generation: string, until: number): void {
  const village: Village = {
    paper,
    id: (...parts) => derivedId(generation, 'election', ...parts),
    offices: paper.list<Office>('office'),
    posts: paper.list<Post>('post'),
  };
  const of = (kind: Office['kind']): Actor | undefined => {
    const office = village.offices.find((one) => one.kind === kind);
    return office && sitterOf(village, office);
  };
  const [clerk, second] = [of('village'), of('township')];
  if (!clerk || !second) return;
  past(village, clerk, second);
  coming(village, clerk, until);
  open(village, clerk, until);
}
