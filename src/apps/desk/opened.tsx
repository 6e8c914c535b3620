// The matter that is opened beside the list: its page, who was told, and what its kind has of its own.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { CaseScreen } from '#modules/case/ui/desk-case.tsx';
import { words as tellingZh } from '#modules/telling/desk-words.zh.ts';
import { Told } from '#modules/telling/ui/desk-told.tsx';
import { address, filterOf, viewOf } from './inbox-address.ts';
import { joining } from './joining.ts';
import { laterPart } from './later.tsx';
import { hrefOf } from './route.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

joinWords(
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
  { zh: tellingZh, en: () => import('#modules/telling/desk-words.en.ts') },
);

const isQuarrel = (category: string): boolean => category.startsWith('D');
const MatterMediation = laterPart(() => import('./rooms/mediation-of.tsx').then((part) => part.MatterMediation));

export function Opened({ id }: { id: string }): JSX.Element {
  const view = viewOf();
  const filter = filterOf();
  return (
    <CaseScreen
      key={id}
      id={id}
      listHref={address(view, filter)}
      hrefOf={(other) => address(view, filter, other)}
      problem={problemWord}
      beside={<Told matter={id} />}
      ofKind={(page) =>
        isQuarrel(page.case.category) ? (
          <MatterMediation page={page} hrefOf={(one) => hrefOf(['mediation', one])} problem={problemWord} />
        ) : null
      }
      onJoin={(page) => {
        const self = {
          id: page.case.id,
          number: page.case.number,
          title: page.case.title,
          place: page.household?.place ?? '',
        };
        const near = page.similar.filter((one) => one.incident === null && one.mine);
        joining.value = { cases: [self, ...near], category: page.case.category, alike: true };
      }}
    />
  );
}
