// The map in a screen: its code comes when it is first shown, its colours follow the theme, and beside it stands what it says in words.
import { effect } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { elder, textSize, theme } from '#look/theme.ts';
import { Button } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { LonLat } from '../rules-outlines.ts';
import type { MapActs, OpenedMap } from './map-canvas.ts';
import type { MapDrawing } from './map-drawing.ts';

export interface MapProps extends MapActs {
  readonly drawing: MapDrawing;
  /** One sentence of what the map shows, for whoever does not see it. */
  readonly label: string;
  /** Shown whole whenever the key changes; undefined spots: everything. */
  readonly shown: { readonly key: string; readonly spots: readonly LonLat[] | undefined };
  /** Signs of what is drawn, below the map. */
  readonly children?: ComponentChildren;
}

const darkMode = '(prefers-color-scheme: dark)';

function useMap(props: MapProps): {
  place: { current: HTMLDivElement | null };
  map: OpenedMap | undefined;
  failed: boolean;
} {
  const place = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<OpenedMap | undefined>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let opened: OpenedMap | undefined;
    let gone = false;
    import('./map-canvas.ts').then(
      ({ openMap }) => {
        if (gone || place.current === null) return;
        opened = openMap(place.current);
        setMap(opened);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      opened?.stop();
    };
  }, []);
  useEffect(() => map?.draw(props.drawing, { press: props.press, drag: props.drag, dropped: props.dropped }));
  useEffect(() => map?.show(props.shown.spots), [map, props.shown.key]);
  useEffect(() => {
    if (map === undefined) return undefined;
    // The page wears the new theme only after this round.
    const soon = (): void => void requestAnimationFrame(() => map.recolour());
    const stop = effect(() => {
      void [theme.value, elder.value, textSize.value];
      soon();
    });
    const system = matchMedia(darkMode);
    system.addEventListener('change', soon);
    return () => {
      stop();
      system.removeEventListener('change', soon);
    };
  }, [map]);
  return { place, map, failed };
}

export function GroundMap(props: MapProps): JSX.Element {
  const { place, map, failed } = useMap(props);
  return (
    <figure class="zd-ground">
      <div class="zd-ground-frame">
        <div ref={place} class="zd-ground-paper" role="img" aria-label={props.label} />
        <div class="zd-ground-tools zd-no-print">
          <Button kind="soft" icon="plus" label={t('territory.map.nearer')} onClick={() => map?.zoom(1)} />
          <Button kind="soft" icon="minus" label={t('territory.map.farther')} onClick={() => map?.zoom(-1)} />
          <Button kind="soft" icon="map-2" label={t('territory.map.all')} onClick={() => map?.show()} />
        </div>
        {failed ? (
          <p class="zd-ground-failed" role="alert">
            {t('territory.map.notHere')}
          </p>
        ) : null}
      </div>
      {props.children === undefined ? null : <figcaption class="zd-map-key">{props.children}</figcaption>}
    </figure>
  );
}
