export interface Spot { readonly x: number; readonly y: number }

/** How alike two of the things drawn are, by their places in the list; 0 … 1. */
export interface Likeness { readonly from: number; readonly to: number; readonly score: number }

/** Length of a line between things that are the same, and how much it grows down to likeness 0. */
const SHORTEST = 0.35;
const GROWTH = 1.3;
/** Distance of two that nothing ties together. */
const APART = 1.9;
const ROUNDS = 120;

/**
 * Places so that the distance of two tells how unlike they are. Two that were never compared are as far as the way over
 * others, a little less. The same input gives the same drawing.
 * Method: stress majorization from a circle (SMACOF; de Leeuw 1977), each target weighted by 1/d² (Kamada and Kawai 1989).
 */
export function placeByLikeness(count: number, likenesses: readonly Likeness[]): readonly Spot[] {
  const wanted = distances(count, likenesses);
  let spots: Spot[] = Array.from({ length: count }, (_, at) => {
    const angle = (at / count) * 2 * Math.PI - Math.PI / 2;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  });
  for (let round = 0; round < ROUNDS; round++) spots = spots.map((_, at) => pulled(at, spots, wanted));
  return spots;
}

/** Where one goes when every other one pulls it to its wanted distance. */
function pulled(at: number, spots: readonly Spot[], wanted: readonly (readonly number[])[]): Spot {
  const here = spots[at] ?? { x: 0, y: 0 };
  let [x, y, sum] = [0, 0, 0];
  spots.forEach((other, index) => {
    if (index === at) return;
    const target = wanted[at]?.[index] ?? APART;
    const weight = 1 / target ** 2;
    const [dx, dy] = [here.x - other.x, here.y - other.y];
    const far = Math.hypot(dx, dy) || 1e-6;
    x += weight * (other.x + (target * dx) / far);
    y += weight * (other.y + (target * dy) / far);
    sum += weight;
  });
  return sum === 0 ? here : { x: x / sum, y: y / sum };
}

function distances(count: number, likenesses: readonly Likeness[]): readonly (readonly number[])[] {
  const table = Array.from({ length: count }, (_, a) => Array.from({ length: count }, (__, b) => (a === b ? 0 : Infinity)));
  const put = (a: number, b: number, distance: number): void => {
    const row = table[a];
    if (row !== undefined) row[b] = Math.min(row[b] ?? Infinity, distance);
  };
  for (const { from, to, score } of likenesses) {
    const distance = SHORTEST + GROWTH * (1 - score);
    put(from, to, distance);
    put(to, from, distance);
  }
  for (let over = 0; over < count; over++) {
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++) {
        const way = ((table[a]?.[over] ?? Infinity) + (table[over]?.[b] ?? Infinity)) * 0.9;
        // Only between two that were not compared: what the comparison said stands.
        if (a !== b && !likenesses.some(({ from, to }) => (from === a && to === b) || (from === b && to === a))) put(a, b, way);
      }
    }
  }
  return table.map((row) => row.map((distance) => Math.min(distance, APART)));
}

/** Spots moved and scaled into a box, both ways alike, so that distances stay comparable. */
export function fitInto(spots: readonly Spot[], width: number, height: number, margin: number): readonly Spot[] {
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = Math.min((width - 2 * margin) / Math.max(wide, 1e-6), (height - 2 * margin) / Math.max(high, 1e-6));
  return spots.map(({ x, y }) => ({
    x: width / 2 + (x - left - wide / 2) * scale, y: height / 2 + (y - top - high / 2) * scale,
  }));
}
