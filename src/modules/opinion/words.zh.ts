// Words of what homes think, in Chinese.

export const words = {
  'opinion.title': '社情民意',
  'opinion.text': '上门听到的意见，七天汇总一次。不写户名，本户愿意的才写。每次都要答复，答复告诉全村。',
  'opinion.of': '{place} {from}至{to}',
  'opinion.by': '（{home}，愿意报名）',
  'opinion.gone': '这里的话已经改正或删去。',
  'opinion.answer': '答复',
  'opinion.answerHint': '写给全村人看。能办的什么时候办，办不了的为什么。不要提到某一户。',
  'opinion.need': '先写答复。',
  'opinion.send': '答复全村',
  'opinion.up': '交给乡镇',
  'opinion.told': '答复了，全村都看得到。',
  'opinion.answered': '{office}的答复',
  'opinion.notices': '在告示里看',
  'opinion.atVillage': '等村里答复；十四天没有答复，乡镇可以答。',
  'opinion.atTownship': '已交乡镇，等乡镇答复。',
  'opinion.none': '还没有汇总',
  'opinion.noneText': '网格员记下意见满七天，这里就有第一份。',
  'opinion.notice': '{from}至{to}大家的意见：答复',
} as const;
