// What is wrong with the outlines, in words, each with a way to the place (TERR-15): on the map, and for a plan before it is accepted.
import type { JSX } from 'preact';
import { Button, Card } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { OutlineFault } from '#modules/territory/rules-outline-checks.ts';
import type { LonLat } from '#modules/territory/rules-outlines.ts';

interface Called {
  /** A grid with its group; '' where there is none. */
  readonly grid: (id: string | null) => string;
  readonly door: (home: string) => string;
}

function faultWord(fault: OutlineFault, { grid, door }: Called): string {
  const called = (id: string | null): string => grid(id) || t('plan.noGrid');
  switch (fault.code) {
    case 'overlap':
      return t('plan.fault.overlap', {
        one: called(fault.grids[0]),
        other: called(fault.grids[1]),
        metres: fault.metres,
      });
    case 'gap':
      return t('plan.fault.gap', { metres: fault.metres });
    case 'outside':
      return t('plan.fault.outside', { door: door(fault.home), grid: called(fault.grid), lies: called(fault.lies) });
  }
}

/** TERR-15 */
export function Faults(props: Called & { faults: readonly OutlineFault[]; onShow: (at: LonLat) => void }): JSX.Element {
  const shown = props.faults.slice(0, 40);
  return (
    <Card label={t('plan.faults')}>
      <h2>{t('plan.faults')}</h2>
      {shown.length === 0 ? <p class="zd-two">{t('plan.faultsNone')}</p> : null}
      <ul class="zd-ground-list">
        {shown.map((fault, at) => (
          <li key={`${fault.code} ${at}`} class="flex flex-wrap items-center gap-2">
            <span class="zd-grow">{faultWord(fault, props)}</span>
            <Button kind="text" icon="map-pin" onClick={() => props.onShow(fault.at)}>
              {t('plan.faultShow')}
            </Button>
          </li>
        ))}
      </ul>
      {props.faults.length > shown.length ? (
        <p class="zd-two">{t('plan.faultsMore', { n: props.faults.length - shown.length })}</p>
      ) : null}
    </Card>
  );
}
