// What kinds of offices are called at the desk, in English.

export const words = {
  'people.kind.level-2': 'Level-2 grid',
  'people.kind.level-1': 'Level-1 grid',
  'people.kind.liaison': 'Liaison',
  'people.kind.village': 'Village committee',
  'people.kind.village-specialist': 'Village specialist',
  'people.kind.township': 'Township',
  'people.kind.field-office': 'Field office',
  'people.kind.department': 'County department',
  'people.kind.county-centre': 'County centre',
  'people.kind.outside-body': 'Outside body',
  'people.kind.supervision': 'Supervision committee',
  'people.kind.administration': 'Administrators',
} as const;
