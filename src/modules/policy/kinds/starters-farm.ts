// Cards to start from about land, crops and work for wages.
import type { Starter } from './starters.ts';

export const farmStarters: readonly Starter[] = [
  {
    code: 'farmland-subsidy',
    issuer: '县农业农村局、县财政局',
    zh: {
      title: '耕地地力保护补贴',
      text: '有承包地、还当耕地种着的人家，每年按亩数补一次，钱打到一卡通。改成养殖场、林地、盖了房的地不补，长年撂荒的也不补。名单先在村里公示，有不对的当时就说。',
      documents: ['承包合同或者承包证', '户主身份证', '一卡通存折'],
      steps: ['村里登记亩数', '看村里的公示，不对就提', '钱打到一卡通，留意短信'],
      window: '村委会；乡农业农村综合服务中心',
    },
    en: {
      title: 'Farmland fertility subsidy',
      text: 'Homes with contracted land that is still farmed get a subsidy by area once a year, paid to the farm card. Land turned into livestock yards, forest or buildings gets none, nor does land that lay idle for long. The list is put up in the village first: say at once what is wrong.',
      documents: [
        'Contract or title of the land',
        'Identity card of the head of the home',
        'Passbook of the farm card',
      ],
      steps: [
        'The village notes the area',
        'Read the list in the village and object if it is wrong',
        'The money goes to the farm card',
      ],
      window: 'Village office; township agricultural service centre',
    },
    rule: {
      all: [
        { fact: 'has-land', op: 'is', value: true },
        { not: { fact: 'land-changed', op: 'is', value: true } },
        { not: { fact: 'land-idle', op: 'is', value: true } },
      ],
    },
  },
  {
    code: 'farm-support',
    issuer: '县农业农村局',
    zh: {
      title: '农机、良种和农业保险补贴',
      text: '种地、养牲口的人家，买目录里的农机能补一部分；种目录里的良种、玉米、大豆有补；投农业保险，保费大头由财政出，遭了灾能赔。',
      documents: ['身份证、一卡通', '买农机的发票', '种植面积，村里能证明'],
      steps: ['买农机前先问在不在目录里', '种植面积报给村里', '遭了灾先拍照，当天报给保险公司'],
      window: '村委会；乡农业农村综合服务中心；保险公司代办点',
    },
    en: {
      title: 'Machines, seed and crop insurance',
      text: 'Homes that farm or keep animals get part of the price of machines of the catalogue, support for seed, maize and soybean of the catalogue, and most of the premium of agricultural insurance, which pays after a disaster.',
      documents: ['Identity card, farm card', 'Invoice of the machine', 'Area sown, which the village can confirm'],
      steps: [
        'Ask whether the machine is in the catalogue before buying',
        'Tell the village the area sown',
        'After a disaster take pictures and tell the insurer the same day',
      ],
      window: 'Village office; township agricultural service centre; agent of the insurer',
    },
    rule: {
      all: [
        { fact: 'farms', op: 'is', value: true },
        {
          any: [
            { fact: 'machine', op: 'is', value: true },
            { fact: 'good-seed', op: 'is', value: true },
            { fact: 'crop-insured', op: 'is', value: true },
          ],
        },
      ],
    },
  },
  {
    code: 'unpaid-wages',
    issuer: '县人力资源和社会保障局',
    zh: {
      title: '农民工讨薪',
      text: '给人干活，工钱被拖着不给，可以告。头一个接待您的单位要管到底，不能推。打电话、上门、网上都行，不收钱。',
      documents: ['身份证', '合同、工资条、欠条、记工本、聊天记录，有啥带啥', '老板和工地的名字、电话'],
      steps: ['先打电话或者上门投诉', '劳动监察的人去查', '查不清的，可以申请仲裁，也能申请法律援助'],
      window: '县劳动保障监察大队；乡便民服务中心人社窗口',
    },
    en: {
      title: 'Wages that were not paid',
      text: 'Who worked and was not paid may complain. The first office that is asked is responsible and may not send anybody away. By telephone, in person or online, free of charge.',
      documents: [
        'Identity card',
        'Contract, pay slips, notes of debt, work records, chats: whatever there is',
        'Name and telephone of the employer and the site',
      ],
      steps: [
        'Complain by telephone or in person',
        'The labour inspectors look into it',
        'If it stays unclear, ask for arbitration and legal aid',
      ],
      window: 'County labour inspection; labour window of the township service centre',
    },
    rule: {
      all: [
        { fact: 'paid-work', op: 'is', value: true },
        { fact: 'wages-unpaid', op: 'is', value: true },
      ],
    },
  },
  {
    code: 'legal-aid',
    issuer: '县司法局',
    zh: {
      title: '法律援助和司法救助',
      text: '有官司、要调解、要仲裁，家里困难请不起律师的，可以申请免费的律师。讨工钱、干活受伤的，不看家里困难不困难。',
      documents: ['身份证', '跟这件事有关的材料', '低保、特困、监测户的证，有的话带上'],
      steps: ['到司法所或者法律援助中心申请', '也可以打 12348 先问', '批了以后，安排律师帮您'],
      window: '乡司法所；县法律援助中心',
    },
    en: {
      title: 'Legal aid and judicial relief',
      text: 'Who has a lawsuit, a mediation or an arbitration and cannot afford a lawyer may ask for one free of charge. For unpaid wages and injuries at work hardship is not asked about.',
      documents: ['Identity card', 'Papers of the matter', 'Proof of an allowance, if there is one'],
      steps: [
        'Apply at the justice office or the legal aid centre',
        'Or call 12348 and ask first',
        'Once it is granted a lawyer is named',
      ],
      window: 'Township justice office; county legal aid centre',
    },
    rule: {
      all: [
        { fact: 'legal-matter', op: 'is', value: true },
        {
          any: [
            { fact: 'dibao', op: 'is', value: true },
            { fact: 'extreme', op: 'is', value: true },
            { fact: 'monitored', op: 'is', value: true },
            { fact: 'wages-unpaid', op: 'is', value: true },
            { fact: 'hurt-at-work', op: 'is', value: true },
          ],
        },
      ],
    },
  },
];
