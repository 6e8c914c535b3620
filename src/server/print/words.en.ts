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
  'print.agreement.written': 'People’s mediation agreement',
  'print.agreement.oral': 'Record of an oral mediation agreement',
  'print.agreement.number': 'No. {number}',
  'print.agreement.name': 'Name',
  'print.agreement.sex': 'Sex',
  'print.agreement.born': 'Born',
  'print.agreement.nation': 'Nation',
  'print.agreement.work': 'Work',
  'print.agreement.phone': 'Phone',
  'print.agreement.address': 'Address',
  'print.agreement.about': 'What happened and what it is about',
  'print.agreement.duties': 'After mediation all parties agree of their own will',
  'print.agreement.duty': '{name}: {text}.',
  'print.agreement.dutyBy': '{name}: {text} (by {day}).',
  'print.agreement.how': 'How and where it is done (by hand)',
  'print.agreement.copies': '{copies} copies: one for each party, one kept by the mediation committee.',
  'print.agreement.writtenBinds':
    'It takes effect on the day on which all parties signed, sealed or put their finger to it, the mediator signed and the committee sealed it (People’s Mediation Law, article 29); it is legally binding and to be kept (article 31). Disputes about it may be taken to court (article 32).',
  'print.agreement.oralBinds':
    'An oral agreement takes effect on the day on which the parties agreed ({day}; People’s Mediation Law, article 30); it is legally binding and to be kept (article 31). Disputes about it may be taken to court (article 32).',
  'print.agreement.confirm':
    'All parties together may ask a people’s court to confirm it until {day} (article 33). Without that it is no less binding.',
  'print.agreement.signParty': 'Party (signature, seal or finger)',
  'print.agreement.signMediator': 'Mediator (signature)',
  'print.agreement.signWriter': 'Written down by (signature)',
  'print.agreement.seal': '(Seal of the mediation committee)',
  'print.agreement.day': '{year}-{month}-{day}',
  'print.agreement.free': 'People’s mediation is free of charge',
};
