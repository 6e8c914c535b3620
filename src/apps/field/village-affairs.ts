// What the village elects and talks over, kept on the phone (ELECT-22, PROPOSAL-15).
import type { VillageAffairs } from '#modules/proposal/model.ts';
import { keepAnswer } from './kept-answer.ts';

export const affairs = keepAnswer<VillageAffairs>('village', 'village.affairs');
