/** A record as tagged text, and the dirt that gets into it. */

const TAGS = [
  ['ZQ/总期', 'issue'],
  ['RQ/日期', 'date'],
  ['BH/版号', 'page'],
  ['TH/条号', 'item'],
  ['YT/引题', 'kicker'],
  ['BT/标题', 'title'],
  ['FT/副题', 'subtitle'],
  ['ZZ/作者', 'author'],
  ['FL/分类', 'class'],
  ['LM/栏目', 'column'],
  ['BM/版名', 'pageName'],
  ['GJ/关键', 'keywords'],
  ['TC/体裁', 'genre'],
];

/** The record in the tagged form, lines ended by CRLF. Empty fields are left out, `body` null gives no body at all. */
export function taggedText(record) {
  let text = '';
  for (const [tag, field] of TAGS) {
    const value = record[field];
    if (value !== '' && value !== undefined) text += `〖${tag}〗${value}〖-${tag}〗\r\n`;
  }
  if (record.body === null) return text;
  text += '〖ZW/正文〗\r\n';
  for (const paragraph of record.body) text += `    ${paragraph}\r\n`;
  return `${text}〖-ZW/正文〗\r\n`;
}

/** Kinds of dirt, by name: text in, text out. Those in `AT_THE_END` leave the file damaged at its end. */
export const DIRT = {
  'author-glued': (random, text) => text.replace(/(〖ZZ\/作者〗[^/〖]{2,3})\/([^/〖]{2,3}〖)/u, '$1$2'),
  'name-padded': (random, text) => text.replace(/〖-ZW/u, `    （王 ${random.pick([...'军伟敏丽强'])}）\r\n〖-ZW`),
  'title-repeated': (random, text) => {
    const title = /〖BT\/标题〗(.*?)〖/u.exec(text)?.[1] ?? '';
    return text.replace('〖ZW/正文〗\r\n', `〖ZW/正文〗\r\n    ${title}\r\n`);
  },
  entities: (random, text) => text.replace(/。/u, random.pick(['。&nbsp;', '&mdash;&mdash;。', '。<img=1.jpg>'])),
  'zero-width': (random, text) => text.replace(/，/u, '，\u200b'),
  control: (random, text) => text.replace(/。/u, '。\u000b'),
  'bold-broken': (random, text) => text.replace(/    ([^〖\r]{2,6})，/u, '    〖JZ；加重〗$1〖-JZ/加重〗，'),
  'close-lost': (random, text) => text.replace('〖-TC/体裁〗', ''),
  'close-stray': (random, text) => text.replace(/。/u, '。〖-ZI/字符〗'),
  'code-unknown': (random, text) => text.replace('〖TC/体裁〗', '〖XJ/系列〗连载〖-XJ/系列〗\r\n〖TC/体裁〗'),
  'line-ends-mixed': (random, text) => text.replace(/\r\n(?=〖[BTZ])/gu, () => (random.chance(0.5) ? '\n' : '\r\n')),
  'separator-lost': (random, text) => text.replace(/(?<=〖TC\/体裁〗[^〖；]*)；/u, '？'),
  'character-lost': (random, text) => text.replace(/    本报讯 (.)./u, '    本报讯 $1 '),
  'sentence-broken': (random, text) => text.replace(/([^。\r]{9})，([^\r]{5})/u, '$1，\r\n    $2'),
  'picture-block': (random, text) =>
    text.replace(
      '〖ZW/正文〗\r\n',
      '〖ZW/正文〗\r\n〖TM/中图〗\r\n〖BH/版号〗02〖-BH/版号〗\r\n〖WJ/文件〗195601010101.T01〖-WJ/文件〗\r\n〖-TM/中图〗\r\n',
    ),
  'private-use': (random, text) => text.replace(/〖BT\/标题〗./u, '〖BT/标题〗\ue000'),
  'rare-character': (random, text) => text.replace(/〖-BT/u, '㛃〖-BT'),
  'figures-wide': (random, text) =>
    text.replace(/(?<=    [^〖]*)[0-9]+/u, (figures) =>
      [...figures].map((figure) => String.fromCharCode(figure.charCodeAt(0) + 0xfee0)).join(''),
    ),
  'line-end-missing': (random, text) => text.replace(/\r\n$/u, ''),
  'tag-cut': (random, text) => `${text}〖ZQ/总期`,
  cut: (random, text) => text.slice(0, Math.floor(text.length * (0.5 + 0.4 * random.next()))),
};

/** Dirt that leaves the file damaged at its end: only for files with one record. */
export const AT_THE_END = new Set(['line-end-missing', 'tag-cut', 'cut']);
