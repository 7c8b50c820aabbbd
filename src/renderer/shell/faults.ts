import { createDiscreteApi, dateEnUS, dateZhCN, enUS, zhCN, type ConfigProviderProps } from 'naive-ui';
import { computed } from 'vue';
import { Fault } from '../../contract/fault.ts';
import { language, say, t } from '../i18n/language.ts';
import { naiveOverrides, naiveTheme } from './theme.ts';

const configProviderProps = computed<ConfigProviderProps>(() => ({
  theme: naiveTheme.value,
  themeOverrides: naiveOverrides.value,
  locale: language.value === 'zh-CN' ? zhCN : enUS,
  dateLocale: language.value === 'zh-CN' ? dateZhCN : dateEnUS,
}));

let made: ReturnType<typeof make> | undefined;
const make = () => createDiscreteApi(['message', 'dialog'], {
  configProviderProps,
  messageProviderProps: { placement: 'bottom', max: 3, keepAliveOnHover: true },
});
// Made when first used: it mounts into the document.
const desk = () => (made ??= make());

/** What happened and what one can do, in the current language. */
export function faultSentence(thrown: unknown): string {
  return say(Fault.from(thrown).text);
}

export function isFault(thrown: unknown, code: Fault['code']): thrown is Fault {
  return thrown instanceof Fault && thrown.code === code;
}

/** Show a failed call as a sentence. A call the user cancelled is no news. */
export function notifyFault(thrown: unknown): void {
  const fault = Fault.from(thrown);
  if (fault.code === 'cancelled') return;
  if (fault.code === 'internal') console.error(thrown);
  desk().message.error(say(fault.text), { duration: 8000, closable: true });
}

/** Say that something was done, or that there is something to know. The sentence is already in the current language. */
export function notify(text: string, kind: 'success' | 'info' | 'warning' = 'success'): void {
  desk().message[kind](text, { duration: 4000, closable: true });
}

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  /** By default "cancel". */
  readonly no?: string;
}

/** Ask before something that cannot be taken back. Resolves to the answer; closing the dialog is a no. */
export function confirmFirst(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    desk().dialog.warning({
      title: question.title,
      content: question.text,
      positiveText: question.yes,
      negativeText: question.no ?? t('shell.cancel'),
      onPositiveClick: () => resolve(true),
      onNegativeClick: () => resolve(false),
      onClose: () => resolve(false),
      onEsc: () => resolve(false),
      onMaskClick: () => resolve(false),
    });
  });
}
