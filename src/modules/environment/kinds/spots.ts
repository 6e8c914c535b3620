// Kinds of places and what one looks at there: each point as it should be, and in short what is wrong when it is not. Data.

export interface Point {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** What is wrong, as the matter says it. */
  readonly wrongZh: string;
  readonly wrongEn: string;
  readonly category: string;
}
export interface SpotKind {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly points: readonly Point[];
}

const point = (code: string, category: string, words: readonly [string, string, string, string]): Point => {
  const [zh, wrongZh, en, wrongEn] = words;
  return { code, zh, en, wrongZh, wrongEn, category };
};

export const spotKinds: readonly SpotKind[] = [
  {
    code: 'well',
    zh: '水井、取水点',
    en: 'Well, tap',
    points: [
      point('cover', 'F3', ['井盖盖着、锁着', '井盖没盖好', 'The cover is on and locked', 'the cover is open']),
      point('around', 'E6', [
        '周围没有粪污垃圾',
        '周围有粪污垃圾',
        'No dung or litter around',
        'dung or litter around',
      ]),
      point('water', 'W1', ['水清、没有味', '水浑或有味', 'The water is clear', 'the water is turbid or smells']),
    ],
  },
  {
    code: 'drain',
    zh: '排水沟',
    en: 'Drain',
    points: [
      point('flows', 'E2', ['通着，没有堵', '堵了', 'It flows', 'it is blocked']),
      point('clean', 'E2', ['没有污水往外流', '污水外流', 'Nothing spills over', 'waste water spills over']),
    ],
  },
  {
    code: 'refuse',
    zh: '垃圾点',
    en: 'Refuse point',
    points: [
      point('taken', 'E1', ['垃圾清走了', '垃圾没清走', 'The refuse was taken', 'the refuse was not taken']),
      point('around', 'E1', ['没有倒在外面', '倒在外面', 'Nothing lies beside it', 'refuse lies beside it']),
      point('fire', 'E4', ['没有烧过', '有人在烧', 'Nothing was burnt', 'something was burnt']),
    ],
  },
  {
    code: 'lane',
    zh: '巷道、路边',
    en: 'Lane, roadside',
    points: [
      point('free', 'E6', [
        '没有乱堆，过得去',
        '有乱堆，挡路',
        'Nothing is piled up',
        'things are piled up in the way',
      ]),
      point('dry', 'E2', ['没有积水', '有积水', 'No standing water', 'water stands on it']),
    ],
  },
  {
    code: 'toilet',
    zh: '公厕',
    en: 'Public toilet',
    points: [
      point('clean', 'E2', ['干净、能用', '脏或不能用', 'Clean and in use', 'dirty or out of use']),
      point('pit', 'E2', ['粪池没满', '粪池满了', 'The pit is not full', 'the pit is full']),
    ],
  },
  {
    code: 'pond',
    zh: '河沟、涝坝',
    en: 'Stream, pond',
    points: [
      point('water', 'E5', [
        '水面没有垃圾和死畜',
        '水里有垃圾或死畜',
        'No litter, no dead stock',
        'litter or dead stock in it',
      ]),
      point('safe', 'F3', [
        '护栏和牌子都在',
        '护栏或牌子坏了',
        'Railing and sign are there',
        'railing or sign is broken',
      ]),
    ],
  },
  {
    code: 'other',
    zh: '别的地方',
    en: 'Another place',
    points: [point('tidy', 'E6', ['整齐、干净', '脏乱', 'Tidy and clean', 'untidy or dirty'])],
  },
];

export const findSpotKind = (code: string): SpotKind | undefined => spotKinds.find((one) => one.code === code);
