import { CLUSTER_METHODS, SURE_METHODS } from '../../../contract/authorities.ts';
import type { AuthorityField, ClusterMethod } from '../../../contract/authorities.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { Keymaker, Keys } from './keys.ts';
import type { Known } from './known.ts';
import { lookalikeKey } from './lookalikes.ts';
import { BUCKETS, DeletionIndex, differing, editsBetween } from './neighbours.ts';
import type { FieldValues, Pace } from './values.ts';
import { reasonOf } from './reasons.ts';

export interface FoundSpelling {
  readonly value: string;
  readonly method: ClusterMethod;
  readonly why: LocalText;
}

export interface Found {
  readonly into: string;
  readonly method: ClusterMethod;
  readonly spellings: readonly FoundSpelling[];
}

/** Values that are surely one, as one: what neighbours are looked for among. */
interface Group {
  readonly into: string;
  readonly keys: Keys;
  readonly members: readonly number[];
  readonly records: number;
  /** The form is on the authority list, so it is not taken for a slip of another. */
  readonly listed: boolean;
}

interface Link {
  readonly centre: number;
  readonly method: ClusterMethod;
  readonly edits: number;
}

const rank = (method: ClusterMethod): number => CLUSTER_METHODS.indexOf(method);
const SURE: readonly ClusterMethod[] = SURE_METHODS;
/** How many times more records a form must have than one that merely sounds like it. */
const RARER = 2;

/**
 * Spellings that may be one. Those that are equal once indifferent differences are put aside make a group; the neighbours
 * of a group are linked to the one form among them that has most records, never on to neighbours of neighbours, because
 * chains of small differences lead anywhere.
 */
export async function clusterValues(field: AuthorityField, all: FieldValues, known: Known, keymaker: Keymaker, pace: Pace): Promise<readonly Found[]> {
  const { groups, found, keys } = await gather(all, known, keymaker, pace);
  const links = await linkNeighbours(field, groups, known, keymaker, pace);
  const stars = new Map<string, { readonly into: Group; readonly method: ClusterMethod; readonly spellings: FoundSpelling[] }>();
  const order = [...links.keys()].sort((a, b) => (groups[b]?.records ?? 0) - (groups[a]?.records ?? 0));
  const taken = new Set<number>();
  for (const at of order) {
    const link = links.get(at);
    const group = groups[at];
    const centre = link === undefined ? undefined : groups[link.centre];
    if (link === undefined || group === undefined || centre === undefined || taken.has(link.centre)) continue;
    taken.add(at);
    const name = `${link.method} ${link.centre}`;
    let star = stars.get(name);
    if (star === undefined) stars.set(name, star = { into: centre, method: link.method, spellings: [] });
    for (const member of group.members) {
      const value = all.values[member] ?? '';
      const own = keys[member] ?? group.keys;
      star.spellings.push({ value, method: link.method, why: reasonOf(link.method, value, centre.into, own, centre.keys, keymaker, link.edits) });
    }
  }
  const weak = [...stars.values()].map(({ into, method, spellings }): Found => ({ into: into.into, method, spellings }));
  const changed = ({ spellings }: Found): number => spellings.reduce((sum, { value }) => sum + (all.records[all.code(value) ?? -1] ?? 0), 0);
  return [...found, ...weak].map((cluster) => ({ cluster, size: changed(cluster) }))
    .sort((a, b) => Number(!SURE.includes(a.cluster.method)) - Number(!SURE.includes(b.cluster.method)) || b.size - a.size || (a.cluster.into < b.cluster.into ? -1 : 1))
    .map(({ cluster }) => cluster);
}

async function gather(all: FieldValues, known: Known, keymaker: Keymaker, pace: Pace): Promise<{ groups: Group[]; found: Found[]; keys: readonly Keys[] }> {
  const keys: Keys[] = [];
  const byKey = new Map<string, number[]>();
  const put = (key: string, code: number): void => {
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [code]);
    else list.push(code);
  };
  for (const [code, value] of all.values.entries()) {
    if (code % 256 === 0) await pace(code / all.values.length / 2);
    const own = keymaker.of(value);
    keys.push(own);
    const preferred = known.preferredOf(value);
    // A value the list knows belongs to the form it is known under, whatever it looks like.
    put(preferred === null ? own.variant : keymaker.of(preferred).variant, code);
  }
  const groups: Group[] = [];
  const found: Found[] = [];
  let turn = 0;
  for (const codes of byKey.values()) {
    if (turn++ % 256 === 0) await pace();
    const into = codes.length === 1 && known.preferredOf(all.values[codes[0] ?? 0] ?? '') === null ? all.values[codes[0] ?? 0] ?? '' : formOf(codes, all, known);
    const intoKeys = keys[all.code(into) ?? -1] ?? keymaker.of(into);
    const members: number[] = [];
    const spellings: FoundSpelling[] = [];
    for (const code of codes) {
      const value = all.values[code] ?? '';
      const preferred = known.preferredOf(value);
      if (value === into) members.push(code);
      else if ((preferred !== null && preferred !== into) || known.apart(value, into)) groups.push(alone(code, value, all, keys, preferred === value));
      else {
        members.push(code);
        const method = preferred === into ? 'known' : methodOf(keys[code] ?? intoKeys, intoKeys);
        spellings.push({ value, method, why: reasonOf(method, value, into, keys[code] ?? intoKeys, intoKeys, keymaker, 0) });
      }
    }
    spellings.sort((a, b) => (all.records[all.code(b.value) ?? -1] ?? 0) - (all.records[all.code(a.value) ?? -1] ?? 0));
    const records = members.reduce((sum, code) => sum + (all.records[code] ?? 0), 0);
    groups.push({ into, keys: intoKeys, members, records, listed: known.forms.has(into) });
    const weakest = spellings.reduce<ClusterMethod>((worst, { method }) => (rank(method) > rank(worst) ? method : worst), 'known');
    if (spellings.length > 0) found.push({ into, method: weakest, spellings });
  }
  return { groups, found, keys };
}

function alone(code: number, value: string, all: FieldValues, keys: readonly Keys[], listed: boolean): Group {
  return { into: value, keys: keys[code] ?? { width: value, spacing: value, script: value, variant: value }, members: [code], records: all.records[code] ?? 0, listed };
}

/** The form of the authority list, else the one most records have, else the plainest. */
function formOf(codes: readonly number[], all: FieldValues, known: Known): string {
  const candidates = codes.map((code) => ({ value: all.values[code] ?? '', records: all.records[code] ?? 0 }));
  const listed = candidates.map(({ value, records }) => ({ value: known.preferredOf(value), records })).filter((each): each is { value: string; records: number } => each.value !== null);
  const best = (listed.length > 0 ? listed : candidates).sort((a, b) => b.records - a.records || a.value.length - b.value.length || (a.value < b.value ? -1 : 1));
  return best[0]?.value ?? '';
}

/** The first key under which two spellings are equal. */
function methodOf(one: Keys, other: Keys): ClusterMethod {
  if (one.width === other.width) return 'width';
  if (one.spacing === other.spacing) return 'spacing';
  if (one.script === other.script) return 'script';
  return 'variant';
}

async function linkNeighbours(field: AuthorityField, groups: readonly Group[], known: Known, keymaker: Keymaker, pace: Pace): Promise<ReadonlyMap<number, Link>> {
  const links = new Map<number, Link>();
  const link = (one: number, other: number, method: ClusterMethod, edits: number): void => {
    const [a, b] = [groups[one], groups[other]];
    if (a === undefined || b === undefined || known.apart(a.into, b.into)) return;
    const first = a.records > b.records || (a.records === b.records && (Number(a.listed) > Number(b.listed) || (a.listed === b.listed && a.into < b.into)));
    const [centre, satellite, rarer] = first || (a.listed && !b.listed) ? [one, other, b] : [other, one, a];
    if (rarer.listed) return;
    const more = groups[centre]?.records ?? 0;
    if ((method === 'pinyin' || (method === 'edit' && rarer.keys.variant.length < 6)) && more < rarer.records * RARER) return;
    const before = links.get(satellite);
    const better = before === undefined || rank(method) < rank(before.method)
      || (method === before.method && (edits < before.edits || (edits === before.edits && more > (groups[before.centre]?.records ?? 0))));
    if (better) links.set(satellite, { centre, method, edits });
  };

  const byKey = async (keyOf: (group: Group) => string | null, method: ClusterMethod, fits: (a: Group, b: Group) => boolean, most: number): Promise<void> => {
    const same = new Map<string, number[]>();
    for (const [at, group] of groups.entries()) {
      if (at % 256 === 0) await pace();
      const key = keyOf(group);
      if (key === null) continue;
      const list = same.get(key);
      if (list === undefined) same.set(key, [at]);
      else list.push(at);
    }
    let turn = 0;
    for (const list of same.values()) {
      if (list.length < 2) continue;
      if (turn++ % 128 === 0) await pace();
      list.sort((a, b) => (groups[b]?.records ?? 0) - (groups[a]?.records ?? 0));
      for (const centre of list.slice(0, most)) {
        for (const other of list) {
          const [a, b] = [groups[centre], groups[other]];
          if (a !== undefined && b !== undefined && a !== b && fits(a, b)) link(centre, other, method, 0);
        }
      }
    }
  };
  const always = (a: Group, b: Group): boolean => a.keys.variant !== b.keys.variant;

  await byKey(({ keys }) => keymaker.order(keys), 'order', always, 1);
  await byKey(({ keys }) => lookalikeKey(keys.variant), 'lookalike', always, 1);
  // Words of two characters that sound alike are many and mean different things (引水, 饮水); names of two are names.
  await byKey(({ keys }) => (keys.variant.length < (field === 'author' ? 2 : 3) || !/\p{Script=Han}/u.test(keys.variant) ? null : keymaker.readings(keys.variant).join(' ')), 'pinyin', (a, b) => {
    const [one, other] = differing(a.keys.variant, b.keys.variant);
    // A person of another surname is another person.
    return one.length === 1 && other.length === 1 && (field !== 'author' || a.keys.variant[0] === b.keys.variant[0]);
  }, 3);

  const index = new DeletionIndex();
  for (const [at, { keys }] of groups.entries()) {
    if (at % 128 === 0) await pace(0.5 + at / groups.length / 4);
    index.add(at, keys.variant);
  }
  const soundAlike = (one: string, other: string): boolean => keymaker.readings(one).join() === keymaker.readings(other).join();
  let bucket = 0;
  for (const pairs of index.pairs()) {
    await pace(0.75 + bucket++ / BUCKETS / 4);
    for (const [at, [one, other]] of pairs.entries()) {
      if (at % 1024 === 1023) await pace();
      const [a, b] = [groups[one], groups[other]];
      if (a === undefined || b === undefined || a.keys.variant === b.keys.variant) continue;
      const edits = editsBetween(a.keys.variant, b.keys.variant, soundAlike);
      if (edits !== null) link(one, other, 'edit', edits);
    }
  }
  return links;
}
