// The papers of a card: each by its name, with its kind and size.
import type { JSX } from 'preact';
import { Card, ListRow } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Paper } from '../model.ts';
import { sizeOf } from '../rules.ts';

export function Papers(props: {
  papers: readonly Paper[] | undefined;
  /** Why one is not to be had. */
  awayOf?: (attachment: string) => string | undefined;
  hrefOf?: (attachment: string) => string;
  onOpen?: (paper: Paper) => void;
}): JSX.Element | null {
  const { papers = [], awayOf, hrefOf, onOpen } = props;
  if (papers.length === 0) return null;
  return (
    <Card list label={t('policy.papers')}>
      {papers.map((paper) => {
        const away = awayOf?.(paper.attachment);
        return (
          <ListRow
            key={paper.attachment}
            icon={paper.kind === 'picture' ? 'photo' : 'file-text'}
            tone={away === undefined ? 'act' : 'wait'}
            title={paper.title}
            text={away ?? t(`policy.paper.${paper.kind}`, { size: sizeOf(paper) })}
            {...(hrefOf && away === undefined ? { href: hrefOf(paper.attachment) } : {})}
            {...(onOpen ? { onClick: () => onOpen(paper) } : {})}
          />
        );
      })}
    </Card>
  );
}
