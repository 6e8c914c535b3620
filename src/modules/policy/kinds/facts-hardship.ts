// What may be declared about hardship: allowances, income, illness, disability, misfortune. Data.
import { type Fact, yesNo } from './fact.ts';

export const hardship: readonly Fact[] = [
  yesNo(
    'dibao',
    ['家里吃低保吗', '家里吃低保', '家里不吃低保'],
    [
      'Does the home receive the subsistence allowance (dibao)',
      'Receives the subsistence allowance',
      'Does not receive the subsistence allowance',
    ],
  ),
  yesNo(
    'extreme',
    ['是特困供养的人吗', '是特困供养的人', '不是特困供养的人'],
    [
      'Is supported as a person in extreme difficulty',
      'Supported as a person in extreme difficulty',
      'Not supported as a person in extreme difficulty',
    ],
  ),
  yesNo(
    'monitored',
    ['是防返贫监测户吗', '是防返贫监测户', '不是防返贫监测户'],
    [
      'Is the home monitored against return to poverty',
      'Monitored against return to poverty',
      'Not monitored against return to poverty',
    ],
  ),
  yesNo(
    'once-poor',
    ['是脱贫户吗', '是脱贫户', '不是脱贫户'],
    ['Did the home leave poverty under the programme', 'A home that left poverty', 'Not a home that left poverty'],
  ),
  yesNo(
    'income-below',
    ['一家人平均的收入，低于县里的低保标准吗', '平均收入低于低保标准', '平均收入不低于低保标准'],
    [
      "Is the income per head below the county's allowance standard",
      'Income per head is below the standard',
      'Income per head is not below the standard',
    ],
  ),
  yesNo(
    'property-fits',
    ['家里的房、车、存款，没超过县里的规定吧', '家产没超过规定', '家产超过规定'],
    [
      "Do house, vehicles and savings stay within the county's rule",
      'Property stays within the rule',
      'Property goes beyond the rule',
    ],
  ),
  yesNo(
    'severe',
    ['有重度残疾或者重病吗', '有重度残疾或者重病', '没有重度残疾或者重病'],
    [
      'A severe disability or a serious illness',
      'A severe disability or a serious illness',
      'No severe disability or serious illness',
    ],
  ),
  yesNo(
    'no-income',
    ['没有别的收入来源，是吗', '没有收入来源', '有收入来源'],
    ['No source of income', 'No source of income', 'Has a source of income'],
  ),
  yesNo(
    'no-support',
    ['没有能养活他的亲人，是吗', '没有能养活他的亲人', '有能养活他的亲人'],
    [
      'Nobody who must and can support this person',
      'Nobody who can support this person',
      'Somebody can support this person',
    ],
  ),
  yesNo(
    'disabled',
    ['有残疾证吗', '有残疾证', '没有残疾证'],
    ['Holds a disability certificate', 'Holds a disability certificate', 'No disability certificate'],
  ),
  {
    kind: 'choice',
    key: 'disability-grade',
    zh: ['残疾证上是几级', '残疾等级', ''],
    en: ['Grade on the disability certificate', 'Disability grade', ''],
    answers: [
      { value: '1', zh: '一级', en: 'Grade 1' },
      { value: '2', zh: '二级', en: 'Grade 2' },
      { value: '3', zh: '三级', en: 'Grade 3' },
      { value: '4', zh: '四级', en: 'Grade 4' },
    ],
  },
  yesNo(
    'needs-care',
    ['平时要人照护吗', '平时要人照护', '平时不要人照护'],
    ['Needs care by others', 'Needs care by others', 'Does not need care by others'],
  ),
  yesNo(
    'sudden-fire',
    ['家里着了火、遭了灾吗', '家里着了火、遭了灾', '家里没着火、没遭灾'],
    ['Did a fire or a disaster hit the home', 'Hit by fire or disaster', 'Not hit by fire or disaster'],
  ),
  yesNo(
    'sudden-accident',
    ['家里有人出了事故吗', '家里有人出了事故', '家里没人出事故'],
    ['Did somebody of the home have an accident', 'An accident in the home', 'No accident in the home'],
  ),
  yesNo(
    'sudden-illness',
    ['家里有人得了急病、大病吗', '家里有人得了急病、大病', '家里没人得急病、大病'],
    [
      'A sudden or serious illness in the home',
      'A sudden or serious illness in the home',
      'No sudden or serious illness in the home',
    ],
  ),
  yesNo(
    'heavy-cost',
    ['有一笔花销，家里实在担不起吗', '有一笔家里担不起的花销', '没有家里担不起的花销'],
    [
      'Is there a cost that the home cannot bear',
      'A cost that the home cannot bear',
      'No cost that the home cannot bear',
    ],
  ),
  yesNo(
    'no-parents',
    ['爹妈都不在了，或者找不到了吗', '爹妈都不在或者找不到', '爹妈在'],
    ['Are both parents dead or missing', 'Both parents are dead or missing', 'A parent is there'],
  ),
  yesNo(
    'parents-cannot',
    ['爹妈在，可是没法养他吗', '爹妈没法养他', '爹妈能养他'],
    [
      'Are the parents there but unable to raise the child',
      'The parents cannot raise the child',
      'The parents can raise the child',
    ],
  ),
];
