// The rules of notices: an office speaks in its own name, for as long as it said.
import { expect, test } from 'vitest';
import { actorOf, applied, decide, idOf, type Loose, monday, officeOf } from '#tests/loaded.ts';
import { publishNotice, withdrawNotice } from './commands.ts';
import { isShown, noticeKind } from './rules.ts';

const records: Loose[] = [
  ['office', officeOf('village')],
  ['office', officeOf('township')],
];
const input = {
  notice: idOf('notice'),
  office: idOf('office village'),
  title: '停水',
  text: '周三上午检修停水',
  fromAt: monday,
  toAt: monday + 1000,
};

test('NOTICE-1 an office tells its own ground in its own name', () => {
  const notice = applied(noticeKind, undefined, decide(publishNotice, input, { actor: actorOf('village'), records }));
  expect(notice).toMatchObject({ ground: officeOf('village').ground, withdrawnAt: null });
  expect(() => decide(publishNotice, input, { actor: actorOf('township'), records })).toThrow('not-yours');
  expect(() => decide(publishNotice, { ...input, toAt: monday }, { actor: actorOf('village'), records })).toThrow(
    'notice-dates',
  );
  expect(() =>
    decide(withdrawNotice, { notice: notice.id }, { actor: actorOf('township'), records: [['notice', notice]] }),
  ).toThrow('not-yours');
});

test('NOTICE-2 shown from its first moment until its last, and never once withdrawn', () => {
  const notice = applied(noticeKind, undefined, decide(publishNotice, input, { actor: actorOf('village'), records }));
  expect([monday - 1, monday, monday + 999, monday + 1000].map((now) => isShown(notice, now))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const withdrawn = applied(
    noticeKind,
    notice,
    decide(withdrawNotice, { notice: notice.id }, { actor: actorOf('village'), records: [['notice', notice]] }),
  );
  expect(isShown(withdrawn, monday)).toBe(false);
  expect(() =>
    decide(withdrawNotice, { notice: notice.id }, { actor: actorOf('village'), records: [['notice', withdrawn]] }),
  ).toThrow('notice-withdrawn');
});
