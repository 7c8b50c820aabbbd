import { shallowRef } from 'vue';
import type { EditResult, RecordStatus } from '../../contract/records.ts';
import type { Selection } from '../../contract/selection.ts';
import { t } from '../i18n/language.ts';
import { useEngine } from '../shell/engine.ts';
import { notify, notifyFault } from '../shell/faults.ts';
import { formatCount } from '../shell/figures.ts';
import { selection } from '../shell/selection.ts';

/** What a picker over the window shall work on; null while it is closed. */
export const classFor = shallowRef<Selection | null>(null);
export const tagsFor = shallowRef<Selection | null>(null);
export const setFor = shallowRef<Selection | null>(null);

function withSelection(use: (chosen: Selection) => void): void {
  if (selection.value === null) notify(t('records.act.nothing'), 'info');
  else use(selection.value);
}

/** Open the picker for a class number. */
export function assignClass(): void {
  withSelection((chosen) => { classFor.value = chosen; });
}

/** Open the picker for tags. */
export function assignTags(): void {
  withSelection((chosen) => { tagsFor.value = chosen; });
}

/** Open the picker for a set. */
export function addToSet(): void {
  withSelection((chosen) => { setFor.value = chosen; });
}

/** Say how many records an edit changed, or that it changed none. */
export function tell(result: Pick<EditResult, 'records'>, done: string): void {
  if (result.records === 0) notify(t('records.act.unchanged'), 'info');
  else notify(t('records.act.changed', { done, n: formatCount(result.records) }, result.records));
}

export async function putStatus(status: RecordStatus, on: Selection | null = selection.value): Promise<void> {
  if (on === null) {
    notify(t('records.act.nothing'), 'info');
    return;
  }
  try {
    tell(await useEngine().records.status({ selection: on, status }), t('records.act.statusDone', { status: t(`records.status.${status}`) }));
  } catch (thrown) {
    notifyFault(thrown);
  }
}
