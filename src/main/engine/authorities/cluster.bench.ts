import { it } from 'vitest';
import { clusterValues } from './cluster.ts';
import { keymaker } from './keys.ts';
import type { Known } from './known.ts';
import { partsOf } from './parts.ts';
import { readValues } from './values.ts';

/*
 * Spellings among 200,000 different authors (as many as JIANBAO_BENCH_AUTHORS says): beside the plain fingerprint that
 * every tool of this kind begins with, and beside parting the fields, in one run.
 */
const AUTHORS = Number(process.env.JIANBAO_BENCH_AUTHORS ?? 200_000);
const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑罗梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严武戴莫孔向常'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉兰红建国志海东晓春雪梅林峰龙飞鹏宇浩然子轩梓涵欣怡佳琪一诺雨桐俊凯思远博文嘉豪振兴永康德胜福生世昌光辉耀祖宏图立新学庆安民未末已己日曰士土清晴青'];

let state = 42;
/** mulberry32: the same names on every machine. */
const random = (below: number): number => {
  state = state + 0x6d2b79f5 >>> 0;
  let mixed = Math.imul(state ^ state >>> 15, state | 1);
  mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
  return ((mixed ^ mixed >>> 14) >>> 0) % below;
};
const names = new Set<string>();
while (names.size < AUTHORS) {
  const name = `${SURNAMES[random(SURNAMES.length)] ?? ''}${GIVEN[random(GIVEN.length)] ?? ''}${random(4) === 0 ? '' : GIVEN[random(GIVEN.length)] ?? ''}`;
  const dice = random(20);
  names.add(dice === 0 ? `新华社记者${name}` : dice === 1 ? `${name} ` + String.fromCharCode(0x4e00 + random(20_000)) : dice === 2 ? `本报驻${name}通讯员` : dice < 12 ? name + String.fromCharCode(0x4e00 + random(20_000)) : name);
}
const texts = ['', ...names];
const column = { codes: Uint32Array.from({ length: texts.length * 2 }, (_, id) => (id % texts.length)), texts, ids: Uint32Array.from({ length: texts.length * 2 - 1 }, (_, at) => at + 1) };
const nobody: Known = { forms: new Map(), preferredOf: () => null, apart: () => false };
let slices: number[] = [];
let last = performance.now();
const pace = async (): Promise<void> => {
  const now = performance.now();
  if (now - last < 12) return;
  slices.push(now - last);
  await new Promise((resolve) => { setImmediate(resolve); });
  last = performance.now();
};

it('clusters all authors', async ({ bench }) => {
  const keys = await keymaker();
  const values = await readValues('author', column, pace);
  await bench.compare(
    bench('fingerprint alone', () => {
      const groups = new Map<string, number>();
      for (const value of values.values) {
        const key = [...new Set(value.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{N}]+/u))].sort().join(' ');
        groups.set(key, (groups.get(key) ?? 0) + 1);
      }
    }),
    bench('parting the fields', () => { for (const text of texts) partsOf('author', text); }),
    bench('all methods', async () => {
      slices = [];
      last = performance.now();
      const found = await clusterValues('author', values, nobody, keys, pace);
      const methods = new Map<string, number>();
      for (const { method } of found) methods.set(method, (methods.get(method) ?? 0) + 1);
      console.log(`${values.values.length} values, ${found.length} clusters (${[...methods].map(([method, count]) => `${method} ${count}`).join(', ')}), longest slice ${Math.max(...slices).toFixed(0)} ms`);
    }),
    { iterations: 3, time: 0, warmupIterations: 1, warmupTime: 0 },
  );
}, 10 * 60_000);
