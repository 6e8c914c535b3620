// The words people write for the kinds of nodes of a supply network.
import { type NodeKind, nodeKinds } from '#modules/supply/kinds/networks.ts';
import { words as en } from '#modules/supply/words.en.ts';
import { words as zh } from '#modules/supply/words.zh.ts';

export const kindWords: Readonly<Record<string, NodeKind>> = {
  ...Object.fromEntries(
    nodeKinds.flatMap((kind) => [
      [kind, kind],
      [en[`supply.kind.${kind}`].toLowerCase(), kind],
      [zh[`supply.kind.${kind}`], kind],
    ]),
  ),
  蓄水池: 'tank',
  干管: 'main',
  阀门: 'valve',
  水表: 'tap',
  台区: 'transformer',
  检查井: 'manhole',
};
