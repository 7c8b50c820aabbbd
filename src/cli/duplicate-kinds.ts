import type { DuplicateKind } from '../contract/duplicates.ts';
import type { LocalText } from '../contract/text.ts';

/** The kinds of duplicate groups, as people call them. */
export const KINDS = {
  exact: { zh: '同一文章', en: 'same article' },
  near: { zh: '相近', en: 'similar' },
  reprint: { zh: '转载', en: 'reprint' },
  continuation: { zh: '续版', en: 'continued' },
  contained: { zh: '包含', en: 'contained' },
  headline: { zh: '同题异文', en: 'same headline' },
  version: { zh: '另一版本', en: 'other version' },
} as const satisfies Readonly<Record<DuplicateKind, LocalText>>;

export const KIND_NAMES = Object.keys(KINDS) as readonly DuplicateKind[];
