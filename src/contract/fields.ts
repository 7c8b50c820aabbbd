import type { FieldName } from './records.ts';

/** The known fields in canonical order, with the two-letter code and the Chinese name their tag carries. */
export const FIELDS = [
  { field: 'issue', code: 'ZQ', zh: '总期', en: 'Issue' },
  { field: 'date', code: 'RQ', zh: '日期', en: 'Date' },
  { field: 'page', code: 'BH', zh: '版号', en: 'Page' },
  { field: 'item', code: 'TH', zh: '条号', en: 'Item' },
  { field: 'kicker', code: 'YT', zh: '引题', en: 'Kicker' },
  { field: 'title', code: 'BT', zh: '标题', en: 'Title' },
  { field: 'subtitle', code: 'FT', zh: '副题', en: 'Subtitle' },
  { field: 'author', code: 'ZZ', zh: '作者', en: 'Author' },
  { field: 'class', code: 'FL', zh: '分类', en: 'Class number' },
  { field: 'column', code: 'LM', zh: '栏目', en: 'Column' },
  { field: 'pageName', code: 'BM', zh: '版名', en: 'Page name' },
  { field: 'keywords', code: 'GJ', zh: '关键', en: 'Keywords' },
  { field: 'genre', code: 'TC', zh: '体裁', en: 'Genre' },
  { field: 'body', code: 'ZW', zh: '正文', en: 'Body' },
] as const satisfies readonly { readonly field: FieldName; readonly code: string; readonly zh: string; readonly en: string }[];
