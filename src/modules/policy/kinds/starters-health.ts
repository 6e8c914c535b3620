// Cards to start from about medical insurance and what it leaves open.
import type { Starter } from './starters.ts';

export const healthStarters: readonly Starter[] = [
  {
    code: 'medical-enrolment',
    issuer: '县医疗保障局',
    zh: {
      title: '城乡居民医保参保缴费',
      text: '没有单位给上医保的人，每年秋天到年底自己缴一次，第二年一整年看病能报。断了再缴，要等一段日子才能报。连着缴的年头多，大病能报的更高。低保、特困、监测户缴费有补助。',
      documents: ['身份证或者户口本', '没有本县户口的，带居住证'],
      steps: ['找村里的代办人，或者在手机上缴', '给家里每个人都缴上，孩子老人一个不落', '留好缴费的凭据'],
      window: '村委会代办点；乡便民服务中心医保窗口',
    },
    en: {
      title: 'Resident medical insurance: enrolment',
      text: 'Not insured by an employer? Pay once a year, between autumn and the end of the year, and you are insured for the whole next year. After a gap you wait before claims count again. Many years in a row raise what is paid for serious illness. Homes on subsistence allowance, in extreme difficulty or monitored get help with the fee.',
      documents: ['Identity card or household register', 'Without local registration: the residence permit'],
      steps: [
        'Pay with the village agent or on a phone',
        'Pay for everybody in the home, children and elders too',
        'Keep the receipt',
      ],
      window: 'Village agent; insurance window of the township service centre',
    },
    rule: {
      all: [
        { not: { fact: 'employee-scheme', op: 'is', value: true } },
        {
          any: [
            { fact: 'hukou-here', op: 'is', value: true },
            { fact: 'residence-permit', op: 'is', value: true },
          ],
        },
      ],
    },
  },
  {
    code: 'medical-claim',
    issuer: '县医疗保障局',
    zh: {
      title: '医保住院报销',
      text: '缴了医保的人，在定点医院住院，超过起付线的部分按比例报。离家越近的医院，起付线越低，报得越多。去外地看病，先转诊或者备案，不然报得少。',
      documents: ['身份证、医保码或者社保卡', '回来报的：发票、费用清单、出院小结、银行卡'],
      steps: [
        '住院时就说是医保，出院在医院直接结算',
        '医院没有直接结的，拿单据到医保窗口报',
        '要去外地看病，先打电话备案',
      ],
      window: '住院的医院医保办；乡便民服务中心医保窗口',
    },
    en: {
      title: 'Medical insurance: hospital bills',
      text: 'Who is insured and stays in a designated hospital gets back a share of what goes beyond a first amount. The nearer the hospital, the lower that first amount and the larger the share. For a hospital elsewhere be referred or file first, else less is paid.',
      documents: [
        'Identity card, insurance code or social security card',
        'To claim later: invoice, list of costs, discharge note, bank card',
      ],
      steps: [
        'Say at admission that you are insured; the hospital settles at discharge',
        'If it did not, take the papers to the insurance window',
        'Before going elsewhere, file by telephone',
      ],
      window: 'Insurance office of the hospital; insurance window of the township service centre',
    },
    rule: {
      all: [
        { fact: 'insured-paid', op: 'is', value: true },
        { fact: 'in-hospital', op: 'is', value: true },
        { fact: 'designated', op: 'is', value: true },
        {
          any: [
            { fact: 'near-hospital', op: 'is', value: true },
            { fact: 'referred', op: 'is', value: true },
          ],
        },
      ],
    },
  },
  {
    code: 'medical-assistance',
    issuer: '县医疗保障局',
    zh: {
      title: '大病保险和医疗救助',
      text: '医保报完以后自己掏的还是很多，大病保险会自动再报一部分，不用申请。低保、特困、监测户和家里担不起药费的，还能申请医疗救助。',
      documents: ['身份证、户口本', '医院的诊断、发票和报销单', '低保证、特困证，有的话带上'],
      steps: [
        '大病保险不用办，医院结算时自动算',
        '医疗救助到乡里申请，村里可以代办',
        '乡里核实，县里审批，把结果告诉您',
      ],
      window: '乡便民服务中心；县医疗保障局',
    },
    en: {
      title: 'Serious illness insurance and medical assistance',
      text: 'When much is left to pay after the insurance, the serious illness insurance pays a part by itself. Homes on subsistence allowance, in extreme difficulty, monitored, or unable to bear the bills may also apply for medical assistance.',
      documents: [
        'Identity card, household register',
        'Diagnosis, invoices and the settlement of the insurance',
        'Proof of the allowance, if there is one',
      ],
      steps: [
        'The serious illness insurance needs no application',
        'Apply for medical assistance at the township; the village may do it for you',
        'The township looks into it, the county decides and tells you',
      ],
      window: 'Township service centre; county medical insurance bureau',
    },
    rule: {
      all: [
        { fact: 'insured-paid', op: 'is', value: true },
        {
          any: [
            { fact: 'dibao', op: 'is', value: true },
            { fact: 'extreme', op: 'is', value: true },
            { fact: 'monitored', op: 'is', value: true },
            { fact: 'heavy-cost', op: 'is', value: true },
          ],
        },
      ],
    },
  },
];
