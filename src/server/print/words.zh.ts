// Words on printed sheets, in Chinese.

export const words = {
  'problem.plates-need-https': '先设好 https 网址，再印门牌。',
  'problem.plates-all-issued': '这个村的门牌都印过了。要重印，旧的就不能用了。',
  'print.plates.title': '{village} 门牌',
  'print.plates.scan': '扫一扫，找网格员、报难处',
  'print.plates.type': '不能扫：选 {village}，输这 8 位',
  'print.plates.phone': '服务电话 {phone}',
  'print.plates.page': '{page} / {pages}',
} as const;
