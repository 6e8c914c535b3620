// Reads the page aloud where the browser can; the page says everything without it.
(function () {
  const button = document.querySelector('[data-read]');
  const voice = window.speechSynthesis;
  if (!button || !voice || !window.SpeechSynthesisUtterance) return;
  const word = button.querySelector('span');
  const read = word.textContent;
  const quiet = function () {
    voice.cancel();
    word.textContent = read;
  };
  button.hidden = false;
  button.onclick = function () {
    if (voice.speaking) return quiet();
    button.hidden = true;
    const said = new SpeechSynthesisUtterance(document.querySelector('main').innerText);
    button.hidden = false;
    said.lang = document.documentElement.lang;
    said.rate = 0.9;
    said.onend = quiet;
    word.textContent = button.dataset.stop;
    voice.speak(said);
  };
  window.onpagehide = quiet;
})();
