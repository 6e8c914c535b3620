// In the demo: rooms open in the two windows beside each other, and the strip follows the story. Without it the page still works.
(function () {
  var wide = window.matchMedia('(min-width: 1000px)');
  var forms = document.querySelectorAll('form[data-window]');
  var show = function () {
    document.body.classList.toggle('framed', wide.matches);
    forms.forEach(function (form) {
      if (wide.matches) form.target = form.dataset.window;
      else form.removeAttribute('target');
    });
  };
  show();
  wide.addEventListener('change', show);
  forms.forEach(function (form) {
    form.addEventListener('submit', function () {
      forms.forEach(function (one) {
        if (one.dataset.window === form.dataset.window) one.classList.toggle('open', one === form);
      });
      var frame = document.querySelector('iframe[name="' + form.dataset.window + '"]');
      frame.parentNode.classList.add('used');
    });
  });

  var store = 'zd-story';
  var since = Number(sessionStorage.getItem(store));
  var items = Array.prototype.slice.call(document.querySelectorAll('[data-step]'));
  var next = document.querySelector('.next');
  var again = document.querySelector('.again');
  var draw = function (reached) {
    var first = null;
    items.forEach(function (item) {
      var done = reached.indexOf(item.dataset.step) >= 0;
      item.classList.toggle('done', done);
      item.classList.remove('now');
      item.removeAttribute('aria-current');
      if (!done && !first) first = item;
    });
    if (first) {
      first.classList.add('now');
      first.setAttribute('aria-current', 'step');
    }
    var words = first ? next.dataset.next + '：' + first.dataset.hint : next.dataset.done;
    if (next.textContent !== words) next.textContent = words;
    forms.forEach(function (form) {
      form.classList.toggle('turn', !!first && form.dataset.room === first.dataset.room);
    });
    again.hidden = reached.length === 0;
  };
  var look = function () {
    if (document.hidden) return;
    fetch('/demo/progress' + (since ? '?since=' + since : '?since=1'), { cache: 'no-store' })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (progress) {
        if (!since) {
          since = progress.now;
          sessionStorage.setItem(store, String(since));
          return draw([]);
        }
        draw(progress.reached);
      })
      .catch(function () {});
  };
  again.onclick = function () {
    since = 0;
    look();
  };
  look();
  setInterval(look, 2500);
})();
