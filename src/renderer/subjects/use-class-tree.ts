import { useLocalStorage } from '@vueuse/core';
import { computed, shallowRef } from 'vue';
import type { ClassNode } from '../../contract/subjects.ts';
import { onEngine, useEngine } from '../shell/engine.ts';
import { notifyFault } from '../shell/faults.ts';
import { flatten } from './tree.ts';
import type { Branches } from './tree.ts';

/** The class tree, fetched branch by branch as it is opened. Made in a component's setup. */
export function useClassTree() {
  const branches = shallowRef<Branches>(new Map());
  const open = shallowRef<ReadonlySet<string>>(new Set());
  const usedOnly = useLocalStorage('jianbao.classes-used-only', false);
  const rows = computed(() => flatten(branches.value, open.value, usedOnly.value));

  async function fetchBranch(under: string): Promise<readonly ClassNode[]> {
    const nodes = await useEngine().subjects.tree(under === '' ? {} : { under });
    branches.value = new Map(branches.value).set(under, nodes);
    return nodes;
  }

  async function toggle(notation: string): Promise<void> {
    const next = new Set(open.value);
    if (next.delete(notation)) {
      open.value = next;
      return;
    }
    try {
      if (!branches.value.has(notation)) await fetchBranch(notation);
      open.value = new Set(open.value).add(notation);
    } catch (thrown) {
      notifyFault(thrown);
    }
  }

  /** Open everything above a class, so that it is in sight. */
  async function reveal(target: ClassNode): Promise<void> {
    const path: string[] = [];
    let broader = target.broader;
    while (broader !== null && !path.includes(broader)) {
      path.unshift(broader);
      broader = await broaderOf(broader);
    }
    for (const notation of ['', ...path]) if (!branches.value.has(notation)) await fetchBranch(notation);
    open.value = new Set([...open.value, ...path]);
    if (usedOnly.value && target.records === 0) usedOnly.value = false;
  }

  async function broaderOf(notation: string): Promise<string | null> {
    for (const nodes of branches.value.values()) {
      const known = nodes.find((node) => node.notation === notation);
      if (known !== undefined) return known.broader;
    }
    const found = await useEngine().subjects.search({ text: notation, limit: 10 });
    return found.find((node) => node.notation === notation)?.broader ?? null;
  }

  async function refresh(): Promise<void> {
    try {
      await Promise.all([...new Set(['', ...branches.value.keys()])].map(fetchBranch));
    } catch (thrown) {
      notifyFault(thrown);
    }
  }
  onEngine('changed', ({ areas }) => { if (areas.includes('subjects') || areas.includes('records')) void refresh(); });
  void refresh();

  return { rows, usedOnly, toggle, reveal };
}
