// The worker's grid as a drawing, and where he stands himself when he asks: that is shown once, kept nowhere and sent nowhere.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isUnder } from '#kit/actor.ts';
import { Button, Choice, Note } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Area, Shape } from '#modules/territory/model.ts';
import { type Here, PhoneGround } from '#modules/household/ui/phone-ground.tsx';
import { InnerPage } from './frame.tsx';
import './ground.css';
import './ground-words.ts';
import { areas, homes } from './queries.ts';
import { useOpen } from './session.ts';

/** HOME-27: one look at where the phone is; nothing follows it. */
function useHere(): { here: Here | undefined; failed: boolean; busy: boolean; look: () => void } {
  const [here, setHere] = useState<Here | undefined>();
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  const look = (): void => {
    setBusy(true);
    setFailed(false);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false);
        setHere({ lat: coords.latitude, lon: coords.longitude, within: coords.accuracy });
      },
      () => {
        setBusy(false);
        setFailed(true);
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    );
  };
  return { here, failed, busy, look };
}

/** Grids in which the phone holds homes, in the order of their paths. */
function useGrids(): Area[] {
  const { phone } = useOpen();
  const held = new Set(homes(phone).map((home) => home.ground));
  return areas(phone)
    .filter((area) => area.kind === 'level-2' && held.has(area.ground))
    .sort((a, b) => (a.ground < b.ground ? -1 : 1));
}

export function GroundPage(): JSX.Element {
  const { phone } = useOpen();
  const grids = useGrids();
  const [wanted, setWanted] = useState('');
  const { here, failed, busy, look } = useHere();
  const grid = grids.find((one) => one.id === wanted) ?? grids[0];
  const own = homes(phone).filter((home) => grid !== undefined && isUnder(home.ground, grid.ground));
  const outlines: Shape[] = grid?.shape ? [grid.shape] : [];
  return (
    <InnerPage title={grid?.name ?? t('ground.title')} back="/me">
      {grids.length < 2 ? null : (
        <Choice
          quiet
          label={t('ground.which')}
          value={grid?.id}
          answers={grids.slice(0, 6).map((one) => ({ value: one.id, label: one.name }))}
          onChange={setWanted}
        />
      )}
      <PhoneGround key={grid?.id} outlines={outlines} homes={own} here={here} hrefOf={(home) => `#/home/${home.id}`} />
      <Button icon="map-pin" busy={busy} onClick={look}>
        {t('ground.here')}
      </Button>
      <p class="zd-two">{t('ground.hereText')}</p>
      {failed ? (
        <Note tone="wait" icon="map-pin">
          {t('ground.hereFailed')}
        </Note>
      ) : null}
    </InnerPage>
  );
}
