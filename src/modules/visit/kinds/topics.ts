// Topics a grid worker explains at a door; short names only, the library of cards stands elsewhere.

export interface Topic {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export const topics: readonly Topic[] = [
  { code: 'medical-insurance', zh: '医保参保报销', en: 'Medical insurance' },
  { code: 'farmland-subsidy', zh: '耕地补贴', en: 'Farmland subsidy' },
  { code: 'pension', zh: '养老认证', en: 'Pension, life certification' },
  { code: 'crop-insurance', zh: '农业保险', en: 'Crop insurance' },
  { code: 'assistance', zh: '低保救助', en: 'Social assistance' },
  { code: 'safety', zh: '防火防汛', en: 'Fire and flood safety' },
  { code: 'fraud', zh: '防诈骗', en: 'Fraud prevention' },
  { code: 'environment', zh: '环境整治', en: 'Village environment' },
];
