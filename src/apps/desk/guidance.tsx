// The liaison officer's page at the desk.
import type { JSX } from 'preact';
import { nowMs } from '#look/clock.ts';
import { useAsk } from '#look/door.ts';
import { Note } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import type { Guidance } from '#modules/guidance/model.ts';
import { GuidanceView } from '#modules/guidance/ui/guidance-view.tsx';
import { words as guidanceZh } from '#modules/guidance/words.zh.ts';
import { hrefOf } from './route.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

joinWords({ zh: guidanceZh, en: () => import('#modules/guidance/words.en.ts') });

export function GuidanceScreen(): JSX.Element {
  const asked = useAsk<Guidance>('guidance.page', {}, ['case', 'post', 'office']);
  return (
    <>
      <header>
        <h1>{t('guidance.title')}</h1>
        <p class="zd-two">{t('guidance.text')}</p>
      </header>
      {asked.problem === undefined ? null : (
        <Note tone="bad" icon="alert-circle">
          {problemWord(asked.problem.code)}
        </Note>
      )}
      {asked.data === undefined ? null : (
        <GuidanceView
          guidance={asked.data}
          hrefOf={(matter) => hrefOf(['inbox', 'changed', matter])}
          now={nowMs.value}
        />
      )}
    </>
  );
}
