import { useLocalStorage } from '@vueuse/core';
import { watchEffect } from 'vue';
import { createI18n } from 'vue-i18n';
import type { Language } from '../../contract/desktop.ts';
import type { LocalText } from '../../contract/text.ts';

/** A tree of sentences; the leaves may hold `{name}` parameters and `one | many` forms. */
export interface Messages { readonly [key: string]: string | Messages }

const files = import.meta.glob<Messages>('./messages/*.ts', { eager: true, import: 'default' });

/** `./messages/records.zh-CN.ts` becomes the branch `records` of the Chinese tree. */
function collect(language: Language): Record<string, Messages> {
  const tree: Record<string, Messages> = {};
  for (const [path, messages] of Object.entries(files)) {
    const match = /\/(\w+)\.(zh-CN|en)\.ts$/.exec(path);
    if (match?.[2] === language && match[1] !== undefined) tree[match[1]] = messages;
  }
  return tree;
}

/** The interface language. Change it with `chooseLanguage`, so that the menus follow. */
export const language = useLocalStorage<Language>('jianbao.language', navigator.language.startsWith('zh') ? 'zh-CN' : 'en');

export const i18n = createI18n({
  legacy: false,
  locale: language.value,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': collect('zh-CN'), en: collect('en') },
});

/** A sentence of the interface in the current language, for code outside templates. */
export const t = i18n.global.t;

/** The current language's half of a sentence that came from the engine. */
export function say(text: LocalText): string {
  return language.value === 'zh-CN' ? text.zh : text.en;
}

/** Keep the sentences and the document in step with the choice. Called once, before the window is mounted. */
export function applyLanguage(): void {
  watchEffect(() => {
    i18n.global.locale.value = language.value;
    document.documentElement.lang = language.value;
  });
}
