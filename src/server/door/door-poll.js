// Casts a ballot from a household's page or with a slip: makes it here, has it signed unseen, and puts it into the urn without saying who brings it.
import { blind, finalize, fromBase64Url, hexOf, joined, newPrefix, toBase64Url } from './door-blind.js';

const form = document.querySelector('[data-poll]');
const { poll, key, signs, words } = form.dataset;
const jwk = JSON.parse(key);
const say = JSON.parse(words);
/** What is begun is kept for this voter alone: a phone may serve several. */
const kept = () => `zd-ballot-${poll}-${form.dataset.voter || (form.code && form.code.value)}`;

const show = (text, good) => {
  const box = form.querySelector('[data-said]');
  box.className = good ? 'card ok' : 'card wrong';
  box.hidden = false;
  box.firstChild.textContent = text;
  box.scrollIntoView({ block: 'center' });
  return box;
};

/** A fresh ballot: words, prefix and what hides them. It is kept on this phone until it lies in the urn, and then no longer. */
async function make(choice) {
  const bits = hexOf(crypto.getRandomValues(new Uint8Array(16)));
  const text = `zd-ballot-1|${poll}|${String(choice).padStart(2, '0')}|${bits}`;
  const prefix = newPrefix();
  const { blinded, unblind } = await blind(jwk, joined(prefix, new TextEncoder().encode(text)));
  const made = {
    words: text,
    prefix: toBase64Url(prefix),
    blinded: toBase64Url(blinded),
    unblind: unblind.toString(16),
  };
  localStorage.setItem(kept(), JSON.stringify(made));
  return made;
}

const messageOf = (made) => joined(fromBase64Url(made.prefix), new TextEncoder().encode(made.words));

async function post(address, body, credentials) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(address, { method: 'POST', credentials, headers, body: JSON.stringify(body) });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  throw Object.assign(new Error('refused'), { code: said.code || 'other', final: answer.status < 500 });
}

async function sign(made) {
  const { signed } = await post(
    signs,
    { blinded: made.blinded, csrf: form.dataset.csrf, code: form.code ? form.code.value : '' },
    'same-origin',
  );
  const signature = await finalize(jwk, messageOf(made), fromBase64Url(signed), BigInt(`0x${made.unblind}`));
  const done = { ...made, signature: toBase64Url(signature) };
  localStorage.setItem(kept(), JSON.stringify(done));
  return done;
}

/** No cookie goes along: the urn does not know who comes. */
async function cast({ prefix, words: text, signature }) {
  await post(`/poll/${poll}/cast`, { prefix, words: text, signature }, 'omit').catch((error) => {
    if (error.code !== 'ballot-known') throw error;
  });
}

const trackerOf = (text) =>
  String(BigInt(`0x${text.slice(-32, -20)}`) % BigInt(1e12))
    .padStart(12, '0')
    .replace(/(...)(?=.)/g, '$1 ');

async function vote(choice) {
  const before = JSON.parse(localStorage.getItem(kept()) || 'null');
  const made = before || (await make(choice));
  const signed = made.signature ? made : await sign(made);
  await cast(signed);
  localStorage.removeItem(kept());
  form.querySelector('[data-ask]').hidden = true;
  show(say.done, true).querySelector('[data-tracker]').textContent = trackerOf(signed.words);
}

function refused(error) {
  // What was not given stays to be tried again; what will never be given leaves nothing of the choice on this phone.
  if (error.final && error.code !== 'too-many') localStorage.removeItem(kept());
  show(say[error.code] || (error.final ? say.other : say.again), false);
}

let busy = false;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const picked = form.querySelector('[name=choice]:checked');
  if (busy) return;
  if (!picked) return show(say.pick, false);
  busy = true;
  void vote(Number(picked.value))
    .catch(refused)
    .then(() => {
      busy = false;
    });
});

// A page that is not reached by https has no cryptography, nor has a very old browser; it goes on showing the way on paper.
if (window.crypto && crypto.subtle && window.BigInt) {
  form.querySelector('[data-ask]').hidden = false;
  document.querySelector('[data-paper]').hidden = true;
  const waiting = form.dataset.voter && JSON.parse(localStorage.getItem(kept()) || 'null');
  // The choice of a ballot that was begun here stands; only its way to the urn was cut.
  if (waiting) {
    const at = Number(waiting.words.split('|')[2]);
    form.querySelectorAll('[name=choice]').forEach((box) => {
      box.checked = Number(box.value) === at;
      box.disabled = Number(box.value) !== at;
    });
    show(say.begun, false);
  }
}
