// Groups of neighbours for places that have no grids of their own: halves of halves, until a group is as small as one worker looks after.

/** For each home its group, and for each group the one it was cut from (−1: all of them). */
export function groupsOf(
  east: Float64Array,
  north: Float64Array,
  largest = 24,
): { grid: Int32Array; parent: Int32Array } {
  const grid = new Int32Array(east.length);
  const parent: number[] = [];
  const cut = (homes: number[], above: number): void => {
    const here = parent.push(above) - 1;
    if (homes.length <= largest) {
      for (const home of homes) grid[home] = here;
      return;
    }
    const spread = (along: Float64Array): number => {
      let [low, high] = [Infinity, -Infinity];
      for (const home of homes) [low, high] = [Math.min(low, along[home]!), Math.max(high, along[home]!)];
      return high - low;
    };
    const along = spread(east) >= spread(north) ? east : north;
    const sorted = homes.toSorted((a, b) => along[a]! - along[b]! || a - b);
    cut(sorted.slice(0, sorted.length >> 1), here);
    cut(sorted.slice(sorted.length >> 1), here);
  };
  cut(
    Array.from(east, (_, home) => home),
    -1,
  );
  return { grid, parent: Int32Array.from(parent) };
}
