// Words of campaigns on the phone, in Chinese.

export const words = {
  'campaign.home': '要说的政策',
  'campaign.toldOn': '{day}说过了',
  'campaign.notTold': '还没说，记一笔时点一下',
  'campaign.ask': '有人问',
  'campaign.asks': '{name} 问：{title}',
  'campaign.question': '问的什么',
  'campaign.questionHint': '当场答不了的记下来。大家问的一起答，不写是谁家问的。',
  'campaign.need': '写上问的什么',
  'campaign.save': '保存',
  'campaign.asked': '记下了，送到管这件事的单位。',
  'campaign.asked.waits': '等答复',
  'campaign.toTell': '把答复带回去',
  'campaign.toTellText': '这几家问过，答复来了。当面或者打电话告诉。',
  'campaign.tellDone': '告诉了',
  'campaign.tellSaved': '记下了：答复告诉了。',
  'problem.inquiry-campaign': '这个宣传不在这一户，或者已经结束了。',
  'problem.inquiry-unanswered': '答复还没来。',
  'problem.inquiry-told': '已经告诉过了。',
  'field.what.inquiry.ask': '问政策 {name}',
  'field.what.inquiry.tell': '答复告诉了',
} as const;
