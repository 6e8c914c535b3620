// What another system may say beside a request, by kind of matter: questions whose answer saves the officer a call.

interface Said {
  readonly zh: string;
  readonly en: string;
}
export interface Attribute {
  readonly code: string;
  readonly datatype: 'string' | 'number' | 'datetime' | 'text' | 'singlevaluelist' | 'multivaluelist';
  readonly question: Said;
  readonly hint: Said;
  readonly values: readonly (Said & { readonly key: string })[];
}

const said = (zh: string, en: string): Said => ({ zh, en });
const value = (key: string, zh: string, en: string): Attribute['values'][number] => ({ key, zh, en });

const since: Attribute = {
  code: 'since',
  datatype: 'singlevaluelist',
  question: said('从什么时候开始的', 'Since when'),
  hint: said('选一个', 'Choose one'),
  values: [
    value('today', '今天', 'Today'),
    value('days', '几天了', 'For some days'),
    value('weeks', '几周了', 'For some weeks'),
    value('longer', '更久', 'Longer'),
  ],
};
const homes: Attribute = {
  code: 'homes',
  datatype: 'number',
  question: said('大约影响几户', 'How many homes, about'),
  hint: said('写数字', 'A number'),
  values: [],
};
const looks: Attribute = {
  code: 'looks',
  datatype: 'multivaluelist',
  question: said('水是什么样', 'What the water is like'),
  hint: said('可以选几个', 'Choose one or more'),
  values: [
    value('cloudy', '发浑', 'Cloudy'),
    value('coloured', '有颜色', 'Coloured'),
    value('smells', '有味', 'Smells'),
    value('bits', '有杂物', 'Bits in it'),
  ],
};
const near: Attribute = {
  code: 'near',
  datatype: 'string',
  question: said('在什么旁边', 'Beside what'),
  hint: said('例如：小学东边', 'For instance: east of the school'),
  values: [],
};

/** None of them has to be given: a hotline knows what its caller said and no more. */
export const attributesOf: Readonly<Record<string, readonly Attribute[]>> = {
  W1: [since, homes, looks],
  W2: [since, homes],
  W3: [since, near],
  P1: [since, homes],
  P6: [near],
  R1: [near],
  R3: [near],
  E1: [since, near],
  E2: [since, near],
};
