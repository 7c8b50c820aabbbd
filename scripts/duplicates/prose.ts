/**
 * Prose that looks to a comparison of characters as newspaper prose does: a vocabulary of its own for every seed
 * (words made of common characters, a few of them very frequent), stock phrases that unrelated articles share, names,
 * numbers, and a topic whose words recur within an article. It means nothing; no sentence of any newspaper is in it.
 */
import type { Random } from './random.ts';

const CHARACTERS =
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经' +
  '十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平' +
  '形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党' +
  '程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做' +
  '必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切' +
  '打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律' +
  '叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准' +
  '精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官' +
  '德随病苏失尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士均' +
  '武固叶鱼波视仅费紧爱左章早朝害续轻服试食充兵源判护司足某练差致板田降黑犯负击范继兴似余坚曲输修故城夫够送笔船占右财吃富春职觉汉' +
  '画功巴跟虽杂飞检吸助升阳互初创抗考投坏策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令限阿宣环双请超微让控州良轴找否纪益依优顶';

const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖';
export const PLACES: readonly string[] = (
  '北京 上海 天津 重庆 广州 深圳 武汉 南京 杭州 成都 西安 沈阳 长春 哈尔滨 济南 郑州 石家庄 太原 合肥 南昌 福州 长沙 南宁 海口 贵阳 昆明 拉萨 兰州 ' +
  '西宁 银川 乌鲁木齐 呼和浩特 大连 青岛 宁波 厦门 洛阳 开封 大同 延安 遵义 桂林 大理 柳州 岳阳 九江 安庆 芜湖 徐州 常州 嘉兴 温州 泉州').split(' ');
export const COUNTRIES: readonly string[] = (
  '法国 德国 英国 意大利 西班牙 葡萄牙 希腊 波兰 匈牙利 罗马尼亚 俄罗斯 乌克兰 哈萨克斯坦 巴基斯坦 印度尼西亚 马来西亚 新加坡 泰国 越南 老挝 缅甸 柬埔寨 蒙古国 ' +
  '日本 韩国 埃及 肯尼亚 南非 尼日利亚 阿尔及利亚 摩洛哥 巴西 阿根廷 智利 秘鲁 墨西哥 古巴 加拿大 澳大利亚 新西兰 斐济 沙特阿拉伯 伊朗 土耳其 芬兰').split(' ');

/** A vocabulary and what can be said with it. */
export class Language {
  readonly #random: Random;
  readonly #words: readonly string[];
  readonly #stock: readonly string[];

  constructor(random: Random) {
    this.#random = random;
    const words = new Set<string>();
    while (words.size < 7000) {
      const length = random.chance(0.78) ? 2 : random.whole(1, 4);
      words.add(Array.from({ length }, () => random.pickFrequent([...CHARACTERS])).join(''));
    }
    this.#words = [...words];
    this.#stock = Array.from({ length: 500 }, () => this.#phrase(random.whole(3, 7)));
  }

  word(): string {
    return this.#random.pickFrequent(this.#words);
  }

  rareWord(): string {
    return this.#random.pick(this.#words);
  }

  name(): string {
    return this.#random.pick([...SURNAMES]) +
      Array.from({ length: this.#random.whole(1, 2) }, () => this.#random.pick([...CHARACTERS])).join('');
  }

  place(): string {
    return this.#random.pick(PLACES);
  }

  number(): string {
    const random = this.#random;
    const value = random.whole(2, random.pick([20, 200, 5000, 90_000]));
    return random.pick([`${value}`, `${value}.${random.whole(1, 99)}%`, `${value}多`, `${value}万`,
      `${random.whole(1950, 2020)}年`]);
  }

  #phrase(words: number): string {
    return Array.from({ length: words }, () => this.word()).join('');
  }

  /** A dozen words an article is about. */
  topic(): readonly string[] {
    return Array.from({ length: this.#random.whole(8, 16) }, () => this.rareWord() + (this.#random.chance(0.4)
      ? this.word() : ''));
  }

  sentence(topic: readonly string[]): string {
    const random = this.#random;
    let text = '';
    const clauses = random.whole(1, 4);
    for (let clause = 0; clause < clauses; clause++) {
      if (text !== '') text += random.pick(['，', '，', '，', '、', '；']);
      if (random.chance(0.12)) {
        text += random.pickFrequent(this.#stock);
        continue;
      }
      const words = random.whole(3, 8);
      for (let at = 0; at < words; at++) {
        const draw = random.next();
        if (draw < 0.2) text += random.pick(topic);
        else if (draw < 0.27) text += this.number();
        else if (draw < 0.3) text += random.chance(0.5) ? this.place() : this.name();
        else text += this.word();
      }
    }
    return text + random.pick(['。', '。', '。', '。', '！', '？']);
  }

  /** Paragraphs of about `length` characters. */
  body(topic: readonly string[], length: number): string {
    const paragraphs: string[] = [];
    let paragraph = '';
    let size = 0;
    while (size < length) {
      const sentence = this.sentence(topic);
      paragraph += sentence;
      size += sentence.length;
      if (paragraph.length > this.#random.whole(60, 260)) {
        paragraphs.push(paragraph);
        paragraph = '';
      }
    }
    if (paragraph !== '') paragraphs.push(paragraph);
    return paragraphs.join('\n');
  }

  title(topic: readonly string[]): string {
    const random = this.#random;
    const part = (): string => random.pick(topic) + (random.chance(0.6) ? this.word() : '') + random.pick(topic);
    return part() + (random.chance(0.5) ? random.pick([' ', '：', '']) + part() : '') +
      (random.chance(0.5) ? this.word() : '');
  }

  /** A headline as editors make it: mostly in the words of the text. */
  headline(body: string): string {
    const random = this.#random;
    const lines = sentences(body).slice(0, random.pick([1, 3, 30])).map((line) => line.replace(/[\n。！？]/g, ''));
    const piece = (size: number): string => {
      const line = random.pick(lines);
      const from = random.whole(0, Math.max(0, line.length - size));
      return line.slice(from, from + size).replace(/^[，、；：]|[，、；：]$/g, '');
    };
    if (random.chance(0.35)) return piece(random.whole(8, 26));
    const pieces = Array.from({ length: random.whole(2, 4) }, () => (random.chance(0.8) ? piece(random.whole(3, 7))
      : this.rareWord()));
    return pieces.join(random.pick(['', ' ', '：', '']));
  }
}

/** Splits a body after its sentence ends; paragraph breaks stay with the sentence before them. */
export function sentences(body: string): string[] {
  return body.match(/[^。！？]+[。！？]?\n?/g) ?? [body];
}
