// Which matters can have one cause outside the home, and which of them are looked at together.

/** What one fault of a network shows as, at different taps and meters. */
const together: Readonly<Record<string, string>> = { W1: 'W', W2: 'W', W3: 'W', P1: 'P', P3: 'P' };

/** What neighbours share without a network: roads, surroundings, fields, weather. Money, care and quarrels are each home's own. */
const alone: readonly string[] = ['W5', 'P5', 'P6', 'R1', 'R2', 'R3', 'A1', 'A2', 'A3', 'E1', 'E2', 'E3', 'E4', 'E5'];

/** The family of a network, or the category itself; undefined for what is no neighbour's. */
export const topicOf = (category: string): string | undefined =>
  together[category] ?? (alone.includes(category) ? category : undefined);

export const categoriesOf = (topic: string): string[] =>
  alone.includes(topic) ? [topic] : Object.keys(together).filter((code) => together[code] === topic);
