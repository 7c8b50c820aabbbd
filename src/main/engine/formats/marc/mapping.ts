/** Which tags mean what: of MARC 21, or of UNIMARC and CNMARC, its Chinese form. */
export type Dialect = 'marc21' | 'unimarc';

/** Tag and subfield → code of the tagged format. Source: the MARC 21 format; WH/T 0503-1996, 中国机读目录格式. */
const CODES: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  unimarc: {
    '200a': 'BT', '200e': 'FT', '700a': 'ZZ', '701a': 'ZZ', '702a': 'ZZ', '710a': 'ZZ', '711a': 'ZZ', '712a': 'ZZ',
    '690a': 'FL', '606a': 'GJ', '610a': 'GJ', '210d': 'RQ',
  },
  marc21: {
    '245a': 'BT', '245b': 'FT', '100a': 'ZZ', '110a': 'ZZ', '700a': 'ZZ', '710a': 'ZZ', '084a': 'FL', '650a': 'GJ',
    '653a': 'GJ', '260c': 'RQ', '264c': 'RQ',
  },
};

/** The dialect of a record: where its title is; else what the leader says of the directory ("4500" or "450 "). */
export function dialectOf(leader: string, fields: readonly { readonly tag: string }[]): Dialect {
  const has = (tag: string): boolean => fields.some((field) => field.tag === tag);
  if (has('245')) return 'marc21';
  return has('200') || leader.slice(20, 24) === '450 ' ? 'unimarc' : 'marc21';
}

export const knownCode = (dialect: Dialect, tag: string, subfield: string): string | null =>
  CODES[dialect][tag + subfield] ?? null;
