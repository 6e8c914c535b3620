// Notices that hang on the village board.
import { townshipOffice, villageOffice } from './offices.ts';
import type { Notice } from './shapes.ts';

export const notices: readonly Notice[] = [
  {
    title: '城乡居民医保开始缴费',
    text: '明年的城乡居民医保开始缴了，12月31日前缴清，年后看病才能报销。手机上不会缴的，带身份证到村代办点，也可以叫网格员上门帮忙。连续缴满四年的，大病报销的封顶线会提高。',
    office: villageOffice,
    from: '2026-09-20',
    until: '2026-12-31',
  },
  {
    title: '入冬护水管，防冻裂',
    text: '夜里要到零下了。请把院里露着的水管、水表用旧棉衣或草绳包好，出远门先关进户阀。管子冻了别用火烤，给水管员或网格员打电话。',
    office: villageOffice,
    from: '2026-11-05',
    until: '2027-03-10',
  },
  {
    title: '生炉子谨防煤烟中毒',
    text: '睡前看一看烟筒通不通，窗户留一条缝。头晕、恶心马上开门窗，扶到屋外，打120。独居老人家里的烟筒，各社这半个月挨家看一遍。',
    office: townshipOffice,
    from: '2026-10-25',
    until: '2027-03-31',
  },
  {
    title: '耕地地力保护补贴名单公示',
    text: '今年的补贴面积已贴在各社公示栏，公示七天。面积、姓名不对的，公示期内找本社网格员或村委会，当面核对土地承包证。',
    office: villageOffice,
    from: '2026-11-16',
    until: '2026-11-30',
  },
];
