// Commands that no device sends: said here and now by a service of the county, or from behind a door.
import { type Actor, serviceActor } from '#kit/actor.ts';
import { emptyScope, type Scope } from '#data/scope.ts';
import type { County } from './county.ts';
import { execute } from './execute.ts';

export interface Saying {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** What `execute` answers and throws. */
export const executeAs = (county: County, actor: Actor, { id, name, input }: Saying): ReturnType<typeof execute> =>
  execute(county, actor, { v: 1, id, name, input, at: county.now(), device: null, author: null });

/** The named service under which the county itself acts: its scope and its commands. */
export const jobs: Scope = { ...emptyScope, standing: 'service', service: 'jobs' };

export const executeAsJobs = (county: County, name: string, input: unknown, id: string): ReturnType<typeof execute> =>
  executeAs(county, serviceActor('jobs'), { id, name, input });
