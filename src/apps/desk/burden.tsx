// Requests to the grids and burdens, with the offices and townships of whoever sits at this desk.
import type { JSX } from 'preact';
import { useAsk } from '#look/door.ts';
import { joinWords, t } from '#look/words.ts';
import { BurdenScreen } from '#modules/burden/ui/desk-burden.tsx';
import type { AreaRow } from '#modules/territory/model.ts';
import { words as burdenZh } from '#modules/burden/words.zh.ts';
import { hasRole, session } from './session.ts';
import { problemWord } from './speak.ts';
import './speak-rooms.ts';

joinWords({ zh: burdenZh, en: () => import('#modules/burden/words.en.ts') });

const askers = ['township-officer', 'field-officer', 'department-officer', 'county-officer'];

export function Burdens(): JSX.Element {
  const posts = session.value?.posts ?? [];
  const tree = useAsk<AreaRow[]>('territory.tree', {}, ['area']).data ?? [];
  const asks = posts.filter((post) => askers.includes(post.role));
  return (
    <BurdenScreen
      reader={{
        asks: [...new Map(asks.map((post) => [post.office, post.officeName]))].map(([value, label]) => ({
          value,
          label,
        })),
        townships: tree.filter((area) => area.kind === 'township').map(({ id, name }) => ({ value: id, label: name })),
        decides: posts.filter((post) => post.role === 'township-officer').map((post) => post.ground),
        answers: hasRole('county-officer'),
      }}
      roleWord={(role) => t(`people.role.${role}`)}
      problem={problemWord}
    />
  );
}
