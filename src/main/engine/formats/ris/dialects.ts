/** How one family of reference files writes its lines. */
export interface Dialect {
  /** A line with a tag; the tag is the first group. */
  readonly line: RegExp;
  /** The first line of a record, found in a text. */
  readonly opening: RegExp;
  readonly open: string;
  /** The tag that ends a record; null when only the next one does. */
  readonly close: string | null;
  /** Whether an empty line may end a record, where the opening tag was forgotten. */
  readonly blankEnds: boolean;
  /** Tags of dates, the fullest first. */
  readonly dates: readonly string[];
  /** Known tags: the code of our field, or of the tag's own, and what it is called. */
  readonly tags: Readonly<Record<string, { readonly code: string; readonly name: string }>>;
}

const tag = (code: string, name: string): { readonly code: string; readonly name: string } => ({ code, name });

/** Source: RIS format specification of Reference Manager, with the tags CNKI and Zotero write. */
const RIS: Dialect = {
  line: /^\s{0,4}([A-Z][A-Z0-9])[ \u00a0]{1,4}-(?:[ \u00a0]|$)/,
  opening: /^\s{0,4}TY[ \u00a0]{1,4}-/m,
  open: 'TY',
  close: 'ER',
  blankEnds: false,
  dates: ['DA', 'Y1', 'PY', 'YR'],
  tags: {
    TI: tag('BT', '标题'), T1: tag('BT', '标题'), ST: tag('ST', '短标题'), T2: tag('T2', '报刊'), T3: tag('T3', '丛编'),
    AU: tag('ZZ', '作者'), A1: tag('ZZ', '作者'), DA: tag('RQ', '日期'), Y1: tag('RQ', '日期'), PY: tag('RQ', '日期'),
    KW: tag('GJ', '关键词'), SP: tag('BH', '版号'), SE: tag('LM', '栏目'), AB: tag('AB', '摘要'), N2: tag('AB', '摘要'),
    N1: tag('N1', '附注'), JO: tag('JO', '报刊'), JF: tag('JO', '报刊'), JA: tag('JA', '报刊缩写'), TY: tag('TY', '文献类型'),
    VL: tag('VL', '卷'), IS: tag('IS', '期'), EP: tag('EP', '止页'), UR: tag('UR', '网址'), PB: tag('PB', '出版者'),
    SN: tag('SN', '刊号'), CN: tag('FL', '分类号'), DB: tag('DB', '数据库'), LA: tag('LA', '语种'), AD: tag('AD', '单位'),
  },
};

/** Source: EndNote import format ("refer"), as CNKI exports it. */
const ENDNOTE: Dialect = {
  line: /^\s{0,4}(%[0-9A-Z!@#$&()*+=[\]^<>?~|:])(?:[ \t]|$)/,
  opening: /^\s{0,4}%0[ \t]/m,
  open: '%0',
  close: null,
  blankEnds: true,
  dates: ['%8', '%D'],
  tags: {
    '%T': tag('BT', '标题'), '%A': tag('ZZ', '作者'), '%8': tag('RQ', '日期'), '%D': tag('RQ', '日期'), '%K': tag('GJ', '关键词'),
    '%P': tag('BH', '版号'), '%X': tag('%X', '摘要'), '%J': tag('%J', '报刊'), '%B': tag('%B', '报刊'), '%0': tag('%0', '文献类型'),
    '%+': tag('%+', '单位'), '%@': tag('%@', '刊号'), '%L': tag('%L', '统一刊号'), '%U': tag('%U', '网址'),
    '%W': tag('%W', '数据库'),
    '%V': tag('%V', '卷'), '%N': tag('%N', '期'), '%I': tag('%I', '出版者'), '%R': tag('%R', '标识'), '%G': tag('%G', '语种'),
    '%Z': tag('%Z', '附注'), '%!': tag('%!', '短标题'),
  },
};

/** Source: RefWorks tagged format, as CNKI exports it. */
const REFWORKS: Dialect = {
  // Subtle: text that goes on may begin with two capitals and a blank, so only the format's own tags count.
  line: new RegExp(String.raw`^\s{0,4}(${[
    'A[1-6BDNV]', 'C[1-8LN]', 'D[BOS]', 'E[D1-8]', 'FD', 'ID', 'IS', 'J[FO]', 'K1', 'L[AKL]', 'NO', 'O[LP]', 'P[BP]',
    'R[DT]', 'S[FLNPRT]', 'T[1-3]', 'U[1-9L]', 'VO', 'W[PTV]', 'YR',
  ].join('|')})(?:[ \t]|$)`),
  opening: /^\s{0,4}RT[ \t]\S/m,
  open: 'RT',
  close: null,
  blankEnds: true,
  dates: ['FD', 'YR'],
  tags: {
    T1: tag('BT', '标题'), A1: tag('ZZ', '作者'), FD: tag('RQ', '日期'), YR: tag('RQ', '日期'), K1: tag('GJ', '关键词'),
    SP: tag('BH', '版号'), OP: tag('OP', '页码'), AB: tag('AB', '摘要'), JF: tag('JF', '报刊'), T2: tag('T2', '报刊'),
    RT: tag('RT', '文献类型'), AD: tag('AD', '单位'), SN: tag('SN', '刊号'), LA: tag('LA', '语种'), DS: tag('DS', '数据库'),
    LK: tag('LK', '网址'), UL: tag('UL', '网址'), VO: tag('VO', '卷'), IS: tag('IS', '期'), CN: tag('CN', '统一刊号'),
    NO: tag('NO', '附注'), PB: tag('PB', '出版者'), SR: tag('SR', '来源类型'),
  },
};

/** The dialect of a text: of which a record opens first, and has a title or an author after it. */
export function dialectOf(text: string): Dialect | null {
  let best: Dialect | null = null;
  let first = Infinity;
  for (const [dialect, second] of [
    [RIS, /^\s{0,4}(?:TI|T1|AU|A1|JO|T2|PY|ER)[ \u00a0]{1,4}-/m],
    [ENDNOTE, /^\s{0,4}%[TAJDX][ \t]/m],
    [REFWORKS, /^\s{0,4}(?:T1|A1|JF|YR|SR)[ \t]/m],
  ] as const) {
    const at = text.search(dialect.opening);
    if (at < 0 || at >= first || !second.test(text.slice(at))) continue;
    best = dialect;
    first = at;
  }
  return best;
}
