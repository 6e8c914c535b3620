// Cards to start from about social assistance.
import type { Starter } from './starters.ts';

export const helpStarters: readonly Starter[] = [
  {
    code: 'dibao',
    issuer: '县民政局',
    zh: {
      title: '最低生活保障（低保）',
      text: '一起过日子的一家人，平均收入低于县里的标准，家产也没超过规定，可以申请。有重度残疾或者重病的，可以按一个人申请。乡里来家里看、问邻居、查数据，在村里公示，县民政局定。不给的要写明理由。',
      documents: ['全家的户口本、身份证', '收入和家产的材料', '残疾证、病历，有的话带上'],
      steps: [
        '到乡里申请，村里可以代办',
        '乡里到家里看，在村里公示',
        '县民政局定，不批要书面说理由',
        '家里有变化，要说一声',
      ],
      window: '乡便民服务中心民政窗口；村委会可以代办',
    },
    en: {
      title: 'Subsistence allowance (dibao)',
      text: "A family living together may apply when its income per head is below the county's standard and its property stays within the rule. Who has a severe disability or a serious illness may apply alone. The township visits, asks neighbours and checks data; the list is put up in the village; the county civil affairs bureau decides. A refusal gives its reasons in writing.",
      documents: [
        'Household register and identity cards of the family',
        'Papers about income and property',
        'Disability certificate or medical record, if there is one',
      ],
      steps: [
        'Apply at the township; the village may do it for you',
        'The township visits, the list is put up in the village',
        'The county bureau decides and gives written reasons',
        'Tell them when something changes',
      ],
      window: 'Civil affairs window of the township; the village may apply for you',
    },
    rule: {
      all: [
        { fact: 'property-fits', op: 'is', value: true },
        {
          any: [
            { fact: 'income-below', op: 'is', value: true },
            { fact: 'severe', op: 'is', value: true },
          ],
        },
      ],
    },
  },
  {
    code: 'extreme-difficulty',
    issuer: '县民政局',
    zh: {
      title: '特困人员救助供养',
      text: '老人、残疾人、没满 16 岁的孩子，没有收入，也没有亲人能养的，由政府供养。在自己家里住或者住敬老院，都行。',
      documents: ['身份证、户口本', '残疾证，有的话带上'],
      steps: ['到乡里申请，村里也可以替他申请', '乡里核实、公示', '县民政局定'],
      window: '乡便民服务中心民政窗口；村委会可以代办',
    },
    en: {
      title: 'Support in extreme difficulty',
      text: 'Elders, disabled people and children under 16 without income and without anybody who must and can support them are supported by the government, at home or in a home for the aged.',
      documents: ['Identity card, household register', 'Disability certificate, if there is one'],
      steps: [
        'Apply at the township; the village may apply for the person',
        'The township looks into it and puts up the list',
        'The county bureau decides',
      ],
      window: 'Civil affairs window of the township; the village may apply',
    },
    rule: {
      all: [
        {
          any: [
            { fact: 'age', op: '>=', value: 60 },
            { fact: 'age', op: '<', value: 16 },
            { fact: 'disabled', op: 'is', value: true },
          ],
        },
        { fact: 'no-income', op: 'is', value: true },
        { fact: 'no-support', op: 'is', value: true },
      ],
    },
  },
  {
    code: 'temporary-assistance',
    issuer: '县民政局',
    zh: {
      title: '临时救助',
      text: '家里突然着火、出事故、得急病，或者一笔花销压得过不下去，可以申请一次性的救助。数目小的乡里就能批，急的先救再补手续。',
      documents: ['身份证、户口本', '能说明这件事的单据、照片'],
      steps: ['给村里或者乡里说，打电话也行', '急的当时就办，手续后补', '乡里或者县里批，告诉您结果'],
      window: '乡便民服务中心民政窗口；村委会可以代办',
    },
    en: {
      title: 'Temporary assistance',
      text: 'When a fire, an accident, a sudden illness or a heavy cost leaves a home unable to go on, it may apply for help once. The township grants small sums itself; what is urgent is helped first and written down later.',
      documents: ['Identity card, household register', 'Receipts or pictures that show what happened'],
      steps: [
        'Tell the village or the township, a call is enough',
        'What is urgent is done at once',
        'Township or county decides and tells you',
      ],
      window: 'Civil affairs window of the township; the village may apply for you',
    },
    rule: {
      any: [
        { fact: 'sudden-fire', op: 'is', value: true },
        { fact: 'sudden-accident', op: 'is', value: true },
        { fact: 'sudden-illness', op: 'is', value: true },
        { fact: 'heavy-cost', op: 'is', value: true },
      ],
    },
  },
  {
    code: 'disability-allowances',
    issuer: '县残联、县民政局',
    zh: {
      title: '残疾人两项补贴',
      text: '家里困难的残疾人，领生活补贴；一级、二级要人照护的，领护理补贴。两样都够的，可以一起领。',
      documents: ['残疾证', '身份证、户口本', '低保证，有的话带上', '银行卡'],
      steps: ['到乡里或者网上申请', '残联和民政核', '每月打到卡上'],
      window: '乡便民服务中心民政、残联窗口',
    },
    en: {
      title: 'Two allowances for disabled people',
      text: 'A living allowance is for disabled people in hardship, a care allowance for grades 1 and 2 with a need of care. Who qualifies for both may have both.',
      documents: [
        'Disability certificate',
        'Identity card, household register',
        'Proof of the subsistence allowance, if there is one',
        'Bank card',
      ],
      steps: [
        'Apply at the township or online',
        'The federation and civil affairs look into it',
        'Paid to the card every month',
      ],
      window: 'Civil affairs and disability windows of the township',
    },
    rule: {
      any: [
        {
          all: [
            { fact: 'disabled', op: 'is', value: true },
            {
              any: [
                { fact: 'dibao', op: 'is', value: true },
                { fact: 'monitored', op: 'is', value: true },
              ],
            },
          ],
        },
        {
          all: [
            { fact: 'disability-grade', op: 'in', value: ['1', '2'] },
            { fact: 'needs-care', op: 'is', value: true },
          ],
        },
      ],
    },
  },
  {
    code: 'orphans',
    issuer: '县民政局',
    zh: {
      title: '孤儿和没人抚养的孩子',
      text: '没满 18 岁，爹妈都不在、找不到，或者爹妈在却没法养的孩子，每月有基本生活补助，村里的儿童主任会常去看。',
      documents: ['孩子的户口本', '爹妈情况的材料，没有的村里帮着查'],
      steps: ['跟儿童主任或者村里说', '乡里核实', '县民政局定，按月发'],
      window: '村儿童主任；乡便民服务中心民政窗口',
    },
    en: {
      title: 'Orphans and children nobody raises',
      text: 'A child under 18 whose parents are dead or missing, or there but unable to raise it, gets a monthly living allowance, and the child director of the village comes to see it.',
      documents: ['Household register of the child', 'Papers about the parents; the village helps to find them'],
      steps: [
        'Tell the child director or the village',
        'The township looks into it',
        'The county bureau decides and pays monthly',
      ],
      window: 'Child director of the village; civil affairs window of the township',
    },
    rule: {
      all: [
        { fact: 'age', op: '<', value: 18 },
        {
          any: [
            { fact: 'no-parents', op: 'is', value: true },
            { fact: 'parents-cannot', op: 'is', value: true },
          ],
        },
      ],
    },
  },
];
