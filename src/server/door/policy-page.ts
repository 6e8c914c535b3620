// Policy cards on the household's page: the list with its search, a card, and the questions of its rule; without JavaScript, and nothing of the answers is kept.
import { html } from 'hono/html';
import type { Fact } from '#modules/policy/kinds/facts.ts';
import type { Answers, Card, Declared, Paper, Rule } from '#modules/policy/model.ts';
import {
  askRule,
  conditionWords,
  factsOf,
  type Outcome,
  type Standing,
  type Weighed,
} from '#modules/policy/rules-eligible.ts';
import { sizeOf } from '#modules/policy/rules.ts';
import { type Html, icon } from './icons.ts';
import { type Look, tel } from './page.ts';
import type { PlatePolicy } from './policy-data.ts';

/** The first sentence: enough to know whether to open it. */
const opening = (text: string): string => /^.*?[。.](?=\s|$|\P{ASCII})/su.exec(text)?.[0] ?? text;

export function policyListBody(
  look: Look,
  base: string,
  shown: { policies: readonly PlatePolicy[]; typed: string; all: number },
): Html {
  const { t, to, lang } = look;
  const { policies, typed, all } = shown;
  if (all === 0) return html`<p class="big">${t('door.policy.none')}</p>`;
  const kept = Object.entries({ lang, elder: look.elder ? '1' : '', shade: look.shade }).filter(
    ([name, value]) => value !== '' && value !== 'system' && !(name === 'lang' && value === 'zh'),
  );
  return html`<form class="card" method="get" action="${base}">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label for="q"><b>${t('door.policy.find')}</b><br><span class="two">${t('door.policy.hint')}</span></label>
<div class="row"><input class="box grow" type="search" id="q" name="q" value="${typed}" maxlength="40" autocomplete="off"><button class="btn">${t('door.policy.search')}</button></div></form>
${
  policies.length === 0
    ? html`<p class="big">${t('door.policy.nothing')}</p><p><a class="link" href="${to(base)}">${t('door.policy.all')}</a></p>`
    : html`<section class="card list">${policies.map(({ id, card }) => html`<a class="item" href="${to(`${base}/${id}`)}"><span class="grow"><b>${card[lang].title}</b><br><span class="two">${opening(card[lang].text)}</span></span>${icon('next')}</a>`)}</section>`
}`;
}

const lines = (title: string, all: readonly string[], isOrdered = false): Html | '' => {
  if (all.length === 0) return '';
  const items = all.map((line) => html`<li>${line}</li>`);
  return html`<h2>${title}</h2>${isOrdered ? html`<ol class="lines">${items}</ol>` : html`<ul class="lines">${items}</ul>`}`;
};

function valid({ t, times }: Look, { validFrom, validTo }: Card): string {
  const day = (text: string): string => times.day(Date.parse(`${text}T12:00:00+08:00`));
  return validTo === null
    ? t('door.policy.from', { from: day(validFrom) })
    : t('door.policy.span', { from: day(validFrom), to: day(validTo) });
}

/** POLICY-12: each a way to the file itself, with its size. */
function papersPart({ t }: Look, address: string, papers: readonly Paper[]): Html | '' {
  if (papers.length === 0) return '';
  const row = (one: Paper): Html =>
    html`<a class="btn soft act" href="${`${address}/paper/${one.attachment}`}"><span>${one.title}<br><small>${t(`door.policy.paper.${one.kind}`, { size: sizeOf(one) })}</small></span></a>`;
  return html`<h2>${t('door.policy.papers')}</h2>${papers.map(row)}`;
}

function cardPart(look: Look, address: string, { card, checkedByName, checkedAt }: PlatePolicy): Html {
  const { t, times, lang } = look;
  const words = card[lang];
  const row = (label: string, value: string): Html | '' =>
    value === '' ? '' : html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  return html`<section class="card"><p class="said">${words.text}</p>
<h2>${t('door.policy.amount')}</h2><p${words.amount === '' ? html` class="two"` : ''}>${words.amount === '' ? t('door.policy.amountMissing') : words.amount}</p>
${lines(t('door.policy.documents'), words.documents)}${lines(t('door.policy.steps'), words.steps, true)}${papersPart(look, address, card.papers ?? [])}
<dl>${row(t('door.policy.window'), words.window)}${row(t('door.policy.issuer'), card.issuer)}${row(t('door.policy.documentNo'), card.documentNo)}${row(t('door.policy.valid'), valid(look, card))}</dl>
${checkedAt === null ? '' : html`<p class="two">${t('door.policy.checked', { office: checkedByName, day: times.day(checkedAt) })}</p>`}
${card.phone === '' ? '' : html`<a class="btn" href="${tel(card.phone)}">${icon('phone')}${card.phone}</a>`}</section>`;
}

const pick = (name: string, value: string, label: string, isOn: boolean): Html =>
  html`<label class="pick"><input type="radio" name="${name}" value="${value}"${isOn ? html` checked` : ''}><span>${label}</span></label>`;

function question({ t, lang }: Look, fact: Fact, declared: Declared | undefined): Html {
  const [asked] = fact[lang];
  if (fact.kind === 'number')
    return html`<label for="${fact.key}"><b>${asked}</b></label><input class="box" id="${fact.key}" name="${fact.key}" inputmode="numeric" maxlength="3" value="${typeof declared === 'number' ? declared : ''}">`;
  const answers =
    fact.kind === 'choice'
      ? fact.answers.map((one) => pick(fact.key, one.value, one[lang], declared === one.value))
      : [
          pick(fact.key, 'yes', t('door.policy.yes'), declared === true),
          pick(fact.key, 'no', t('door.policy.no'), declared === false),
        ];
  return html`<fieldset><legend><b>${asked}</b></legend><div class="boxes">${answers}</div></fieldset>`;
}

const tones: Readonly<Record<Standing, 'ok' | 'late' | 'two'>> = { met: 'ok', 'not-met': 'late', 'not-told': 'two' };

/** POLICY-6 */
function reason(look: Look, weighed: Weighed): Html {
  const { t, lang } = look;
  if (weighed.kind !== 'one')
    return html`<li><b>${t(`door.policy.${weighed.kind}-of`)}</b><ul class="lines">${weighed.parts.map((part) => reason(look, part))}</ul></li>`;
  return html`<li>${conditionWords(weighed.condition, lang)} <b class="${tones[weighed.standing]}">${t(`door.policy.standing.${weighed.standing}`)}</b></li>`;
}

const outcomeTones: Readonly<Record<Outcome, 'ok' | 'late' | 'two'>> = { may: 'ok', 'may-not': 'late', open: 'two' };

function askPart(look: Look, address: string, rule: Rule, answers: Answers | undefined): Html {
  const { t, to } = look;
  const asked = answers === undefined ? undefined : askRule(rule, answers);
  return html`${
    asked === undefined
      ? ''
      : html`<section class="card" id="result" tabindex="-1" autofocus><h2 class="big ${outcomeTones[asked.outcome]}">${t(`door.policy.outcome.${asked.outcome}`)}</h2><ul class="lines">${reason(look, asked.weighed)}</ul></section>`
  }
<form class="card" id="form" method="post" action="${to(address)}"><h2>${t('door.policy.ask')}</h2><p class="two">${t('door.policy.notKept')}</p>
${factsOf(rule).map((fact) => question(look, fact, answers?.[fact.key]))}
<button class="btn main">${t('door.policy.see')}</button></form>`;
}

export const policyBody = (look: Look, address: string, policy: PlatePolicy, answers: Answers | undefined): Html =>
  html`${cardPart(look, address, policy)}${policy.card.rule === null ? '' : askPart(look, address, policy.card.rule, answers)}`;

/** What a form declares; a field that was left empty was not told. */
export function declaredIn(rule: Rule, field: (name: string) => string): Answers {
  const answers: Record<string, Declared> = {};
  for (const fact of factsOf(rule)) {
    const said = field(fact.key).normalize('NFKC').trim();
    if (fact.kind === 'number') {
      if (/^\d{1,3}$/.test(said) && Number(said) <= fact.most) answers[fact.key] = Number(said);
    } else if (fact.kind === 'choice') {
      if (fact.answers.some((one) => one.value === said)) answers[fact.key] = said;
    } else if (said === 'yes' || said === 'no') answers[fact.key] = said === 'yes';
  }
  return answers;
}
