import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { RecordStatus } from '../../contract/records.ts';

const STATUSES: readonly RecordStatus[] = ['new', 'review', 'done', 'rejected'];

/** The statuses as a menu, each with the key that gives it. */
export function useStatusChoices() {
  const { t } = useI18n();
  return computed<{ key: RecordStatus; label: string }[]>(() => STATUSES.map((key, index) => ({
    key, label: `${index + 1}  ${t(`records.status.${key}`)}`,
  })));
}
