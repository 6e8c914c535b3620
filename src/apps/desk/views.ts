// Lists somebody keeps for himself: they belong to the person and are the same at every desk he sits down at.
import { newId } from '#kit/id.ts';
import { asProblem, useAsk, useDoor } from '#look/door.ts';
import { offerUndo } from '#look/parts.ts';
import type { DeskViewRow } from '#modules/case/model-desk.ts';
import { askedFilter, readAddress } from '#modules/case/ui/desk-filter.ts';
import { handlesMatters } from './session.ts';
import { problemWord } from './speak.ts';

export interface Views {
  readonly list: readonly DeskViewRow[];
  keep(name: string, address: string): void;
  drop(view: DeskViewRow): void;
}

export function useViews(): Views {
  const { door } = useDoor();
  const asked = useAsk<DeskViewRow[]>(handlesMatters() ? 'view.list' : undefined, {}, ['view']);
  const say = (verb: string, input: Record<string, string>): void => {
    door.execute(verb, input).then(asked.again, (error: unknown) => {
      const { code, facts } = asProblem(error);
      offerUndo(problemWord(code, facts as Record<string, string>));
    });
  };
  return {
    list: asked.data ?? [],
    keep: (name, address) => say('view.keep', { view: newId(), name, address }),
    drop: ({ id }) => say('view.drop', { view: id }),
  };
}

/** The kept lists as `case.counts` takes them. */
export const countedLists = (list: readonly DeskViewRow[]): Record<string, string | null>[] =>
  list.map(({ address }) => {
    const { view, filter } = readAddress(address);
    return { view, ...askedFilter(filter) };
  });
