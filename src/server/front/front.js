// In the demo: rooms open in the two windows beside each other, and the strip follows the story. Without it the page still works.
const forms = document.querySelectorAll('form[data-window]');

/** On a wide screen a room opens in its window; on a narrow one it takes the whole page. */
function followWidth() {
  const wide = window.matchMedia('(min-width: 1000px)');
  const show = () => {
    document.body.classList.toggle('framed', wide.matches);
    for (const form of forms) {
      if (wide.matches) form.target = form.dataset.window;
      else form.removeAttribute('target');
    }
  };
  show();
  wide.addEventListener('change', show);
}

function markOpen(form) {
  const name = form.dataset.window;
  for (const one of forms) if (one.dataset.window === name) one.classList.toggle('open', one === form);
  document.querySelector(`iframe[name="${name}"]`).parentNode.classList.add('used');
}

const store = 'zd-story';
let since = Number(sessionStorage.getItem(store));
const items = [...document.querySelectorAll('[data-step]')];
const next = document.querySelector('.next');
const again = document.querySelector('.again');

function draw(reached) {
  const first = items.find((item) => !reached.includes(item.dataset.step));
  for (const item of items) {
    item.classList.toggle('done', reached.includes(item.dataset.step));
    item.classList.toggle('now', item === first);
    if (item === first) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  }
  const words = first ? next.dataset.next + first.dataset.hint : next.dataset.done;
  if (next.textContent !== words) next.textContent = words;
  for (const form of forms) form.classList.toggle('turn', form.dataset.room === first?.dataset.room);
  again.hidden = reached.length === 0;
}

/** The story begins at the first look of this window, by the server's clock. */
async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(`/demo/progress?since=${since || 1}`, { cache: 'no-store' });
    const progress = await answer.json();
    if (since) return draw(progress.reached);
    since = progress.now;
    sessionStorage.setItem(store, String(since));
    draw([]);
  } catch {
    // Not there for a moment: the next look comes soon.
  }
}

/** On a wide screen nobody begins before two empty frames: the story's first phone and a desk stand open. */
function openFirst() {
  if (!document.body.classList.contains('framed')) return;
  for (const room of ['worker', 'township']) document.querySelector(`form[data-room="${room}"]`)?.requestSubmit();
}

followWidth();
for (const form of forms) form.addEventListener('submit', () => markOpen(form));
openFirst();
again.onclick = () => {
  since = 0;
  void look();
};
void look();
setInterval(() => void look(), 2500);
