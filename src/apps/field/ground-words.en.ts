// Words of the grid as a drawing on the phone, in English.

export const words = {
  'ground.title': 'My grid',
  'ground.open': 'See the grid drawn',
  'ground.openText': 'Where the homes are, also without signal',
  'ground.which': 'Which grid',
  'ground.label': 'Drawing of the grid, {homes|home|homes}. The doors below open each home.',
  'ground.none': 'Nothing drawn yet',
  'ground.noneText': 'Once the village draws grids and notes where homes are, they are here.',
  'ground.nearer': 'Closer',
  'ground.farther': 'Farther',
  'ground.here': 'Where am I',
  'ground.hereText': 'Shown on the screen only, not kept and not sent.',
  'ground.hereFailed': 'The phone found no place. Try again under the open sky.',
} as const;
