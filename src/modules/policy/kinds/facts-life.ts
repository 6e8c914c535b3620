// What may be declared about a person, land, work, house and hospital. Data.
import { type Fact, yesNo } from './fact.ts';

export const people: readonly Fact[] = [
  {
    kind: 'number',
    key: 'age',
    most: 120,
    zh: ['这个人今年多大', '岁数', ''],
    en: ['How old is this person', 'Age', ''],
  },
  yesNo(
    'hukou-here',
    ['户口在本县吗', '户口在本县', '户口不在本县'],
    ['Registered (hukou) in this county', 'Registered in this county', 'Not registered in this county'],
  ),
  yesNo(
    'residence-permit',
    ['有本县的居住证吗', '有本县的居住证', '没有本县的居住证'],
    [
      'Holds a residence permit of this county',
      'Holds a residence permit of this county',
      'No residence permit of this county',
    ],
  ),
  yesNo(
    'employee-scheme',
    ['单位给上职工医保吗', '上着职工医保', '没上职工医保'],
    [
      'Is in the medical insurance of an employer',
      'In the medical insurance of an employer',
      'Not in the medical insurance of an employer',
    ],
  ),
  yesNo(
    'employee-pension',
    ['上着职工养老保险吗', '上着职工养老保险', '没上职工养老保险'],
    [
      'Is in the pension scheme of an employer',
      'In the pension scheme of an employer',
      'Not in the pension scheme of an employer',
    ],
  ),
  yesNo('student', ['还在上学吗', '还在上学', '不在上学'], ['Still at school', 'Still at school', 'Not at school']),
  yesNo(
    'vocational',
    ['在念中职、高职吗', '在念中职、高职', '不在念中职、高职'],
    [
      'Is at a vocational school or college',
      'At a vocational school or college',
      'Not at a vocational school or college',
    ],
  ),
  yesNo(
    'insured-paid',
    ['今年的居民医保交了吗', '今年的居民医保交了', '今年的居民医保没交'],
    [
      "Has paid this year's resident medical insurance",
      "This year's resident medical insurance is paid",
      "This year's resident medical insurance is not paid",
    ],
  ),
];

export const doings: readonly Fact[] = [
  yesNo(
    'in-hospital',
    ['住院了吗', '住院了', '没住院'],
    ['Was it a stay in hospital', 'A stay in hospital', 'No stay in hospital'],
  ),
  yesNo(
    'designated',
    ['是医保定点医院吗', '是医保定点医院', '不是医保定点医院'],
    ['Is the hospital one of the insurance', 'A hospital of the insurance', 'Not a hospital of the insurance'],
  ),
  yesNo(
    'near-hospital',
    ['是在本县住的院吗', '在本县住的院', '不在本县住的院'],
    ['Was it in a hospital of this county', 'In a hospital of this county', 'Not in a hospital of this county'],
  ),
  yesNo(
    'referred',
    ['去外地看病前，转诊或者备案了吗', '去外地前转诊或者备案了', '去外地前没转诊、没备案'],
    [
      'Was it referred or filed before going elsewhere',
      'Referred or filed before going elsewhere',
      'Neither referred nor filed before going elsewhere',
    ],
  ),
  yesNo(
    'has-land',
    ['有承包地，有合同或者证吗', '有承包地，有合同或者证', '没有承包地的合同和证'],
    ['Holds contracted farmland with a contract or title', 'Holds contracted farmland', 'Holds no contracted farmland'],
  ),
  yesNo(
    'land-changed',
    ['地改成了养殖场、林地或者盖了房吗', '地改了别的用处', '地没改别的用处'],
    [
      'Was the land turned to livestock, forest or building',
      'The land is used for something else',
      'The land is still farmland',
    ],
  ),
  yesNo(
    'land-idle',
    ['地撂荒很久了吗', '地撂荒很久了', '地没撂荒'],
    ['Has the land lain idle for long', 'The land has lain idle', 'The land is farmed'],
  ),
  yesNo(
    'farms',
    ['自己种地或者养牲口吗', '自己种地或者养牲口', '不种地、不养牲口'],
    ['Grows crops or keeps animals', 'Grows crops or keeps animals', 'Neither grows crops nor keeps animals'],
  ),
  yesNo(
    'machine',
    ['买了目录里的农机吗', '买了目录里的农机', '没买目录里的农机'],
    ['Bought a machine of the catalogue', 'Bought a machine of the catalogue', 'Bought no machine of the catalogue'],
  ),
  yesNo(
    'good-seed',
    ['种了补贴目录里的良种、玉米或者大豆吗', '种了目录里的良种、玉米或者大豆', '没种目录里的作物'],
    [
      'Sowed seed, maize or soybean of the catalogue',
      'Sowed a crop of the catalogue',
      'Sowed no crop of the catalogue',
    ],
  ),
  yesNo(
    'crop-insured',
    ['投了农业保险，或者打算投吗', '投了或者打算投农业保险', '不投农业保险'],
    ['Has or wants agricultural insurance', 'Has or wants agricultural insurance', 'Wants no agricultural insurance'],
  ),
  yesNo(
    'only-house',
    ['这是家里唯一的房吗', '是家里唯一的房', '家里还有别的房'],
    ['Is it the only house of the home', 'The only house of the home', 'The home has another house'],
  ),
  {
    kind: 'choice',
    key: 'house-grade',
    zh: ['房子鉴定是哪一级', '房子等级', ''],
    en: ['Grade of the house by the survey', 'Grade of the house', ''],
    answers: [
      { value: 'A', zh: 'A 级，安全', en: 'A, safe' },
      { value: 'B', zh: 'B 级，基本安全', en: 'B, mostly safe' },
      { value: 'C', zh: 'C 级，局部危险', en: 'C, partly unsafe' },
      { value: 'D', zh: 'D 级，整栋危险', en: 'D, unsafe' },
    ],
  },
  yesNo(
    'paid-work',
    ['给人打工挣钱吗', '给人打工挣钱', '没给人打工'],
    ['Works for wages', 'Works for wages', 'Does not work for wages'],
  ),
  yesNo(
    'wages-unpaid',
    ['工钱被拖着没给吗', '工钱被拖着没给', '工钱没被拖欠'],
    ['Are wages owed', 'Wages are owed', 'No wages are owed'],
  ),
  yesNo(
    'hurt-at-work',
    ['是干活受的伤吗', '干活受了伤', '不是干活受的伤'],
    ['Was somebody hurt at work', 'Hurt at work', 'Not hurt at work'],
  ),
  yesNo(
    'legal-matter',
    ['要打官司、要调解、要仲裁吗', '有官司、调解或者仲裁要办', '没有官司要办'],
    ['Is there a lawsuit, mediation or arbitration', 'A legal matter to deal with', 'No legal matter'],
  ),
];
