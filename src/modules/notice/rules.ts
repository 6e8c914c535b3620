// How a notice is published and withdrawn (NOTICE rules).
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Notice } from './model.ts';

export const noticeKind: RecordKind<Notice> = {
  kind: 'notice',
  apply(notice, fact) {
    if (fact.name === 'notice.published') return { ...fact.data, withdrawnAt: null, id: fact.id, version: 1 };
    if (!notice) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    if (fact.name === 'notice.withdrawn') return { ...notice, withdrawnAt: fact.data.at, version: notice.version + 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** NOTICE-2: shown from its first moment until its last, and never once withdrawn. */
export const isShown = (notice: Notice, now: number): boolean =>
  notice.fromAt <= now && (notice.toAt === null || now < notice.toAt) && notice.withdrawnAt === null;
