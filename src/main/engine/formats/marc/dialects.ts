import type { FieldMap, MarcDialect } from '../../../../contract/exports.ts';

/** What a dialect of MARC fixes, beside where values go. */
export interface Dialect {
  readonly map: FieldMap;
  /** Indicators by tag; two blanks where none are told. */
  readonly indicators: Readonly<Record<string, string>>;
  /** Subfields that go along with the first one of a field. */
  readonly along: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  /** Tags every value of which makes a field of its own; in the others values of one tag share a field. */
  readonly separate: ReadonlySet<string>;
  /** Tags for persons and the same for corporate bodies; `first` for the first name of a record where it differs. */
  readonly names: Readonly<Record<string, { readonly corporate: string; readonly more: string; readonly moreCorporate: string }>>;
  /** Tag of the field the body goes to by itself: the one that is cut, not left out, when it is too long. */
  readonly body: string;
}

/**
 * Source: UNIMARC Manual, Bibliographic Format (IFLA); WH/T 0503-1996, 中国机读目录格式. An article is an analytic
 * record (leader 7 "a"): 461 links to the newspaper, 462 to the issue and the page, as embedded fields.
 */
const CNMARC: Dialect = {
  map: {
    title: ['200$a'], subtitle: ['200$e'], kicker: ['300$a=引题：'],
    author: ['701$a'], unit: ['300$a=作者单位：'],
    '@place': ['210$a'], '@publisher': ['210$c'], date: ['210$d', '462/210$d'],
    part: ['215$a'], column: ['300$a=栏目：'], pageName: ['300$a=版名：'], tags: ['300$a=标签：'], sets: [],
    others: ['300$a'], body: ['330$a'],
    '@newspaper': ['461/200$a', '462/200$a'], '@issn': ['461/011$a'], issue: ['461/200$v=总第', '462/200$h=总第'], page: ['462/215$a=第'], item: [],
    genre: ['608$a'], persons: ['600$a'], keywords: ['610$a'], class: ['690$a'],
    '@cn': ['300$a=统一刊号：'], path: ['856$f'], pictures: ['856$f'],
  },
  indicators: {
    101: '0 ', 200: '1 ', 461: ' 0', 462: ' 0', 600: ' 0', 606: '0 ', 610: '0 ', 701: ' 0', 702: ' 0', 711: '02', 712: '02', 801: ' 0',
    856: '7 ', '200/': '1 ', '011/': '  ',
  },
  along: { 701: [['4', '070']], 711: [['4', '070']], 690: [['v', '5']], 856: [['2', 'file']], 608: [['2', 'local']] },
  separate: new Set(['300', '517', '600', '606', '608', '610', '690', '856', '320', '327', '692', '699']),
  names: {
    700: { corporate: '710', more: '701', moreCorporate: '711' },
    701: { corporate: '711', more: '701', moreCorporate: '711' },
    702: { corporate: '712', more: '702', moreCorporate: '712' },
  },
  body: '330',
};

/** Source: MARC 21 Format for Bibliographic Data (Library of Congress). Leader 7 "b": component part of a serial; 773 names the host. */
const MARC21: Dialect = {
  map: {
    title: ['245$a'], subtitle: ['245$b'], kicker: ['246$a'], author: ['100$a'], unit: ['500$a=作者单位：'],
    '@place': ['264$a'], '@publisher': ['264$b'], date: ['264$c'],
    column: ['500$a=栏目：'], pageName: ['500$a=版名：'], others: ['500$a'], tags: ['500$a=标签：'], sets: [], body: ['520$a'],
    persons: ['600$a'], keywords: ['653$a'], genre: ['655$a'], class: ['084$a'],
    '@newspaper': ['773$t'], part: ['773$g'], issue: [], page: [], item: [], '@issn': ['773$x'], '@cn': ['773$o'],
    path: ['856$f'], pictures: ['856$f'],
  },
  indicators: {
    245: '00', 246: '1 ', 264: ' 1', 520: '  ', 600: '04', 650: ' 4', 653: '  ', 655: ' 7', 773: '0 ', 856: '7 ', 100: '1 ', 110: '2 ', 700: '1 ', 710: '2 ',
  },
  along: { '084': [['2', 'clc']], 655: [['2', 'local']], 856: [['2', 'file']], 246: [['i', '引题:']] },
  separate: new Set(['084', '246', '500', '600', '650', '653', '655', '856', '690', '520']),
  names: {
    100: { corporate: '110', more: '700', moreCorporate: '710' },
    700: { corporate: '710', more: '700', moreCorporate: '710' },
  },
  body: '520',
};

export const DIALECTS: Readonly<Record<MarcDialect, Dialect>> = { cnmarc: CNMARC, marc21: MARC21 };

/** Bodies, offices and papers that sign articles. Three characters are a person's name unless they are one of these. */
const CORPORATE = /^(?:新华社|中新社|本报|本刊|编辑部|评论员|本社)$|^(?:本报|本刊)|.{2,}(?:社|部|委员会|局|厅|院|所|协会|联合会|委|公司|集团|大学|中心|办公室|政府|日报|晚报|电视台|电台|总队|小组|银行|总会)$/;
export const isCorporate = (name: string): boolean => CORPORATE.test(name) && ([...name].length > 3 || /^(?:新华社|中新社|编辑部|评论员)$|^本/.test(name));
