// What kinds of offices are called at the desk, in Chinese.

export const words = {
  'people.kind.level-2': '二级网格',
  'people.kind.level-1': '一级网格',
  'people.kind.liaison': '包片',
  'people.kind.village': '村委会',
  'people.kind.village-specialist': '村里的专人',
  'people.kind.township': '乡镇政府',
  'people.kind.field-office': '站所',
  'people.kind.department': '县级部门',
  'people.kind.county-centre': '县中心',
  'people.kind.outside-body': '外部单位',
  'people.kind.supervision': '监委会',
  'people.kind.administration': '管理员',
} as const;
