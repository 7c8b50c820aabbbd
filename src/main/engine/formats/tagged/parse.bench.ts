import { it } from 'vitest';
import { decode, proveEncoding } from '../encoding.ts';
import { bytesOf } from './arbitrary.ts';
import { parseTagged } from './parse.ts';

const WORDS = ['新华社北京电', '记者从有关部门获悉', '今年以来', '我国经济保持平稳较快发展', '农业生产形势良好', '会议强调', '要坚持改革开放', '认真解决群众生活中的困难'];

/** Two thousand records of some 2 KB each, alike in shape and different in text. */
const RECORDS = Array.from({ length: 2000 }, (_, number) => {
  const sentence = (length: number, from: number): string =>
    `${Array.from({ length }, (__, at) => WORDS[(from + at * 7 + number) % WORDS.length]).join('，')}。`;
  const header = [
    ['ZQ', '总期', `${10_000 + number}`],
    ['RQ', '日期', '20110614'],
    ['BH', '版号', '04'],
    ['TH', '条号', `${number % 30}`],
    ['YT', '引题', sentence(1, 1)],
    ['BT', '标题', sentence(2, 2)],
    ['ZZ', '作者', '陈立/王小川'],
    ['FL', '分类', 'D822'],
    ['BM', '版名', '国际新闻'],
    ['TC', '体裁', '消息'],
  ]
    .map(([code = '', name = '', value = '']) => `〖${code}/${name}〗${value}〖-${code}/${name}〗\r\n`)
    .join('');
  const body = Array.from({ length: 6 }, (__, at) => `    ${sentence(18, at)}\r\n`).join('');
  return bytesOf(`${header}〖ZW/正文〗\r\n${body}〖-ZW/正文〗\r\n`, 'gb18030');
});
const DECODED = RECORDS.map((bytes) => decode(bytes, 'gb18030'));
const platform = new TextDecoder('gb18030');

it('reads 2,000 tagged records of 2 KB in GB18030', async ({ bench }) => {
  await bench.compare(
    bench('TextDecoder alone, for comparison', () => { for (const bytes of RECORDS) platform.decode(bytes); }),
    bench('prove', () => { for (const bytes of RECORDS) proveEncoding(bytes); }),
    bench('decode', () => { for (const bytes of RECORDS) decode(bytes, 'gb18030'); }),
    bench('parse', () => { for (const decoded of DECODED) parseTagged(decoded); }),
    bench('prove, decode and parse', () => {
      for (const bytes of RECORDS) {
        const { encoding, bom } = proveEncoding(bytes);
        parseTagged(decode(bytes, encoding, bom));
      }
    }),
  );
}, 120_000);
