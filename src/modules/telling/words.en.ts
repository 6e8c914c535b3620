// Words of messages that desk and phone share, in English.
import type { words as zh } from './words.zh.ts';

export const words: Record<keyof typeof zh, string> = {
  'telling.title': 'Messages',
  'telling.none': 'No messages',
  'telling.noneText': 'New ones appear by themselves.',
  'telling.number': 'No. {number}',
  'telling.inbox.new': 'Came to you',
  'telling.inbox.carry': 'There is an answer: carry it to the door',
  'telling.inbox.help': 'A grid worker asks for help',
  'telling.inbox.called': 'The township calls you to come',
  'telling.inbox.supervised': 'This matter is under supervision',
  'telling.inbox.near': 'Due soon',
  'telling.inbox.overdue': 'Overdue',
  'telling.inbox.overdueAbove': 'An office below is overdue: look into it',
  'telling.inbox.call-back': 'The household was told three days ago: call back',
  'telling.inbox.review': 'A suspended matter is to be looked at tomorrow',
  'telling.inbox.digest': 'Today: {open} open, {untaken} not taken, {dueToday} due today, {overdue} overdue',
  'telling.phone.text': 'From the matters on this phone; also there without coverage.',
};
