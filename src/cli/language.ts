import type { LocalText } from '../contract/text.ts';

export type Lang = 'zh' | 'en';

/** The language asked for by `--lang`, or null when the command line does not say. */
export function langOption(argv: readonly string[]): Lang | null {
  const at = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const value = argv[at]?.startsWith('--lang=') ? argv[at]?.slice('--lang='.length) : argv[at + 1];
  return at >= 0 && (value === 'zh' || value === 'en') ? value : null;
}

/** The language of what is printed: `--lang`, else English where the locale is English, else Chinese. */
export function chooseLang(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Lang {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return langOption(argv) ?? (/^en([_.@]|$)/i.test(locale) ? 'en' : 'zh');
}

export const pick = (lang: Lang, text: LocalText): string => text[lang];
