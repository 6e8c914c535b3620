// Copies what phones keep as structuredClone does, many times faster: half of a storm's time went into copies of plain rows.
const thorough = globalThis.structuredClone;

/** Plain data is copied by hand; everything else (keys, maps, errors, what refers to itself) as the platform does it. */
function copy(value: unknown, depth: number): unknown {
  // A function or a symbol cannot be kept: the platform says so.
  if (typeof value === 'function' || typeof value === 'symbol' || depth > 20) return thorough(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => copy(one, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return thorough(value);
  const made: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) made[key] = copy(one, depth + 1);
  return made;
}

globalThis.structuredClone = ((value: unknown, options?: StructuredSerializeOptions) =>
  options === undefined ? copy(value, 0) : thorough(value, options)) as typeof structuredClone;
