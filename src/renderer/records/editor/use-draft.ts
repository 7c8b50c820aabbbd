import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { FieldName, RecordDetail } from '../../../contract/records.ts';
import { useEngine } from '../../shell/engine.ts';
import { notifyFault } from '../../shell/faults.ts';
import { faultOf, tidy } from './validate.ts';

/** A value being typed for one field of the current record, and the way to store it. */
export function useDraft(record: () => RecordDetail, field: FieldName) {
  const { t } = useI18n();
  const view = computed(() => record().fields.find((each) => each.field === field));
  const stored = computed(() => view.value?.value ?? '');
  const text = ref(stored.value);
  const saving = ref(false);
  /** The record the text belongs to: the current one may have changed by the time the field is left. */
  let owner = record().id;

  const changed = computed(() => tidy(field, text.value) !== tidy(field, stored.value));
  const fault = computed(() => {
    const found = changed.value ? faultOf(field, text.value) : null;
    return found === null ? '' : t(`editor.fault.${found}`);
  });

  watch(() => [record().id, stored.value] as const, ([id, value], [, before]) => {
    // What is being typed is not overwritten by the record coming again.
    if (id === owner && text.value !== before) return;
    owner = id;
    text.value = value;
  });

  /** Store the text as one operation; nothing is written when it is as before or cannot be right. */
  async function save(): Promise<void> {
    if (!changed.value || fault.value !== '' || saving.value) return;
    const value = tidy(field, text.value);
    saving.value = true;
    try {
      await useEngine().records.set({ selection: { ids: [owner] }, values: { [field]: value === '' ? null : value } });
    } catch (thrown) {
      notifyFault(thrown);
    } finally {
      saving.value = false;
    }
  }

  function revert(): void {
    text.value = stored.value;
  }

  return { view, text, changed, fault, saving, save, revert };
}
