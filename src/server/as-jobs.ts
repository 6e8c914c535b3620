// The named service under which the county itself acts: its scope and its commands.
import { serviceActor } from '#kit/actor.ts';
import { emptyScope, type Scope } from '#data/scope.ts';
import type { County } from './county.ts';
import { executeAs } from './execute.ts';

export const jobs: Scope = { ...emptyScope, standing: 'service', service: 'jobs' };

export const executeAsJobs = (county: County, name: string, input: unknown, id: string): Promise<unknown> =>
  executeAs(county, serviceActor('jobs'), { id, name, input });
