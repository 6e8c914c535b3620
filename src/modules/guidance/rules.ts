// From the story of matters to calls for help, each with the word that answered it (GUIDE-1): pure, for phone and desk.
import type { Guided, HelpCall } from './model.ts';

interface Names {
  office(id: string | null): string;
  place(matter: string): string;
  holder(matter: string): string;
}

function callsOf(matter: Guided, names: Names): HelpCall[] {
  const { id, number, title, state, side, outcome, steps } = matter;
  const lines = steps.toSorted((a, b) => a.n - b.n);
  return lines.flatMap((step, at) => {
    if (step.name !== 'case.help-asked') return [];
    // The next word of guidance answers it, unless somebody called again before.
    const after = lines.slice(at + 1).find(({ name }) => name === 'case.help-given' || name === 'case.help-asked');
    const given = after?.name === 'case.help-given' ? after : undefined;
    const said = (line: typeof step): NonNullable<HelpCall['given']> => ({
      at: line.at,
      text: line.text,
      officeName: names.office(line.office),
    });
    const call = { key: `${id} ${step.n}`, matter: id, number, title, state, side, outcome };
    const around = { place: names.place(id), holderName: names.holder(id) };
    return [{ ...call, ...around, asked: said(step), given: given ? said(given) : null }];
  });
}

/** Those that wait first, then the newest. */
export const helpCalls = (matters: readonly Guided[], names: Names): HelpCall[] =>
  matters
    .flatMap((matter) => callsOf(matter, names))
    .sort((a, b) => Number(a.given !== null) - Number(b.given !== null) || b.asked.at - a.asked.at);
