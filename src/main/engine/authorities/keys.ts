/**
 * Keys under which spellings of one name fall together, each putting one more difference aside. Characters are looked up
 * once and kept: a library has some thousand different ones and two hundred thousand names.
 */
export interface Keys {
  /** Width, case, the dots and dashes of two decodings. */
  readonly width: string;
  /** … and spaces and punctuation. */
  readonly spacing: string;
  /** … and traditional forms. */
  readonly script: string;
  /** … and variant words. */
  readonly variant: string;
}

export interface Keymaker {
  of(value: string): Keys;
  /** Words in alphabetical order; null where there is one word only. */
  order(keys: Keys): string | null;
  /** Readings without tones, one a character; other characters stand for themselves. */
  readings(text: string): readonly string[];
}

const DOTS = /[\u00b7\u30fb\u2022\u2027\u2219\u22c5\u0387\uff65]/gu;
const DASHES = /[\u2014\u2015\u2500\u2013\u2012\u2010\u2212]/gu;
const APART = /[^\p{L}\p{N}\p{M}]+/gu;

/** Words that are written in two ways, or wrongly as a rule; the second half is the key. */
const WORDS: ReadonlyMap<string, string> = new Map([
  '其它其他', '惟一唯一', '帐账', '图象图像', '录象录像', '摄象摄像', '照象照相', '照像照相', '像片相片', '身分身份', '成份成分', '部份部分', '份量分量',
  '人材人才', '交待交代', '定货订货', '定购订购', '定阅订阅', '编缉编辑', '纪录记录', '记念纪念', '联结连接', '连结连接', '联接连接', '计画计划', '策画策划',
  '辞典词典', '笔划笔画', '精采精彩', '喝采喝彩', '剪采剪彩', '想象想像', '覆信复信', '答覆答复', '反覆反复', '给与给予', '授与授予', '参预参与', '报导报道',
  '付刊副刊', '通迅通讯', '简迅简讯', '短迅短讯', '快迅快讯',
].map((pair) => [pair.slice(0, pair.length / 2), pair.slice(pair.length / 2)]));
const WORD = new RegExp([...WORDS.keys()].sort((a, b) => b.length - a.length).join('|'), 'gu');
const NUMERALS = '〇一二三四五六七八九';
/** 第三版 and 第3版; the zero of a typewriter. */
const NUMBERED = /第([〇一二三四五六七八九])(?=版|届|期|集|辑|次|版面)/gu;

export async function keymaker(): Promise<Keymaker> {
  // Loaded when first needed: a command that does not ask for clusters starts without them.
  const [{ Converter }, { pinyin }] = await Promise.all([import('opencc-js/t2cn'), import('pinyin-pro')]);
  const convert = Converter({ from: 't', to: 'cn' });
  const simplified = kept((character) => convert(character));
  const reading = kept((character) => (/\p{Script=Han}/u.test(character) ? pinyin(character, { toneType: 'none' }) : character));

  const toSimplified = (text: string): string => {
    let out = '';
    for (const character of text) out += character < '\u3400' ? character : simplified(character);
    return out;
  };

  return {
    of(value) {
      const width = value.normalize('NFKC').toLowerCase().replace(DOTS, '·').replace(DASHES, '—');
      const bare = width.replace(APART, '');
      const spacing = bare === '' ? width : bare;
      const script = toSimplified(spacing);
      const words = script.replace(/[○零]/gu, '〇').replace(WORD, (word) => WORDS.get(word) ?? word);
      return { width, spacing, script, variant: words.replace(NUMBERED, (_, digit: string) => `第${NUMERALS.indexOf(digit)}`) };
    },
    order({ width }) {
      const words = width.split(APART).filter((word) => word !== '');
      if (words.length < 2) return null;
      return words.map((word) => toSimplified(word).replace(WORD, (found) => WORDS.get(found) ?? found)).sort().join(' ');
    },
    readings: (text) => [...text].map(reading),
  };
}

function kept(make: (character: string) => string): (character: string) => string {
  const known = new Map<string, string>();
  return (character) => {
    let value = known.get(character);
    if (value === undefined) known.set(character, value = make(character));
    return value;
  };
}
