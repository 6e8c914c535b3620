// Words of offices, persons and posts, in English.

export const words = {
  'people.role.level-2-worker': 'Grid worker',
  'people.role.level-1-head': 'Grid head',
  'people.role.liaison-officer': 'Liaison officer',
  'people.role.village-officer': 'Village officer',
  'people.role.village-specialist': 'Village specialist',
  'people.role.township-officer': 'Township officer',
  'people.role.field-officer': 'Field office',
  'people.role.department-officer': 'Department',
  'people.role.county-officer': 'County centre',
  'people.role.supervision-member': 'Supervision committee',
  'people.role.system-admin': 'System administrator',
  'people.role.security-admin': 'Security administrator',
  'people.role.audit-admin': 'Audit administrator',
} as const;
