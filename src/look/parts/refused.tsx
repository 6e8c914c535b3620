// Why an act was not accepted, above the form that still holds what was written.
import type { JSX } from 'preact';
import type { Problem } from '#kit/problem.ts';
import { Fault } from './fault.tsx';

export const Refused = (props: {
  failed: Problem | undefined;
  problem: (code: string, facts?: Record<string, string | number>) => string;
}): JSX.Element => (
  <Fault text={props.failed && props.problem(props.failed.code, props.failed.facts as Record<string, string>)} />
);
