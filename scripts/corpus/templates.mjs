/**
 * Reports that look alike and are not the same: daily tables, cables, notices, columns. They are what a search for
 * duplicates has to keep apart, so every family here shares most of its words from one record to the next.
 */

import { blank, bodyKind, headline } from './article.mjs';
import { addDays } from './layout.mjs';
import { castFor, countyName, dayText, foreignName, numeral, paragraphs, personName, sentence, TOPICS } from './prose.mjs';
import { COUNTRIES, IDIOMS, TOWNS } from './words/shared.mjs';

const SKIES = ['晴', '多云', '阴', '小雨', '阵雨', '雷阵雨', '中雨', '小雪', '晴转多云', '多云转晴', '阴转小雨', '小雨转阴', '雾', '扬沙'];
const WINDS = ['偏南风', '偏北风', '东南风', '西北风', '东北风', '西南风', '东风', '微风'];
const RIVERS = ['长江', '黄河', '淮河', '松花江', '珠江', '汉江', '赣江', '湘江', '闽江', '钱塘江', '辽河', '嫩江'];
const MONEY = ['美元', '欧元', '英镑', '日元', '港币', '瑞士法郎', '加拿大元', '澳大利亚元', '新加坡元', '瑞典克朗'];
const FEASTS = ['元旦', '春节', '劳动节', '国庆节', '中秋节', '清明节', '端午节'];
const topicOf = (key) => TOPICS.find((topic) => topic.key === key);

/** Family → how one record of it is written. Each takes chance, a place in the paper, and gives the record's fields. */
export const FAMILIES = {
  weather(random, place) {
    const cities = random.some(TOWNS, random.between(8, 16)).map((town) => {
      const low = random.between(-12, 24);
      return `${town}，${random.pick(SKIES)}，${random.pick(WINDS)}${random.between(1, 3)}至${random.between(4, 6)}级，${low}至${low + random.between(4, 11)}摄氏度`;
    });
    return {
      title: random.pick(['全国主要城市天气预报', '城市天气', '天气预报']), class: 'P45', genre: '消息',
      body: [`中央气象台${dayText(place.date, false)}${random.pick(['18', '20'])}时发布：`, `${cities.join('；')}。`, '未来天气变化，请留意最新预报。'],
    };
  },
  exchange(random, place) {
    const rates = MONEY.slice(0, random.between(6, 10)).map((name, index) => {
      const buy = 80 + index * 93 + random.next() * 14;
      return `${name}${buy.toFixed(2)}／${(buy * 1.004).toFixed(2)}`;
    });
    return {
      title: random.pick(['人民币外汇牌价', '外汇牌价', '今日汇价']), class: 'F83', genre: '消息',
      body: [`${dayText(place.date, false)}人民币外汇牌价，每百单位外币合人民币，前为买入价，后为卖出价：`, `${rates.join('，')}。`],
    };
  },
  stock(random, place) {
    const up = random.chance(0.5);
    const point = () => (800 + random.next() * 5000).toFixed(2);
    const change = (random.next() * 4).toFixed(2);
    return {
      title: random.pick(['沪深股市收盘', '股市行情', up ? '股指收高' : '股指收低']), class: 'F83', genre: '消息',
      body: [`${dayText(place.date, false)}沪深股市${up ? '高开高走' : '低开震荡'}。上证指数收于${point()}点，${up ? '上涨' : '下跌'}${change}%；深证成指收于${point()}点，${up ? '上涨' : '下跌'}${(random.next() * 4).toFixed(2)}%。两市成交${random.between(60, 3000)}亿元，${random.pick(['钢铁', '银行', '地产', '酿酒', '医药'])}类个股${up ? '领涨' : '跌幅居前'}。`],
    };
  },
  hydrology(random, place) {
    const gauges = random.some(RIVERS, random.between(5, 9)).map((river) => (
      `${river}${countyName(random)}站${(5 + random.next() * 60).toFixed(2)}米，流量每秒${random.between(200, 60000)}立方米，较昨日${random.pick(['涨', '落'])}${(random.next() * 2).toFixed(2)}米`));
    return {
      title: random.pick(['全国主要江河水情', '今日水情']), class: 'P33', genre: '消息',
      body: [`据防汛部门${dayText(place.date, false)}8时报告：`, `${gauges.join('；')}。`],
    };
  },
  cable(random, place) {
    const country = random.lean(COUNTRIES);
    const years = random.between(10, 200);
    return {
      title: `我国领导人致电祝贺${country}${random.pick(['国庆', '独立日', '建交纪念日'])}`, class: 'D822', genre: '消息',
      body: [`${dayText(place.date, false)}，我国领导人致电${country}总统${foreignName(random)}，祝贺${country}国庆${years}周年。`,
        `贺电说，${years}年来，${country}人民在建设国家的道路上取得了令人瞩目的成就。中${country.charAt(0)}两国建交${random.between(3, 50)}年来，各领域合作成果丰硕，两国人民的友谊不断加深。相信在双方共同努力下，两国关系必将迈上新的台阶。`],
    };
  },
  obituary(random, place) {
    const name = personName(random);
    const age = random.between(58, 99);
    const born = place.year - age;
    return {
      title: `${name}同志逝世`, class: '', genre: '消息',
      body: [`${random.pick(['原省政协委员', '离休干部', '老红军', '著名教授', '原地委书记', '老工人劳动模范'])}${name}同志因病医治无效，于${dayText(addDays(place.date, -random.between(2, 12)), false)}在${random.lean(TOWNS)}逝世，享年${age}岁。`,
        `${name}同志是${countyName(random)}人，${born}年出生，${born + random.between(15, 24)}年参加工作。几十年来，${sentence(random, castFor(random, topicOf('party'), place.year), 'NEWS')}`,
        `${name}同志的遗体告别仪式已于日前举行。`],
    };
  },
  notice(random, place) {
    const feast = random.pick(FEASTS);
    const from = addDays(place.date, random.between(5, 30));
    return {
      title: `关于${place.year}年${feast}放假安排的通知`, class: 'D630', genre: random.chance(0.5) ? '公报；公告' : '消息',
      body: [`各省、自治区、直辖市人民政府，各部委、各直属机构：`,
        `${place.year}年${feast}放假安排如下：${dayText(from, false)}至${dayText(addDays(from, random.between(2, 6)), false)}放假，共${random.between(3, 7)}天。${dayText(addDays(from, -random.between(1, 4)), false)}（星期${random.pick([...'六日'])}）照常上班。`,
        `放假期间，各单位要安排好值班，注意安全，遇有重大情况及时报告。`],
    };
  },
  communique(random, place) {
    const country = random.lean(COUNTRIES);
    const short = `中${country.charAt(0)}`;
    const all = COMMUNIQUE.map((text) => text.replaceAll('{C}', country).replaceAll('{c}', short)
      .replaceAll('{y}', String(place.year - random.between(5, 40))).replaceAll('{k}', String(random.between(2, 30))));
    const kept = all.filter(() => random.chance(0.35 + 0.5 * random.next()));
    const cast = castFor(random, topicOf('diplomacy'), place.year);
    const own = Array.from({ length: random.between(1, 4) }, () => sentence(random, cast, 'WORLD'));
    const body = [`应我国政府邀请，${country}总统${foreignName(random)}于${dayText(addDays(place.date, -3), false)}至${dayText(place.date, false)}对我国进行国事访问。`, ...kept];
    for (const text of own) body.splice(random.between(1, body.length), 0, text);
    return { title: `${short}两国${random.pick(['联合声明', '联合公报', '联合新闻公报'])}`, class: 'D822', genre: '公报；公告', body };
  },
  column(random, place) {
    const topic = random.pick(TOPICS.filter((other) => !other.prose && (other.from ?? 0) <= place.year));
    const body = Array.from({ length: random.between(3, 7) }, () => paragraphs(random, castFor(random, topic, place.year), 'NEWS', random.between(30, 110)).join(''));
    return { title: random.pick(['国内快讯', '国际快讯', '一句话新闻', '本周话题', '读者来信', '市场行情', '体坛短波']), class: '', genre: '消息', column: random.pick(['快讯', '短波', '要闻速览']), body };
  },
};

/** The second and later parts of a series: the same headline but for its number, another text. */
export function seriesPart(random, place, first, part) {
  return {
    ...first, ...placeOf(place), role: 'single', noise: [], cluster: null,
    title: first.title.replace(/（.）$/u, `（${part}）`), body: paragraphs(random, first.cast, bodyKind(first.cast.topic), random.between(300, 1200)),
  };
}

/** What happened next: the same people and things some days later, with a paragraph of background taken over. */
export function followUp(random, place, earlier) {
  const fresh = paragraphs(random, earlier.cast, bodyKind(earlier.cast.topic), random.between(250, 900));
  const background = earlier.body.filter((text) => text.length < 200).slice(-1);
  return {
    ...earlier, ...placeOf(place), role: 'single', noise: [], cluster: null, family: 'followup', kicker: '', subtitle: '',
    title: random.chance(0.4) ? `${earlier.title.slice(0, 8)}${random.pick(['续闻', '又有新进展', '引起反响', '追踪'])}` : headline(random, earlier.cast),
    body: [...fresh, ...(random.chance(0.7) ? background : [])],
  };
}

/** Another story that quotes the same words of the same speaker. */
export function sameQuote(random, place, earlier) {
  const cast = castFor(random, random.pick(TOPICS.filter((topic) => !topic.prose && (topic.from ?? 0) <= place.year)), place.year);
  const own = paragraphs(random, cast, 'NEWS', random.between(300, 900));
  own.splice(random.int(own.length + 1), 0, earlier.quote);
  return { ...blank(place), ...placeOf(place), cast, topic: cast.topic.key, family: 'quote', title: headline(random, cast), body: own, quote: earlier.quote };
}

/** Three sentences a leader said, to be quoted by several. */
export function quotation(random, cast) {
  return `${cast.orgs[0]}负责人${personName(random)}指出：“${[1, 2, 3].map(() => sentence(random, cast, 'COMMENT')).join('')}${random.pick(IDIOMS)}，我们一定要做到。”`;
}

function placeOf({ date, pageName }) {
  return { date, pageName };
}

/** {C} the country, {c} both in two characters, {y} a year, {k} a number. */
const COMMUNIQUE = [
  '双方回顾了{y}年建交以来两国关系走过的历程，对各领域合作取得的成果表示满意。',
  '双方认为，{c}关系已经站在新的起点上，愿把两国关系提升为全面合作伙伴关系。',
  '双方重申相互尊重主权和领土完整，在涉及彼此核心利益的问题上相互支持。',
  '{C}方重申坚持一个中国原则，支持中国和平统一。',
  '双方商定继续保持高层往来，加强两国政府、立法机构和政党之间的交流。',
  '双方将充分发挥经贸混合委员会的作用，力争在今后{k}年内使双边贸易额翻一番。',
  '双方同意扩大在基础设施、矿产、能源和通信领域的合作，鼓励企业相互投资。',
  '双方愿加强农业合作，扩大农产品贸易，开展良种和农机技术交流。',
  '双方支持两国银行建立代理关系，便利双边贸易结算。',
  '双方将互设文化中心，增加互派留学生名额，每年各{k}名。',
  '双方强调两国地方交往的重要性，支持更多城市结为友好城市。',
  '双方谴责一切形式的恐怖主义，愿加强执法和情报合作。',
  '双方主张国际争端应通过对话和谈判解决，反对在国际关系中使用武力。',
  '双方支持联合国在国际事务中发挥核心作用，主张对安理会进行合理改革。',
  '双方愿就气候变化、粮食安全和公共卫生等问题保持协调。',
  '双方对访问取得的成果表示满意，{C}总统邀请我国领导人在方便的时候访问{C}。',
];
