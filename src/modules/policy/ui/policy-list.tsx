// A list of policy cards with its search, for phone and desk.
import type { JSX } from 'preact';
import { Card, Empty, Field, ListRow } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { type Findable, findPolicies } from '../rules.ts';
import { cardLang } from './card-view.tsx';

/** The first sentence: enough to know whether to open it. */
export const opening = (card: Findable['card']): string => card[cardLang()].text.split(/(?<=[。.])/)[0] ?? '';

export function PolicyList<P extends Findable & { readonly id: string }>(props: {
  policies: readonly P[];
  typed: string;
  onType: (typed: string) => void;
  hrefOf: (policy: P) => string;
  noteOf?: (policy: P) => string;
}): JSX.Element {
  const { policies, typed, onType, hrefOf, noteOf } = props;
  if (policies.length === 0)
    return <Empty icon="books" tone="calm" title={t('policy.none')} text={t('policy.noneText')} />;
  const found = findPolicies(policies, typed);
  return (
    <>
      <Field
        type="search"
        icon="search"
        label={t('policy.find')}
        placeholder={t('policy.findHint')}
        value={typed}
        onInput={onType}
      />
      {found.length === 0 ? (
        <Empty icon="search" tone="calm" title={t('policy.noMatch')} text={t('policy.noMatchText')} />
      ) : (
        <Card list>
          {found.map((policy) => {
            const words = policy.card[cardLang()];
            return (
              <ListRow
                key={policy.id}
                icon="file-text"
                tone="calm"
                href={hrefOf(policy)}
                title={words.title}
                text={noteOf?.(policy) ?? opening(policy.card)}
              />
            );
          })}
        </Card>
      )}
    </>
  );
}
