// A page with all parts as whole screens, for looking at them: ?scene= & ?look=light|dark|sun & ?elder & ?lang=.
import { type JSX, render } from 'preact';
import './gallery.css';
import { deskScenes } from './gallery-desk.tsx';
import { phoneScenes } from './gallery-phone.tsx';
import { applyTheme, elder, theme, themes } from './theme.ts';
import { startWords } from './words.ts';

const asked = new URLSearchParams(location.search);
const scenes: Record<string, () => JSX.Element> = { ...phoneScenes, ...deskScenes };

function List(): JSX.Element {
  return (
    <ul class="p-4">
      {Object.keys(scenes).map((name) => (
        <li key={name}>
          <a class="zd-button zd-button-text" href={`?scene=${name}`}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

theme.value = themes.find((one) => one === asked.get('look')) ?? 'light';
elder.value = asked.has('elder');
applyTheme();
await startWords();
const Scene = scenes[asked.get('scene') ?? ''] ?? List;
render(<Scene />, document.getElementById('app') ?? document.body);
