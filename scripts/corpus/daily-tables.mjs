/** Tables a paper prints every day: the same words, other figures. */

import { countyName, dayText } from './prose.mjs';
import { TOWNS } from './words/shared.mjs';

const SKIES = [
  '晴', '多云', '阴', '小雨', '阵雨', '雷阵雨', '中雨', '小雪', '晴转多云', '多云转晴', '阴转小雨', '小雨转阴', '雾', '扬沙',
];
const WINDS = ['偏南风', '偏北风', '东南风', '西北风', '东北风', '西南风', '东风', '微风'];
const RIVERS = ['长江', '黄河', '淮河', '松花江', '珠江', '汉江', '赣江', '湘江', '闽江', '钱塘江', '辽河', '嫩江'];
const MONEY = [
  '美元', '欧元', '英镑', '日元', '港币', '瑞士法郎', '加拿大元', '澳大利亚元', '新加坡元', '瑞典克朗',
];
const TRADES = ['钢铁', '银行', '地产', '酿酒', '医药'];

export function weather(random, place) {
  const towns = random.some(TOWNS, random.between(8, 16)).map((town) => {
    const low = random.between(-12, 24);
    const wind = `${random.pick(WINDS)}${random.between(1, 3)}至${random.between(4, 6)}级`;
    return `${town}，${random.pick(SKIES)}，${wind}，${low}至${low + random.between(4, 11)}摄氏度`;
  });
  const opening = `中央气象台${dayText(place.date, false)}${random.pick(['18', '20'])}时发布：`;
  return {
    title: random.pick(['全国主要城市天气预报', '城市天气', '天气预报']), class: 'P45',
    body: [opening, `${towns.join('；')}。`, '未来天气变化，请留意最新预报。'],
  };
}

export function exchange(random, place) {
  const rates = MONEY.slice(0, random.between(6, 10)).map((name, index) => {
    const buy = 80 + index * 93 + random.next() * 14;
    return `${name}${buy.toFixed(2)}／${(buy * 1.004).toFixed(2)}`;
  });
  const opening = `${dayText(place.date, false)}人民币外汇牌价，每百单位外币合人民币，前为买入价，后为卖出价：`;
  return {
    title: random.pick(['人民币外汇牌价', '外汇牌价', '今日汇价']), class: 'F83',
    body: [opening, `${rates.join('，')}。`],
  };
}

export function stock(random, place) {
  const up = random.chance(0.5);
  const index = (name) => {
    const change = `${up ? '上涨' : '下跌'}${(random.next() * 4).toFixed(2)}%`;
    return `${name}收于${(800 + random.next() * 5000).toFixed(2)}点，${change}`;
  };
  const body = [
    `${dayText(place.date, false)}沪深股市${up ? '高开高走' : '低开震荡'}。`,
    `${index('上证指数')}；${index('深证成指')}。`,
    `两市成交${random.between(60, 3000)}亿元，${random.pick(TRADES)}类个股${up ? '领涨' : '跌幅居前'}。`,
  ];
  return { title: random.pick(['沪深股市收盘', '股市行情', up ? '股指收高' : '股指收低']), class: 'F83', body: [body.join('')] };
}

export function hydrology(random, place) {
  const gauges = random.some(RIVERS, random.between(5, 9)).map((river) => {
    const level = (5 + random.next() * 60).toFixed(2);
    const change = `${random.pick(['涨', '落'])}${(random.next() * 2).toFixed(2)}米`;
    return `${river}${countyName(random)}站${level}米，流量每秒${random.between(200, 60000)}立方米，较昨日${change}`;
  });
  return {
    title: random.pick(['全国主要江河水情', '今日水情']), class: 'P33',
    body: [`据防汛部门${dayText(place.date, false)}8时报告：`, `${gauges.join('；')}。`],
  };
}
