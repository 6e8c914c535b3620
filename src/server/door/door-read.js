// Reads the page aloud where the browser can; the page says everything without it.
(function () {
  var button = document.querySelector('[data-read]');
  var voice = window.speechSynthesis;
  if (!button || !voice || !window.SpeechSynthesisUtterance) return;
  var word = button.querySelector('span');
  var read = word.textContent;
  var quiet = function () {
    voice.cancel();
    word.textContent = read;
  };
  button.hidden = false;
  button.onclick = function () {
    if (voice.speaking) return quiet();
    button.hidden = true;
    var said = new SpeechSynthesisUtterance(document.querySelector('main').innerText);
    button.hidden = false;
    said.lang = document.documentElement.lang;
    said.rate = 0.9;
    said.onend = quiet;
    word.textContent = button.dataset.stop;
    voice.speak(said);
  };
  window.onpagehide = quiet;
})();
