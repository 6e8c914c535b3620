// Homes: one is looked for, and its record opened.
import type { JSX } from 'preact';
import { Home } from '../home.tsx';
import { Homes } from '../homes.tsx';

export const HomesRoom = ({ id }: { id: string | undefined }): JSX.Element =>
  id === undefined ? <Homes /> : <Home key={id} id={id} />;
