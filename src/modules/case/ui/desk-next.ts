// What the desk should do next with a matter: derived from the acts that stand open, the state and the catalogue.
import type { IconName } from '#look/icons.ts';
import { formatDay, formatDeadline } from '#look/dates.ts';
import { t } from '#look/words.ts';
import { findCategory } from '../kinds/categories.ts';
import type { CasePage } from '../model.ts';
import { categoryName, dueOf } from './desk-state.ts';

export type ActName =
  | 'accept'
  | 'dispatch'
  | 'handUp'
  | 'return'
  | 'ask-ruling'
  | 'rule'
  | 'answer'
  | 'tell'
  | 'say'
  | 'rate'
  | 'note'
  | 'extend'
  | 'suspend'
  | 'resume'
  | 'refer'
  | 'call-offices'
  | 'came'
  | 'supervise'
  | 'lift-supervision'
  | 'give-help'
  | 'close-restricted';
export type Office = { readonly id: string; readonly name: string };
/** The one clear next act: its sentence, the rule behind it, and what the filled button does. */
export type Next = {
  title: string;
  rule?: string;
  act?: ActName;
  office?: Office;
  href?: string;
  icon?: IconName;
  label?: string;
};

export const actIcons: Record<ActName, IconName> = {
  accept: 'check',
  dispatch: 'corner-up-right',
  handUp: 'arrow-up',
  return: 'arrow-back-up',
  'ask-ruling': 'scale',
  rule: 'scale',
  answer: 'message',
  tell: 'home',
  say: 'home-question',
  rate: 'list-check',
  note: 'pencil',
  extend: 'calendar-due',
  suspend: 'player-pause',
  resume: 'player-play',
  refer: 'scale',
  'call-offices': 'bell',
  came: 'circle-check',
  supervise: 'alert-triangle',
  'lift-supervision': 'circle-minus',
  'give-help': 'heart-handshake',
  'close-restricted': 'lock',
};

const step = (act: ActName, title: string, rule: string, office?: Office): Next => ({
  act,
  title,
  rule,
  office,
  icon: actIcons[act],
  label: t(`case.act.${act}`),
});

/** Where the catalogue sends it from here, leaving out offices that had it before. */
export function dispatchFirst(page: CasePage): Office | undefined {
  const been = new Set(page.steps.map((one) => one.toOffice));
  return page.dispatchTo.find((office) => !been.has(office.id));
}

function working(page: CasePage, now: number): Next | undefined {
  const matter = page.case;
  const may = (verb: string): boolean => page.acts.includes(verb);
  const due = dueOf({ ...matter, state: 'in-progress' });
  const by = due === null || due < now ? undefined : formatDeadline(due, now);
  const ruled = (key: string, facts: Record<string, string>): string =>
    by === undefined ? t(`${key}Plain`, facts) : t(key, { ...facts, by });
  if (may('case.accept')) {
    const respond =
      matter.respondBy === null || matter.respondBy < now ? undefined : formatDeadline(matter.respondBy, now);
    const rule = respond === undefined ? t('case.next.acceptRulePlain') : t('case.next.acceptRule', { by: respond });
    return step('accept', t('case.next.accept'), rule);
  }
  if (may('case.rule')) return step('rule', t('case.next.rule'), t('case.next.ruleRule'));
  const to = may('case.dispatch') ? dispatchFirst(page) : undefined;
  if (to !== undefined) {
    const facts = { office: to.name, category: categoryName(matter.category) };
    return step('dispatch', t('case.next.dispatch', facts), ruled('case.next.dispatchRule', facts), to);
  }
  // What the catalogue gives to the village itself is answered there; all else goes one level up.
  const own = findCategory(matter.category)?.first === 'village';
  if (may('case.hand-up') && page.handUpTo !== null && !own) {
    return step(
      'handUp',
      t('case.next.handUp', { office: page.handUpTo.name }),
      t('case.next.handUpRule'),
      page.handUpTo,
    );
  }
  if (may('case.answer')) return step('answer', t('case.next.answer'), ruled('case.next.answerRule', {}));
  return undefined;
}

/** CASE-26: the reader's office is called to it: what for, in the words of whoever called. */
function called(page: CasePage): Next | undefined {
  if (!page.called.some((one) => one.mine && !one.came)) return undefined;
  const why = page.steps.findLast((one) => one.name === 'case.office-called' && one.text !== '')?.text;
  return step('note', t('case.next.called'), why ?? t('case.next.calledRule', { office: page.holderName }));
}

/** The next step as the reader may take it; without an act it says who has the matter and that nothing waits here. */
export function nextOf(page: CasePage, now: number): Next {
  const matter = page.case;
  if (page.acts.includes('case.close-restricted'))
    return step('close-restricted', t('case.next.restricted'), t('case.next.restrictedRule'));
  if (matter.state === 'closed') {
    if (matter.side === 'withdrawn') return { title: t('case.next.withdrawn') };
    if (matter.side === 'referred' && matter.outcome === null) {
      const route = matter.route === null ? t('case.side.referred') : t(`case.route.${matter.route}`);
      return { title: t('case.next.referred'), rule: t('case.next.closedRule', { outcome: route }) };
    }
    const outcome =
      matter.outcome === null ? formatDay(matter.closedAt ?? now, now) : t(`case.outcome.${matter.outcome}`);
    return { title: t('case.next.closed'), rule: t('case.next.closedRule', { outcome }) };
  }
  if (
    matter.side === 'merged' &&
    page.incident !== null &&
    matter.state !== 'answered' &&
    matter.state !== 'household-check'
  ) {
    return {
      title: t('case.next.incident'),
      rule: t('case.next.incidentRule', { title: page.incident.title }),
      href: `#/focus/${page.incident.id}`,
      icon: 'affiliate',
      label: t('case.act.openIncident'),
    };
  }
  if (page.acts.includes('case.resume')) {
    const day = formatDay(matter.reviewAt ?? now, now);
    return step('resume', t('case.next.resume', { day }), t('case.next.resumeRule'));
  }
  if (page.acts.includes('case.tell')) return step('tell', t('case.next.tell'), t('case.next.tellRule'));
  if (page.acts.includes('case.say')) return step('say', t('case.next.say'), t('case.next.sayRule'));
  if (matter.state === 'answered' || matter.state === 'household-check') {
    return { title: t('case.next.waitWord'), rule: t('case.next.waitWordRule') };
  }
  return (
    working(page, now) ??
    called(page) ?? { title: t('case.next.wait', { office: page.holderName }), rule: t('case.next.waitRule') }
  );
}

const order: readonly ActName[] = [
  'dispatch',
  'answer',
  'handUp',
  'return',
  'ask-ruling',
  'rule',
  'resume',
  'extend',
  'suspend',
  'refer',
  'call-offices',
  'came',
  'supervise',
  'lift-supervision',
  'tell',
  'say',
  'give-help',
  'rate',
  'note',
];
const verbOf = (act: ActName): string => `case.${act === 'handUp' ? 'hand-up' : act}`;

/** The other acts that stand open, beside the next one. */
export function otherActs(page: CasePage, next: Next): ActName[] {
  const possible = (act: ActName): boolean => {
    if (act === 'dispatch') return page.dispatchTo.length > 0;
    if (act === 'handUp') return page.handUpTo !== null;
    if (act === 'return') return page.returnTo !== null;
    return true;
  };
  const more = next.act === 'dispatch' && (page.dispatchTo.length > 1 || page.case.state !== 'reported');
  return order.filter(
    (act) => page.acts.includes(verbOf(act)) && possible(act) && (act !== next.act || (act === 'dispatch' && more)),
  );
}
