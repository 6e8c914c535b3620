// Care tags are offers of service; the name of a tag marked private never travels to a phone.

export interface CareTag {
  readonly zh: string;
  readonly en: string;
  /** As it is said at the door, where the official name is a list. */
  readonly said?: string;
  /** Days between visits the tag suggests; the household may choose otherwise. */
  readonly interval: number;
  readonly onPhone: boolean;
}

export const careTags: readonly CareTag[] = [
  { zh: '独居老人80+', said: '独居高龄老人', en: 'lives alone, over 80', interval: 7, onPhone: true },
  { zh: '独居/空巢老人60–79', said: '独居老人', en: 'lives alone, over 60', interval: 30, onPhone: true },
  { zh: '失能', en: 'needs daily care', interval: 30, onPhone: false },
  { zh: '重度残疾', en: 'severe disability', interval: 30, onPhone: false },
  { zh: '重病/透析', said: '重病、透析', en: 'serious illness', interval: 30, onPhone: false },
  { zh: '低保', en: 'dibao', interval: 90, onPhone: false },
  { zh: '特困分散供养', said: '特困户', en: 'extreme difficulty', interval: 30, onPhone: true },
  { zh: '防返贫监测', en: 'poverty-risk', interval: 30, onPhone: false },
  { zh: '留守儿童', en: 'left-behind child', interval: 30, onPhone: false },
  { zh: '困境儿童/孤儿', said: '困境儿童、孤儿', en: 'child in difficulty or orphan', interval: 30, onPhone: false },
  { zh: '孕产妇', en: 'pregnant or just gave birth', interval: 90, onPhone: false },
  { zh: '0–3岁', en: 'infant', interval: 90, onPhone: false },
  { zh: '慢病', en: 'chronic disease', interval: 90, onPhone: false },
  { zh: '遗属/丧亲、红白事', said: '家有红白事', en: 'bereavement or wedding', interval: 7, onPhone: true },
  { zh: '受灾户', en: 'disaster-hit', interval: 7, onPhone: true },
  { zh: '危房/地灾点', said: '房子不安全', en: 'house at risk', interval: 30, onPhone: true },
  { zh: '退役军人/烈属', said: '退役军人、烈属', en: "veteran or martyr's family", interval: 180, onPhone: true },
  { zh: '语言/视听不便', said: '听说看不便', en: 'language, sight, hearing', interval: 90, onPhone: true },
  { zh: '普通户', en: 'ordinary', interval: 180, onPhone: true },
];

/** Care tags whose name may be seen on a phone. */
export const careOnPhone = (tags: readonly string[]): string[] =>
  tags.filter((tag) => careTags.some((known) => known.zh === tag && known.onPhone));
