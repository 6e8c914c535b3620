// The map of a village, the plan that divides it into grids, and the lists by which homes are handed over.
import type { JSX } from 'preact';
import { later } from '../later.tsx';
import { MapScreen } from '../map/map-screen.tsx';
import '../map/map-words.ts';
import '../speak-rooms.ts';
import './map.css';

const PlanScreen = later(() => import('../map/plan-screen.tsx').then((part) => part.PlanScreen));
const PictureScreen = later(() => import('../map/picture-screen.tsx').then((part) => part.PictureScreen));
const HandoverScreen = later(() => import('../map/handover-screen.tsx').then((part) => part.HandoverScreen));

export function MapRoom({ id }: { id: string | undefined }): JSX.Element {
  if (id === 'plan') return <PlanScreen />;
  if (id === 'picture') return <PictureScreen />;
  return id === 'handover' ? <HandoverScreen /> : <MapScreen />;
}
