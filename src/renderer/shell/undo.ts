import { useThrottleFn } from '@vueuse/core';
import { shallowReadonly, shallowRef } from 'vue';
import type { Fault } from '../../contract/fault.ts';
import type { Conflict, HistoryApi, Operation } from '../../contract/history.ts';
import { say, t } from '../i18n/language.ts';
import { onEngine, useEngine } from './engine.ts';
import { confirmFirst, isFault, notify, notifyFault } from './faults.ts';
import { formatCount } from './figures.ts';

interface Next { readonly undo: Operation | null; readonly redo: Operation | null }

const nextRef = shallowRef<Next>({ undo: null, redo: null });

/** What undo and redo would do next. */
export const nextSteps = shallowReadonly(nextRef);

async function refresh(): Promise<void> {
  try {
    nextRef.value = await useEngine().history.next({});
  } catch {
    nextRef.value = { undo: null, redo: null };
  }
}

/** Keep `nextSteps` in step with the library. Called once, before the window is mounted. */
export function followHistory(): void {
  const soon = useThrottleFn(refresh, 250, true);
  onEngine('changed', () => void soon());
}

export function conflictsOf(fault: Fault): readonly Conflict[] {
  return Array.isArray(fault.details) ? fault.details as readonly Conflict[] : [];
}

/** Undo the last operation, one by number, or one operation for one record; asks first when later work stands in the way. */
export async function undo(input: Omit<Parameters<HistoryApi['undo']>[0], 'force'> = {}, sentence?: string): Promise<void> {
  const named = sentence ?? (nextRef.value.undo === null ? '' : say(nextRef.value.undo.sentence));
  const run = (force: boolean) => useEngine().history.undo({ ...input, force });
  await reverse(run, () => t('shell.undo.done', { step: named }));
}

export async function redo(): Promise<void> {
  const named = nextRef.value.redo === null ? '' : say(nextRef.value.redo.sentence);
  await reverse((force) => useEngine().history.redo({ force }), () => t('shell.undo.redone', { step: named }));
}

async function reverse(run: (force: boolean) => Promise<unknown>, done: () => string): Promise<void> {
  try {
    await run(false);
    notify(done());
  } catch (thrown) {
    if (!isFault(thrown, 'conflict')) {
      notifyFault(thrown);
      return;
    }
    const touched = conflictsOf(thrown).length;
    const go = await confirmFirst({
      title: t('shell.undo.conflictTitle'),
      text: `${say(thrown.text)} ${t('shell.undo.conflictText', { n: formatCount(touched) }, touched)}`,
      yes: t('shell.undo.conflictYes'),
    });
    if (go) await run(true).then(() => notify(done()), notifyFault);
  }
}
