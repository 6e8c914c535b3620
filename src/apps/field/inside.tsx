// The app behind the PIN: which screen the address asks for, and how a notebook is opened. Its code comes while the PIN is typed.
import type { FunctionComponent, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { late } from '#look/late.tsx';
import { painted } from '#look/painted.ts';
import { t } from '#look/words.ts';
import { makeDoor } from '#sync/door.ts';
import type { Identity } from '#sync/phone-database.ts';
import { startRounds } from '#sync/rounds.ts';
import { unlock } from '#sync/store.ts';
import type { addresses } from './addresses.ts';
import { book } from './book.ts';
import { campaigns } from './campaigns.ts';
import { errands } from './errands.ts';
import { GonePage, HomesPage, NotePage } from './home-pages.tsx';
import { mediation } from './mediation.ts';
import { queries } from './queries.ts';
import { questions } from './questions.ts';
import { path } from './router.ts';
import { type Open, stage } from './session.ts';
import { spots } from './spots.ts';
import { TodayPage } from './today-page.tsx';
import { village } from './village.ts';

export { findPlace } from './place.ts';

export async function openNotebook(identity: Identity, pin: string, wiped: () => void): Promise<Open> {
  const phone = await unlock(identity, pin, book, Date.now());
  const rounds = startRounds(phone, { wiped });
  return { phone, rounds, door: makeDoor(phone, rounds, queries) };
}

/** A new screen is read out from its heading on, and Tab starts there. */
function toHeading(): void {
  const heading = document.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}

/** `item`: the queued command that is written anew; `kind`: what the report begins with. */
type Screen = FunctionComponent<{ id: string; item?: string; kind?: string }>;
const visit = () => import('./visit-page.tsx');
const problem = () => import('./problem-page.tsx');
const matters = () => import('./matter-pages.tsx');
const mine = () => import('./me-pages.tsx');
const tray = () => import('./tray-pages.tsx');
const left = () => import('./left-page.tsx');
const burden = () => import('./burden-page.tsx');
const guidance = () => import('./guidance-page.tsx');
const news = () => import('./news-page.tsx');
const policies = () => import('./policy-pages.tsx');
const lists = () => import('./list-pages.tsx');
const ground = () => import('./ground-page.tsx');
const home = () => import('./home-page.tsx');
/** Cut off before the whole app was on the phone: it says so, and goes on by itself. */
const failed = (): JSX.Element => (
  <GonePage title={t('field.notHere.title')} text={t('field.notHere.text')} back="/today" />
);
const screen = <M,>(pages: () => Promise<M>, pick: (pages: M) => Screen): Screen =>
  late(() => pages().then(pick), { onCome: toHeading, failed });

const screens: Readonly<Record<keyof typeof addresses, Screen>> = {
  today: TodayPage,
  homes: HomesPage,
  note: NotePage,
  home: screen(home, (pages) => pages.HomePage),
  visit: screen(visit, (pages) => pages.VisitPage),
  problem: screen(problem, (pages) => pages.ProblemPage),
  secret: screen(matters, (pages) => pages.SecretPage),
  matters: screen(matters, (pages) => pages.MattersPage),
  matter: screen(matters, (pages) => pages.MatterPage),
  same: screen(matters, (pages) => pages.SamePage),
  needs: screen(tray, (pages) => pages.NeedsPage),
  sync: screen(tray, (pages) => pages.SyncPage),
  notices: screen(mine, (pages) => pages.NoticesPage),
  me: screen(mine, (pages) => pages.MePage),
  help: screen(mine, (pages) => pages.HelpPage),
  errand: screen(errands, (pages) => pages.ErrandPage),
  question: screen(questions, (pages) => pages.QuestionPage),
  proposal: screen(village, (pages) => pages.ProposePage),
  village: screen(village, (pages) => pages.VillagePage),
  spot: screen(spots, (pages) => pages.SpotPage),
  mediation: screen(mediation, (pages) => pages.MediationPage),
  policy: screen(policies, (pages) => pages.PolicyPage),
  inquiry: screen(campaigns, (pages) => pages.InquiryPage),
  left: screen(left, (pages) => pages.LeftPage),
  burden: screen(burden, (pages) => pages.BurdenPage),
  guidance: screen(guidance, (pages) => pages.GuidancePage),
  news: screen(news, (pages) => pages.NewsPage),
  lists: screen(lists, (pages) => pages.ListsPage),
  ground: screen(ground, (pages) => pages.GroundPage),
};

/** Once the first screen stands, the others are made ready, so that a tap waits for none: one by one, and no tap waits for this either. */
async function makeReady(): Promise<void> {
  for (const pages of [
    home,
    visit,
    problem,
    matters,
    mine,
    tray,
    left,
    mediation,
    spots,
    questions,
    errands,
    guidance,
    news,
    lists,
    burden,
    campaigns,
    ground,
  ]) {
    if (stage.value.at !== 'open') return;
    await pages().catch(() => undefined);
    await painted();
  }
  const now = stage.value;
  if (now.at !== 'open') return;
  const [{ followCards }, { followVillage }] = await Promise.all([policies(), village()]);
  followCards(now.open);
  followVillage(now.open);
}

export function Inside(): JSX.Element {
  const [, name = '', id = '', item = '', kind = ''] = path.value.split('/');
  const Screen = Object.hasOwn(screens, name) ? screens[name as keyof typeof screens] : undefined;
  useEffect(toHeading, [path.value]);
  useEffect(() => {
    // What could not be had is asked for again by whoever needs it.
    const soon = setTimeout(() => void makeReady().catch(() => undefined), 1500);
    return () => clearTimeout(soon);
  }, []);
  // The key makes each record's page a new one: nothing typed on one home's page shows on another's.
  return Screen ? (
    <Screen key={path.value} id={id} item={item} kind={kind} />
  ) : (
    <GonePage title={t('field.missing.title')} text="" back="/today" />
  );
}
