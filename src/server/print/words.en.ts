// Words on printed sheets, in English.
import type { words as chinese } from './words.zh.ts';

export const words: Record<keyof typeof chinese, string> = {
  'problem.plates-need-https': 'Set the https address first, then print the plates.',
  'problem.plates-all-issued': 'All plates of this village were printed. Printing anew ends the old ones.',
  'print.plates.title': 'Plates of {village}',
  'print.plates.scan': 'Scan to find your grid worker or to report',
  'print.plates.type': 'No camera: choose {village}, type these 8 signs',
  'print.plates.phone': 'Service phone {phone}',
  'print.plates.page': '{page} / {pages}',
};
