// The rules of questions: who answers, about what, from which notice, and where a question goes.
import { expect, test } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import type { Notice } from '#modules/notice/model.ts';
import { actorOf, applied, decide, grounds, homeOf, idOf, type Loose, monday } from '#tests/loaded.ts';
import { answerQuestion, followHome } from './commands.ts';
import type { Question } from './model.ts';
import { findTopic, questionKind, topicCodes } from './rules.ts';
import { fitting } from './ui/question-form.tsx';

const notice: Notice = {
  id: idOf('notice'),
  ground: grounds.village,
  version: 1,
  title: '医保缴费',
  text: '2027 年医保每人 400 元，12 月 20 日前到村代办点缴。',
  office: idOf('office village'),
  fromAt: monday - 1000,
  toAt: monday + 1000,
  withdrawnAt: null,
};
const said = {
  question: idOf('question'),
  household: idOf('home'),
  topic: 'S3',
  text: '医保啥时候交',
  answer: '12 月 20 日前，每人 400 元',
};
const answering = (more: object = {}, actor: Actor = actorOf('level2'), one: Notice = notice, at = monday): Question =>
  applied(
    questionKind,
    undefined,
    decide(
      answerQuestion,
      { ...said, ...more },
      {
        actor,
        records: [
          ['household', homeOf()],
          ['notice', one],
        ] as Loose[],
        at,
        now: monday + 3000,
      },
    ),
  );

test('QUESTION-1 answered by whoever serves the home, in the name of the nearest post, both together', () => {
  expect(answering()).toMatchObject({
    office: idOf('office level2'),
    ground: grounds.grid,
    claimedAt: monday,
    text: said.text,
    answer: said.answer,
  });
  for (const who of ['level1', 'liaison', 'village'] as const) expect(answering({}, actorOf(who)).version).toBe(1);
  for (const who of ['keeper', 'township', 'water', 'centre'] as const)
    expect(() => answering({}, actorOf(who))).toThrow('not-yours');
});

test('QUESTION-2 about what the catalogue calls a question, and answered at once', () => {
  for (const code of topicCodes) expect(findTopic(code)?.severity).toBe('C');
  expect(() => answering({ topic: 'W1' })).toThrow('question-topic');
  expect(() => answering({ answer: '' })).toThrow();
});

test('QUESTION-3 an answer rests on a notice that was shown here when it was given', () => {
  const named = { notice: notice.id };
  expect(answering(named).notice).toBe(notice.id);
  const withdrawn = { ...notice, withdrawnAt: monday + 500 };
  expect(answering(named, actorOf('level2'), withdrawn).notice).toBe(notice.id);
  expect(() => answering(named, actorOf('level2'), withdrawn, monday + 600)).toThrow('question-notice');
  expect(() => answering(named, actorOf('level2'), { ...notice, ground: grounds.elsewhere })).toThrow(
    'question-notice',
  );
  expect(() => answering(named, actorOf('level2'), notice, monday + 2000)).toThrow('question-notice');
});

test('QUESTION-4 it goes with its home', () => {
  const jobs: Actor = { ...actorOf('level1'), person: null, posts: [], standing: 'service', service: 'jobs' };
  const records: Loose[] = [
    ['household', homeOf({ ground: grounds.elsewhere })],
    ['question', answering()],
  ];
  const facts = decide(followHome, { household: said.household }, { actor: jobs, records });
  expect(applied(questionKind, answering(), facts).ground).toBe(grounds.elsewhere);
  expect(facts[0]?.data.leftGround).toBe(grounds.grid);
  expect(() => decide(followHome, { household: said.household }, { actor: actorOf('level2'), records })).toThrow(
    'not-yours',
  );
});

test('QUESTION-3 the notices that speak of it stand first, and none where nothing fits', () => {
  const water = { ...notice, id: idOf('water'), title: '停水', text: '周三上午检修停水。' };
  expect(fitting([water, notice], { topic: 'S3', text: '今年医保缴费多少' }).map((one) => one.title)).toEqual([
    '医保缴费',
  ]);
  expect(fitting([water, notice], { topic: 'A6', text: '旋耕机哪里租' })).toEqual([]);
});
