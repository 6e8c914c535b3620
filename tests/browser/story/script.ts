// What the story's people say, and which homes it happens in.

/** Homes of the hamlet below valve V3: two of its upper row, two of its lower. */
export const doors = ['3-08', '3-09', '3-12', '3-15'] as const;
export const unhappy = '3-12';
export const water = 'W1';

export const texts = {
  zh: {
    said: '早上起水就浑，放一桶沉一层泥。',
    seen: '三社下庄四户都看过，一样浑。',
    keeper: '水管员看过，管子在阀门下面，村里换不了。',
    cause: 'V3 阀下面的管子裂了口，泥水渗进来。',
    answer: '换了 V3 阀下面两节管子，冲洗了支管。',
    no: '早上接的水还是黄的。',
    told: '当面说了，请他们放水看一看。',
  },
  en: {
    said: 'Muddy since this morning, a finger of silt in every bucket.',
    seen: 'Seen in four homes of Xiazhuang, muddy in all of them.',
    keeper: 'Our keeper looked: the pipe below the valve, more than we can replace.',
    cause: 'The pipe below valve V3 is cracked and lets mud in.',
    answer: 'Two lengths of pipe below valve V3 replaced, the branches flushed.',
    no: 'The water was still yellow this morning.',
    told: 'Told them in person and asked them to run the tap.',
  },
} as const;
