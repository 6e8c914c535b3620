// Words on printed sheets, in Chinese.

export const words = {
  'problem.plates-need-https': '先设好 https 网址，再印门牌。',
  'problem.plates-all-issued': '这个村的门牌都印过了。要重印，旧的就不能用了。',
  'print.plates.title': '{village} 门牌',
  'print.plates.scan': '扫一扫，找网格员、报难处',
  'print.plates.type': '不能扫：选 {village}，输这 8 位',
  'print.plates.phone': '服务电话 {phone}',
  'print.plates.page': '{page} / {pages}',
  'print.agreement.written': '人民调解协议书',
  'print.agreement.oral': '人民调解口头协议登记表',
  'print.agreement.number': '编号：{number}',
  'print.agreement.name': '姓名',
  'print.agreement.sex': '性别',
  'print.agreement.born': '出生年月',
  'print.agreement.nation': '民族',
  'print.agreement.work': '职业',
  'print.agreement.phone': '联系方式',
  'print.agreement.address': '地址',
  'print.agreement.about': '纠纷主要事实、争议事项',
  'print.agreement.duties': '经调解，各方自愿达成如下协议',
  'print.agreement.duty': '{name}：{text}。',
  'print.agreement.dutyBy': '{name}：{text}（{day}前）。',
  'print.agreement.how': '履行的方式、地点（手写补充）',
  'print.agreement.copies': '本协议一式 {copies} 份，当事人各持一份，人民调解委员会留存一份。',
  'print.agreement.writtenBinds':
    '本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效（《人民调解法》第二十九条），具有法律约束力，当事人应当按照约定履行（第三十一条）。对履行或者内容有争议的，可以向人民法院起诉（第三十二条）。',
  'print.agreement.oralBinds':
    '口头调解协议自各方当事人达成协议之日（{day}）起生效（《人民调解法》第三十条），具有法律约束力，当事人应当按照约定履行（第三十一条）。对履行或者内容有争议的，可以向人民法院起诉（第三十二条）。',
  'print.agreement.confirm':
    '各方认为有必要的，可以在{day}前共同向人民法院申请司法确认（第三十三条）。不申请，不影响协议的效力。',
  'print.agreement.signParty': '当事人（签名、盖章或按指印）',
  'print.agreement.signMediator': '人民调解员（签名）',
  'print.agreement.signWriter': '记录人（签名）',
  'print.agreement.seal': '（人民调解委员会印章）',
  'print.agreement.day': '{year}年{month}月{day}日',
  'print.agreement.free': '人民调解不收取任何费用',
} as const;
