/**
 * Groups of records that are one article, by evidence: edges are taken strongest first (single linkage over accepted
 * edges, Kruskal's order), and an edge that would join two groups must be borne out by the records on both sides. A
 * round-up, or a record that happens to resemble two articles, therefore stays a bridge and welds nothing.
 */
import type { Kind } from './kind.ts';

/** A compared pair as grouping needs it. `a` < `b`. */
export interface Edge {
  readonly a: number;
  readonly b: number;
  readonly score: number;
  readonly kind: Kind;
  /** A person decided so: it joins whatever its score, and needs nobody to bear it out. */
  readonly sure?: boolean;
}

/** One article: its records, ascending, and the edges that hold them together. */
export interface Group<E extends Edge = Edge> {
  readonly members: readonly number[];
  readonly edges: readonly E[];
  /** The edge that the group would fall apart at first: the least score on its spanning tree. */
  readonly weakest: E;
}

/** What grouping is told besides the edges. */
export interface GroupOptions<E extends Edge> {
  /** Least score of an edge that joins. */
  readonly accept: number;
  /** Pairs that a person has declared distinct: never in one group. */
  readonly distinct?: Iterable<readonly [number, number]>;
  /** Compares two records that were not compared yet: their score. Without it only known edges bear out a join. */
  readonly compare?: (a: number, b: number) => E | null;
}

/** Groups and the accepted edges that were not allowed to join (bridges, or against a decision). */
export interface Grouping<E extends Edge> {
  readonly groups: readonly Group<E>[];
  readonly bridges: readonly E[];
}

/** Cross pairs looked at before two groups are joined. */
const WITNESSES = 6;
/** Share of them that must speak for the join. */
const BORNE_OUT = 0.34;

/** Groups the edges. The answer depends on the set of edges only, not on their order. */
export function group<E extends Edge>(edges: Iterable<E>, options: GroupOptions<E>): Grouping<E> {
  const accepted = [...edges].filter((edge) => edge.sure === true || edge.score >= options.accept);
  accepted.sort((x, y) => Number(y.sure === true) - Number(x.sure === true) || y.score - x.score || x.a - y.a || x.b - y.b);
  const known = new Map<string, E>(accepted.map((edge) => [pairKey(edge.a, edge.b), edge]));
  const parts = new Parts(options.distinct ?? []);
  const tree: E[] = [];
  const bridges: E[] = [];
  for (const edge of accepted) {
    const left = parts.of(edge.a);
    const right = parts.of(edge.b);
    if (left === right) continue;
    if (parts.forbidden(left, right) || !borneOut(edge, left, right, known, options)) bridges.push(edge);
    else {
      parts.join(left, right);
      tree.push(edge);
    }
  }
  return { groups: collect(parts, tree, accepted), bridges };
}

/** A set of records under construction. */
interface Part {
  members: number[];
  /** Members of other parts that must stay apart. */
  apart: Set<number>;
}

class Parts {
  readonly #parts = new Map<number, Part>();
  readonly #distinct = new Map<number, number[]>();

  constructor(distinct: Iterable<readonly [number, number]>) {
    for (const [a, b] of distinct) {
      this.#distinct.set(a, [...(this.#distinct.get(a) ?? []), b]);
      this.#distinct.set(b, [...(this.#distinct.get(b) ?? []), a]);
    }
  }

  of(record: number): Part {
    let part = this.#parts.get(record);
    if (part === undefined) {
      part = { members: [record], apart: new Set(this.#distinct.get(record) ?? []) };
      this.#parts.set(record, part);
    }
    return part;
  }

  forbidden(left: Part, right: Part): boolean {
    const [few, many] = left.apart.size <= right.apart.size ? [left, right] : [right, left];
    for (const record of few.apart) if (many.members.includes(record)) return true;
    return false;
  }

  join(left: Part, right: Part): void {
    const [into, from] = left.members.length >= right.members.length ? [left, right] : [right, left];
    for (const record of from.members) {
      into.members.push(record);
      this.#parts.set(record, into);
    }
    for (const record of from.apart) into.apart.add(record);
  }

  all(): Part[] {
    return [...new Set(this.#parts.values())].filter((part) => part.members.length > 1);
  }
}

/**
 * A join of two single records needs its edge only. Otherwise records of both sides are witnesses: each must be tied
 * to the far side. A cut-off copy is tied to the whole alone and never to another cut-off copy, so a single record
 * that is contained in, or continues, a member of the group is taken on that edge.
 */
function borneOut<E extends Edge>(
  edge: E, left: Part, right: Part, known: ReadonlyMap<string, E>, options: GroupOptions<E>,
): boolean {
  const crossings = left.members.length * right.members.length;
  if (crossings === 1 || edge.sure === true) return true;
  const single = left.members.length === 1 || right.members.length === 1;
  if (single && edge.kind === 'contained') return true;
  if (single && edge.kind === 'continuation') return continues(edge, left, right, known, options);
  let seen = 0;
  let held = 0;
  const near = (members: readonly number[], tip: number): number[] =>
    [tip, ...members.filter((record) => record !== tip).sort((x, y) => x - y).slice(0, WITNESSES)];
  for (const a of near(left.members, left.members.includes(edge.a) ? edge.a : edge.b)) {
    for (const b of near(right.members, right.members.includes(edge.b) ? edge.b : edge.a)) {
      if (seen >= WITNESSES) break;
      if (pairKey(a, b) === pairKey(edge.a, edge.b)) continue;
      const cross = known.get(pairKey(a, b)) ?? options.compare?.(Math.min(a, b), Math.max(a, b));
      if (cross === undefined) continue;
      seen++;
      if (cross !== null && cross.score >= options.accept) held++;
    }
  }
  return seen === 0 || held / seen >= BORNE_OUT;
}

/**
 * A single record that continues a member of a group. Where another member takes that one in, it is the whole article, or
 * more of it: then it must have to do with the newcomer as well.
 */
function continues<E extends Edge>(
  edge: E, left: Part, right: Part, known: ReadonlyMap<string, E>, options: GroupOptions<E>,
): boolean {
  const part = left.members.length === 1 ? right : left;
  const [tip, newcomer] = part.members.includes(edge.a) ? [edge.a, edge.b] : [edge.b, edge.a];
  const between = (a: number, b: number): E | null | undefined => known.get(pairKey(a, b)) ?? options.compare?.(Math.min(a, b), Math.max(a, b));
  return part.members.slice(0, WITNESSES * 4).every((member) => {
    if (member === tip || known.get(pairKey(member, tip))?.kind !== 'contained') return true;
    const edgeToWhole = between(member, newcomer);
    return edgeToWhole === undefined || (edgeToWhole !== null && edgeToWhole.score >= options.accept);
  });
}

function collect<E extends Edge>(parts: Parts, tree: readonly E[], accepted: readonly E[]): Group<E>[] {
  const weakest = new Map<Part, E>();
  for (const edge of tree) {
    const part = parts.of(edge.a);
    if (edge.score <= (weakest.get(part)?.score ?? Infinity)) weakest.set(part, edge);
  }
  const inside = new Map<Part, E[]>();
  for (const edge of accepted) {
    const part = parts.of(edge.a);
    if (part !== parts.of(edge.b)) continue;
    const list = inside.get(part);
    if (list === undefined) inside.set(part, [edge]);
    else list.push(edge);
  }
  const groups: Group<E>[] = [];
  for (const part of parts.all()) {
    const edge = weakest.get(part);
    if (edge === undefined) continue;
    groups.push({ members: part.members.sort((x, y) => x - y), edges: inside.get(part) ?? [], weakest: edge });
  }
  return groups.sort((x, y) => (x.members[0] ?? 0) - (y.members[0] ?? 0));
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a},${b}` : `${b},${a}`;
}
