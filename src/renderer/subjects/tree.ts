import type { ClassNode } from '../../contract/subjects.ts';

/** The classes fetched so far, by the class they stand under; '' for the main classes. */
export type Branches = ReadonlyMap<string, readonly ClassNode[]>;

export interface TreeRow {
  readonly node: ClassNode;
  /** 1 for a main class. */
  readonly level: number;
  readonly open: boolean;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
}

/** The rows of the tree as they stand below each other. `usedOnly` leaves out classes without records. */
export function flatten(branches: Branches, open: ReadonlySet<string>, usedOnly: boolean): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (under: string, level: number): void => {
    const nodes = (branches.get(under) ?? []).filter(({ records }) => !usedOnly || records > 0);
    nodes.forEach((node, at) => {
      const isOpen = node.hasNarrower && open.has(node.notation);
      rows.push({ node, level, open: isOpen, place: at + 1, siblings: nodes.length });
      if (isOpen) add(node.notation, level + 1);
    });
  };
  add('', 1);
  return rows;
}

export type TreeMove = { readonly go: number } | { readonly toggle: string };

/**
 * What an arrow key does at a row, as in every tree: right opens a closed class and then goes to its first narrower
 * one, left closes an open one and then goes to the broader one. Null when the key does nothing here.
 */
export function moveBy(key: string, rows: readonly TreeRow[], at: number): TreeMove | null {
  const row = rows[at];
  const last = rows.length - 1;
  switch (key) {
    case 'ArrowDown': return at < last ? { go: at + 1 } : null;
    case 'ArrowUp': return at > 0 ? { go: at - 1 } : null;
    case 'Home': return last >= 0 ? { go: 0 } : null;
    case 'End': return last >= 0 ? { go: last } : null;
    case 'ArrowRight':
      if (row?.node.hasNarrower !== true) return null;
      if (!row.open) return { toggle: row.node.notation };
      return (rows[at + 1]?.level ?? 0) > row.level ? { go: at + 1 } : null;
    case 'ArrowLeft': {
      if (row === undefined) return null;
      if (row.open) return { toggle: row.node.notation };
      for (let above = at - 1; above >= 0; above--) if ((rows[above]?.level ?? 0) < row.level) return { go: above };
      return null;
    }
    default: return null;
  }
}
