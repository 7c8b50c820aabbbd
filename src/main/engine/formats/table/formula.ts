import type { Loss } from '../writer.ts';

/**
 * Text a spreadsheet program would run when it opens it as a cell, full-width signs included (they count in Chinese and
 * Japanese systems). One that follows apostrophes counts as well, so that reading takes away the one that was put there
 * and no other. Source: OWASP, CSV Injection.
 */
export const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

export const formulaLoss = (field: string, value: string, how: 'apostrophe' | 'text'): Loss => ({
  kind: 'formula', field,
  text: how === 'apostrophe'
    ? { zh: `以“${value.slice(0, 1)}”开头，表格软件会当作公式执行，已在前面加“'”。`, en: `It begins with "${value.slice(0, 1)}" and a spreadsheet would run it as a formula; an apostrophe was put before it.` }
    : { zh: `以“${value.slice(0, 1)}”开头，已存为文本单元格，不会执行。`, en: `It begins with "${value.slice(0, 1)}"; it was stored as a text cell and is not run.` },
});
