// Supply networks of the village: drawn here, or brought from a file.
import type { JSX } from 'preact';
import { Sheet } from '#look/parts.ts';
import { joinWords, t } from '#look/words.ts';
import { words as deskZh } from '#modules/supply/desk-words.zh.ts';
import { type BringNetwork, SupplyScreen } from '#modules/supply/ui/desk-supply.tsx';
import { words as supplyZh } from '#modules/supply/words.zh.ts';
import { Bring, type Column } from '../bring.tsx';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';
import './supply.css';

joinWords(
  { zh: supplyZh, en: () => import('#modules/supply/words.en.ts') },
  { zh: deskZh, en: () => import('#modules/supply/desk-words.en.ts') },
);

/** As the table of a network is read, in either language; the other formats have no headings. */
const columns = (): readonly Column[] =>
  ['code', 'kind', 'parent', 'name', 'homes', 'lat', 'lon'].map((key, place) => ({
    name: t(`supply.column.${key}`),
    needed: place < 3,
  }));

const BringSheet = (props: BringNetwork): JSX.Element => (
  <Sheet open wide onClose={props.onClose} title={t('supply.desk.bringOf', { name: props.name })}>
    <p class="zd-two mb-3">{t('supply.desk.bringText')}</p>
    <Bring
      kind="network"
      villages={[{ code: props.village, name: '' }]}
      accept=".xlsx,.csv,.geojson,.json,.inp"
      columns={columns()}
      more={{ network: props.network }}
      whole={t('supply.desk.bringWhole')}
      onDone={props.onDone}
    />
  </Sheet>
);

export const SupplyRoom = (): JSX.Element => (
  <SupplyScreen problem={problemWord} bring={(asked) => <BringSheet {...asked} />} />
);
