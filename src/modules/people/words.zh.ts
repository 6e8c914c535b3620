// Words of offices, persons and posts, in Chinese.

export const words = {
  'people.role.level-2-worker': '二级网格员',
  'people.role.level-1-head': '一级网格长',
  'people.role.liaison-officer': '包片干部',
  'people.role.village-officer': '村干部',
  'people.role.village-specialist': '村里的专人',
  'people.role.township-officer': '乡镇干部',
  'people.role.field-officer': '站所干部',
  'people.role.department-officer': '部门干部',
  'people.role.county-officer': '县中心干部',
  'people.role.supervision-member': '监委会成员',
  'people.role.system-admin': '系统管理员',
  'people.role.security-admin': '安全管理员',
  'people.role.audit-admin': '审计管理员',
} as const;
