// The grid on a phone: its outline and its homes as dots with their doors, light enough for a cheap phone and drawn without a network.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Empty } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { Shape } from '#modules/territory/model.ts';

export interface GroundHome {
  readonly id: string;
  readonly door: string;
  readonly lat: number | null;
  readonly lon: number | null;
}
export interface Here {
  readonly lat: number;
  readonly lon: number;
  /** How sure it is, in metres. */
  readonly within: number;
}

interface Props {
  readonly outlines: readonly Shape[];
  readonly homes: readonly GroundHome[];
  readonly here: Here | undefined;
  readonly hrefOf: (home: GroundHome) => string;
}

const wide = 360;
const margin = 18;
/** Height of a door's number: drawn a little smaller than the sheet, it is still as large as an elder's text. */
const signs = 20;
interface Sheet {
  readonly high: number;
  at(lon: number, lat: number): readonly [number, number];
  readonly perMetre: number;
}

/** Equal scale both ways, as large as the width allows; a tall ground makes a tall sheet, up to twice the width. */
function sheetOf(spots: readonly (readonly [number, number])[]): Sheet {
  const [lons, lats] = [spots.map((one) => one[0]), spots.map((one) => one[1])];
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [across, along] = [Math.max((east - west) * shrink, 1e-5), Math.max(north - south, 1e-5)];
  const room = wide - 2 * margin;
  const scale = Math.min(room / across, (2 * wide - 2 * margin) / along);
  const left = margin + (room - across * scale) / 2;
  return {
    high: along * scale + 2 * margin,
    at: (lon, lat) => [left + (lon - west) * shrink * scale, margin + (north - lat) * scale],
    perMetre: scale / 111_195,
  };
}

/** Door numbers where they do not cover each other; `near` is how far one has gone in. */
function doorsShown(dots: readonly { x: number; y: number; door: string }[], near: number): Set<number> {
  const [sign, line] = [(0.62 * signs) / near, (1.17 * signs) / near];
  const taken: { x: number; y: number; half: number }[] = [];
  const shown = new Set<number>();
  for (const [place, { x, y, door }] of dots.entries()) {
    const half = (door.length * sign) / 2;
    if (taken.some((one) => Math.abs(one.x - x) < one.half + half && Math.abs(one.y - y) < line)) continue;
    taken.push({ x, y, half });
    shown.add(place);
  }
  return shown;
}

const steps = [1, 2, 4] as const;

export function PhoneGround(props: Props): JSX.Element {
  const [step, setStep] = useState(0);
  const placed = props.homes.flatMap((home) =>
    home.lat === null || home.lon === null ? [] : [{ home, lon: home.lon, lat: home.lat }],
  );
  const spots = [
    ...props.outlines.flat(2).map(([lon, lat]) => [lon, lat] as const),
    ...placed.map(({ lon, lat }) => [lon, lat] as const),
  ];
  if (spots.length === 0)
    return <Empty icon="map-2" tone="calm" title={t('ground.none')} text={t('ground.noneText')} />;
  const sheet = sheetOf(spots);
  const near = steps[step] ?? 1;
  const dots = placed.map(({ home, lon, lat }) => {
    const [x, y] = sheet.at(lon, lat);
    return { home, x, y, door: home.door };
  });
  const shown = doorsShown(dots, near);
  const path = (ring: Shape[number]): string =>
    `M${ring
      .map(([lon, lat]) =>
        sheet
          .at(lon, lat)
          .map((one) => one.toFixed(1))
          .join(' '),
      )
      .join('L')}Z`;
  const here = props.here && sheet.at(props.here.lon, props.here.lat);
  return (
    <>
      <div class="zd-phone-ground">
        <svg
          viewBox={`0 0 ${wide} ${sheet.high.toFixed(0)}`}
          style={{ width: `${near * 100}%` }}
          role="img"
          aria-label={t('ground.label', { homes: placed.length })}
        >
          {props.outlines.map((shape) => (
            <path key={shape[0]?.[0]?.join()} class="zd-phone-ground-land" d={shape.map(path).join('')} />
          ))}
          {here === undefined ? null : (
            <circle
              class="zd-phone-ground-here"
              cx={here[0].toFixed(1)}
              cy={here[1].toFixed(1)}
              r={Math.max(6 / near, (props.here?.within ?? 0) * sheet.perMetre).toFixed(1)}
            />
          )}
          {dots.map(({ home, x, y }, place) => (
            <g key={home.id}>
              <circle class="zd-phone-ground-home" cx={x.toFixed(1)} cy={y.toFixed(1)} r={4.5 / near} />
              {shown.has(place) ? (
                <text x={x.toFixed(1)} y={(y + (4.5 + signs) / near).toFixed(1)} font-size={(signs / near).toFixed(2)}>
                  {home.door}
                </text>
              ) : null}
            </g>
          ))}
        </svg>
      </div>
      <div class="zd-button-row">
        <Button icon="minus" disabled={step === 0} onClick={() => setStep(step - 1)}>
          {t('ground.farther')}
        </Button>
        <Button icon="plus" disabled={step === steps.length - 1} onClick={() => setStep(step + 1)}>
          {t('ground.nearer')}
        </Button>
      </div>
      <ul class="zd-phone-ground-doors">
        {props.homes.map((home) => (
          <li key={home.id}>
            <Button kind="soft" href={props.hrefOf(home)}>
              {home.door}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
