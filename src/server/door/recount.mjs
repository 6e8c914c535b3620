#!/usr/bin/env node
// Counts a poll again, by anybody: reads its board, checks every signature with the poll's own key, counts. In a browser by the page that loads it, on a desk with `node recount.mjs board.json`, the board's address or the file that was fetched from it.

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
const shape = /^zd-ballot-1\|([0-9a-f-]{36})\|(\d\d)\|([0-9a-f]{32})$/;

const sum = (figures) => figures.reduce((all, one) => all + one, 0);

async function digestOf(ballots) {
  const lines = ballots.map(({ prefix, words, signature }) => `${prefix} ${words} ${signature}\n`).join('');
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What is wrong with one ballot, beside the others that were read before it; undefined when it counts. */
async function faultOf(ballot, { poll, key, choices, seen }) {
  const [, named, choice] = shape.exec(ballot.words) ?? [];
  if (named !== poll) return 'another poll';
  if (Number(choice) >= choices) return 'no such answer';
  if (seen.has(ballot.words)) return 'twice on the board';
  seen.add(ballot.words);
  const message = Uint8Array.of(...bytesOf(ballot.prefix), ...new TextEncoder().encode(ballot.words));
  const how = { name: 'RSA-PSS', saltLength: 48 };
  return (await crypto.subtle.verify(how, key, bytesOf(ballot.signature), message)) ? undefined : 'not signed by this poll';
}

/**
 * @param {any} board what `/poll/…/board.json` answers
 * @returns {Promise<{ counted: number[], faults: string[], digest: string }>} ballots for each answer, paper not among them
 */
export async function recount(board) {
  const { poll, choices, ballots, count } = board;
  const jwk = { kty: 'RSA', n: board.key.n, e: board.key.e, ext: true };
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-384' }, false, ['verify']);
  const seen = new Set();
  const counted = choices.map(() => 0);
  const faults = [];
  for (const [at, ballot] of ballots.entries()) {
    const fault = await faultOf(ballot, { poll, key, choices: choices.length, seen });
    if (fault) faults.push(`line ${at + 1}: ${fault}`);
    else counted[Number(ballot.words.split('|')[2])] += 1;
  }
  const { urn, paper, blank, given, digest } = count;
  if (counted.some((one, at) => one !== urn[at])) faults.push(`the county says ${urn.join(', ')}`);
  if (sum(counted) > given.page + given.slip) faults.push(`${sum(counted)} ballots, ${given.page + given.slip} given out`);
  if (sum(paper) + blank > given.paper) faults.push(`${sum(paper) + blank} on paper, ${given.paper} given out`);
  const now = await digestOf(ballots);
  if (now !== digest) faults.push('the board is not the one that was counted');
  return { counted, faults, digest: now };
}

const words = {
  en: (n) => [`${n.good} ballots checked, ${n.bad} do not count, ${n.paper} on paper`, 'digest', 'everything agrees'],
  zh: (n) => [`查了 ${n.good} 张票，${n.bad} 张不算，另有纸票 ${n.paper} 张`, '指纹', '全都对上了'],
};

/** The result in lines. */
export async function told(board, lang = 'en') {
  const { counted, faults, digest } = await recount(board);
  const good = sum(counted);
  const [all, mark, agrees] = words[lang]({ good, bad: board.ballots.length - good, paper: sum(board.count.paper) });
  return [
    board.title,
    ...board.choices.map((choice, at) => `${counted[at]} + ${board.count.paper[at]}  ${choice}`),
    all,
    `${mark} ${digest}`,
    ...(faults.length === 0 ? [`✓ ${agrees}`] : faults.map((fault) => `✗ ${fault}`)),
  ];
}

if (typeof document === 'undefined') {
  const address = process.argv[2];
  if (address && import.meta.url.endsWith(process.argv[1]?.split('/').at(-1) ?? ' ')) {
    const fetched = /^(https?|data):/.test(address)
      ? await fetch(address)
      : new Response(await (await import('node:fs/promises')).readFile(address));
    const lines = await told(await fetched.json());
    console.log(lines.join('\n'));
    process.exitCode = lines.some((line) => line.startsWith('✗')) ? 1 : 0;
  }
} else {
  const box = document.querySelector('[data-recount]');
  if (box) {
    const board = await (await fetch(box.dataset.recount)).json();
    box.textContent = (await told(board, document.documentElement.lang.startsWith('zh') ? 'zh' : 'en')).join('\n');
  }
}
