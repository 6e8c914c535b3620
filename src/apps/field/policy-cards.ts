// The policy cards of this ground, kept on the phone.
import type { PolicyCards } from '#modules/policy/model.ts';
import { keepAnswer } from './kept-answer.ts';

export const policyCards = keepAnswer<Required<PolicyCards>>('cards', 'policy.cards');
