/** What a state announces in set words: cables, obituaries, holidays, joint communiqués. */

import { addDays } from './layout.mjs';
import { castFor, countyName, dayText, foreignName, personName, sentence, TOPICS } from './prose.mjs';
import { COUNTRIES, TOWNS } from './words/shared.mjs';

const FEASTS = ['元旦', '春节', '劳动节', '国庆节', '中秋节', '清明节', '端午节'];
const OFFICES = ['原省政协委员', '离休干部', '老红军', '著名教授', '原地委书记', '老工人劳动模范'];
const topicOf = (key) => TOPICS.find((topic) => topic.key === key);

export function cable(random, place) {
  const country = random.lean(COUNTRIES);
  const years = random.between(10, 200);
  const feast = random.pick(['国庆', '独立日', '建交纪念日']);
  const president = `${country}总统${foreignName(random)}`;
  return {
    title: `我国领导人致电祝贺${country}${feast}`, class: 'D822',
    body: [
      `${dayText(place.date, false)}，我国领导人致电${president}，祝贺${country}国庆${years}周年。`,
      `贺电说，${years}年来，${country}人民在建设国家的道路上取得了令人瞩目的成就。`
        + `中${country.charAt(0)}两国建交${random.between(3, 50)}年来，各领域合作成果丰硕，两国人民的友谊不断加深。`
        + '相信在双方共同努力下，两国关系必将迈上新的台阶。',
    ],
  };
}

export function obituary(random, place) {
  const name = personName(random);
  const age = random.between(58, 99);
  const born = place.year - age;
  const day = dayText(addDays(place.date, -random.between(2, 12)), false);
  const life = sentence(random, castFor(random, topicOf('party'), place.year), 'NEWS');
  return {
    title: `${name}同志逝世`, class: '',
    body: [
      `${random.pick(OFFICES)}${name}同志因病医治无效，于${day}在${random.lean(TOWNS)}逝世，享年${age}岁。`,
      `${name}同志是${countyName(random)}人，${born}年出生，${born + random.between(15, 24)}年参加工作。几十年来，${life}`,
      `${name}同志的遗体告别仪式已于日前举行。`,
    ],
  };
}

export function notice(random, place) {
  const feast = random.pick(FEASTS);
  const from = addDays(place.date, random.between(5, 30));
  const span = `${dayText(from, false)}至${dayText(addDays(from, random.between(2, 6)), false)}`;
  const workday = `${dayText(addDays(from, -random.between(1, 4)), false)}（星期${random.pick([...'六日'])}）`;
  return {
    title: `关于${place.year}年${feast}放假安排的通知`, class: 'D630', genre: random.chance(0.5) ? '公报；公告' : '消息',
    body: [
      '各省、自治区、直辖市人民政府，各部委、各直属机构：',
      `${place.year}年${feast}放假安排如下：${span}放假，共${random.between(3, 7)}天。${workday}照常上班。`,
      '放假期间，各单位要安排好值班，注意安全，遇有重大情况及时报告。',
    ],
  };
}

/** A communiqué keeps between a third and nearly all of the set paragraphs, with a few sentences of its own. */
export function communique(random, place) {
  const country = random.lean(COUNTRIES);
  const both = `中${country.charAt(0)}`;
  const values = { C: country, c: both, y: place.year - random.between(5, 40), k: random.between(2, 30) };
  const share = 0.35 + 0.5 * random.next();
  const kept = COMMUNIQUE.filter(() => random.chance(share))
    .map((text) => text.replace(/\{(\w)\}/gu, (_, key) => String(values[key])));
  const days = `${dayText(addDays(place.date, -3), false)}至${dayText(place.date, false)}`;
  const body = [`应我国政府邀请，${country}总统${foreignName(random)}于${days}对我国进行国事访问。`, ...kept];
  const cast = castFor(random, topicOf('diplomacy'), place.year);
  for (let own = random.between(1, 4); own > 0; own -= 1) {
    body.splice(random.between(1, body.length), 0, sentence(random, cast, 'WORLD'));
  }
  const title = `${both}两国${random.pick(['联合声明', '联合公报', '联合新闻公报'])}`;
  return { title, class: 'D822', genre: '公报；公告', body };
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
