// Cards to start from about old age, houses and school.
import type { Starter } from './starters.ts';

export const lifeStarters: readonly Starter[] = [
  {
    code: 'old-age-allowance',
    issuer: '县民政局',
    zh: {
      title: '高龄津贴',
      text: '满 80 岁、户口在本县的老人，可以领高龄津贴。岁数越大，津贴越高。每年要认证一次，说明人还在，认证在家里用手机就行。',
      documents: ['老人的身份证、户口本', '老人的银行卡'],
      steps: ['跟村里说，村里报', '乡里、县里核', '按时打到卡上，每年认证一次'],
      window: '村委会；乡便民服务中心民政窗口',
    },
    en: {
      title: 'Old-age allowance',
      text: 'Elders of 80 and more who are registered in this county may have an old-age allowance. The older, the higher. Once a year it has to be certified that the person lives; this can be done at home with a phone.',
      documents: ['Identity card and household register of the elder', 'Bank card of the elder'],
      steps: [
        'Tell the village, which passes it on',
        'Township and county look into it',
        'Paid to the card; certify once a year',
      ],
      window: 'Village office; civil affairs window of the township',
    },
    rule: {
      all: [
        { fact: 'age', op: '>=', value: 80 },
        { fact: 'hukou-here', op: 'is', value: true },
      ],
    },
  },
  {
    code: 'pension',
    issuer: '县人力资源和社会保障局',
    zh: {
      title: '城乡居民养老保险',
      text: '满 16 岁、不上学、没有职工养老保险的人可以参加。自己选一档每年缴，缴得多、缴得久，老了领得多。满 60 岁按月领，每年认证一次。',
      documents: ['身份证、户口本', '社保卡'],
      steps: ['在村里或者手机上参保', '选一档，每年缴', '满 60 岁前一个月去办领取', '领的人每年认证一次'],
      window: '村委会；乡便民服务中心人社窗口',
    },
    en: {
      title: 'Resident pension insurance',
      text: 'Who is 16 or older, not at school and in no pension scheme of an employer may join. One chooses a step and pays yearly; more and longer gives more later. From 60 on it is paid monthly, with a certificate once a year.',
      documents: ['Identity card, household register', 'Social security card'],
      steps: [
        'Join at the village or on a phone',
        'Choose a step and pay yearly',
        'Ask for the pension a month before 60',
        'Certify once a year while it is paid',
      ],
      window: 'Village office; labour window of the township service centre',
    },
    rule: {
      all: [
        { fact: 'age', op: '>=', value: 16 },
        { not: { fact: 'student', op: 'is', value: true } },
        { not: { fact: 'employee-pension', op: 'is', value: true } },
      ],
    },
  },
  {
    code: 'unsafe-house',
    issuer: '县住房和城乡建设局',
    zh: {
      title: '农村危房改造和抗震改造',
      text: '家里困难，唯一的房子鉴定是 C 级或者 D 级，可以申请补助翻修或者重盖。要先鉴定、先批，再动工。',
      documents: ['身份证、户口本', '困难的证明：低保、特困、监测户、残疾证', '房子的照片'],
      steps: ['跟村里说，村里报', '乡里、县里来鉴定', '批了再动工，完工来验收', '钱打到一卡通'],
      window: '村委会；乡村镇建设办公室',
    },
    en: {
      title: 'Repair of unsafe houses',
      text: 'A home in hardship whose only house was surveyed as grade C or D may apply for help to repair or rebuild it. Survey and approval come first, work after.',
      documents: [
        'Identity card, household register',
        'Proof of hardship: allowance, extreme difficulty, monitored, disability',
        'Pictures of the house',
      ],
      steps: [
        'Tell the village, which passes it on',
        'Township and county survey the house',
        'Begin after the approval; it is inspected at the end',
        'The money goes to the farm card',
      ],
      window: 'Village office; building office of the township',
    },
    rule: {
      all: [
        {
          any: [
            { fact: 'dibao', op: 'is', value: true },
            { fact: 'extreme', op: 'is', value: true },
            { fact: 'monitored', op: 'is', value: true },
            { fact: 'disabled', op: 'is', value: true },
          ],
        },
        { fact: 'only-house', op: 'is', value: true },
        { fact: 'house-grade', op: 'in', value: ['C', 'D'] },
      ],
    },
  },
  {
    code: 'school-support',
    issuer: '县教育局、县农业农村局',
    zh: {
      title: '雨露计划和助学',
      text: '脱贫户、监测户的孩子念中职、高职，有雨露计划的补助。低保、特困人家的孩子上学，可以申请教育救助。',
      documents: ['孩子的身份证、户口本', '学籍证明', '脱贫户、监测户、低保、特困的证明'],
      steps: ['开学后跟村里或者学校说', '学校和乡里核', '按学期打到卡上'],
      window: '村委会；孩子的学校；乡便民服务中心',
    },
    en: {
      title: 'Support for school',
      text: 'Children of homes that left poverty or are monitored get support at vocational schools and colleges. Pupils of homes on subsistence allowance or in extreme difficulty may apply for help with school.',
      documents: ['Identity card and household register of the child', 'Proof of enrolment', 'Proof of hardship'],
      steps: [
        'Tell the village or the school after term begins',
        'School and township look into it',
        'Paid to the card each term',
      ],
      window: 'Village office; the school; township service centre',
    },
    rule: {
      any: [
        {
          all: [
            { fact: 'vocational', op: 'is', value: true },
            {
              any: [
                { fact: 'once-poor', op: 'is', value: true },
                { fact: 'monitored', op: 'is', value: true },
              ],
            },
          ],
        },
        {
          all: [
            { fact: 'student', op: 'is', value: true },
            {
              any: [
                { fact: 'dibao', op: 'is', value: true },
                { fact: 'extreme', op: 'is', value: true },
              ],
            },
          ],
        },
      ],
    },
  },
];
