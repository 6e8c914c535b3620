// Care tags are offers of service; the name of a tag marked private never travels to a phone.

export interface CareTag {
  readonly zh: string;
  readonly en: string;
  /** Days between visits the tag suggests; the household may choose otherwise. */
  readonly interval: number;
  readonly onPhone: boolean;
}

export const careTags: readonly CareTag[] = [
  { zh: '独居老人80+', en: 'lives alone 80+', interval: 7, onPhone: true },
  { zh: '独居/空巢老人60–79', en: 'alone 60–79', interval: 30, onPhone: true },
  { zh: '失能', en: 'needs daily care', interval: 30, onPhone: false },
  { zh: '重度残疾', en: 'severe disability', interval: 30, onPhone: false },
  { zh: '重病/透析', en: 'serious illness', interval: 30, onPhone: false },
  { zh: '低保', en: 'dibao', interval: 90, onPhone: false },
  { zh: '特困分散供养', en: 'extreme difficulty', interval: 30, onPhone: true },
  { zh: '防返贫监测', en: 'poverty-risk', interval: 30, onPhone: false },
  { zh: '留守儿童', en: 'left-behind child', interval: 30, onPhone: false },
  { zh: '困境儿童/孤儿', en: 'child in difficulty/orphan', interval: 30, onPhone: false },
  { zh: '孕产妇', en: 'pregnant/postpartum', interval: 90, onPhone: false },
  { zh: '0–3岁', en: 'infant', interval: 90, onPhone: false },
  { zh: '慢病', en: 'chronic disease', interval: 90, onPhone: false },
  { zh: '遗属/丧亲、红白事', en: 'bereavement, wedding', interval: 7, onPhone: true },
  { zh: '受灾户', en: 'disaster-hit', interval: 7, onPhone: true },
  { zh: '危房/地灾点', en: 'house at risk', interval: 30, onPhone: true },
  { zh: '退役军人/烈属', en: 'veteran/martyr family', interval: 180, onPhone: true },
  { zh: '语言/视听不便', en: 'language, sight, hearing', interval: 90, onPhone: true },
  { zh: '普通户', en: 'ordinary', interval: 180, onPhone: true },
];

/** Care tags whose name may be seen on a phone. */
export const careOnPhone = (tags: readonly string[]): string[] =>
  tags.filter((tag) => careTags.some((known) => known.zh === tag && known.onPhone));
