import type { DuplicateKind } from '../contract/duplicates.ts';
import type { LocalText } from '../contract/text.ts';

/** The kinds of duplicate groups, as people call them. */
export const KINDS = {
  exact: { zh: '全同', en: 'exact' },
  near: { zh: '近似', en: 'near' },
  reprint: { zh: '转载', en: 'reprint' },
  continuation: { zh: '续文', en: 'continuation' },
  contained: { zh: '包含', en: 'contained' },
  headline: { zh: '同题', en: 'headline' },
  version: { zh: '不同版本', en: 'version' },
} as const satisfies Readonly<Record<DuplicateKind, LocalText>>;

export const KIND_NAMES = Object.keys(KINDS) as readonly DuplicateKind[];
