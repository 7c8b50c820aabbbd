import { encode } from './encoding.ts';
import type { EncodingName } from './encoding.ts';
import { readerSuite } from './suite.ts';
import { plainText } from './text/reader.ts';

const bytesOf = (text: string, encoding: EncodingName = 'utf-8'): Uint8Array => encode(text, encoding).bytes;

const ARTICLE = '全市春耕全面展开\r\n\r\n    本报讯 各乡镇抓紧春耕，农机下田。\r\n    记者从市农业局获悉，今年播种面积稳中有增。\r\n';
readerSuite(plainText, (['gb18030', 'utf-8'] as const).map((encoding) => ({
  bytes: bytesOf(ARTICLE, encoding), path: 'C1/1.txt', records: 1,
  first: { BT: '全市春耕全面展开', ZW: '    本报讯 各乡镇抓紧春耕，农机下田。\n    记者从市农业局获悉，今年播种面积稳中有增。' },
})));
