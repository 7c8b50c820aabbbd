import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary } from '../fixture/library.ts';
import type { Library } from '../fixture/library.ts';
import { asking, SAMPLE } from '../fixture/sample.ts';

let library: Library;
const { count, found } = asking(() => library);

beforeAll(() => {
  library = openLibrary();
  library.add(SAMPLE);
});
afterAll(() => { library.close(); });

describe.each(['before the index is built', 'with the index'])('a search, %s', (when) => {
  beforeAll(async () => {
    if (when === 'with the index') await library.records.indexer.run();
    expect(library.records.indexer.pending()).toBe(when === 'with the index' ? 0 : SAMPLE.length);
  });

  it.each<[string, readonly number[]]>([
    ['联合声明', [1]], ['合', [1]], ['纳扎尔巴耶夫', [1]], ['苏丹·纳扎尔', [1]], ['wto', [2]], ['12月', [2]], ['2月', [2]], ['总干事12', [2]],
    ['杜杰', [3]], ['北京上海', [3]], ['"New York"', [3]], ['"ew Yo"', [3]], ['NewYork', []], ['经济――增长', [3]], ['——', [3]], ['哈萨克斯坦。一', []],
    ['丰收时节', [5]], ['a.T01', []], ['加重', []], ['李四 上海', [3]], ['快讯 OR 广告', [2, 4]], ['新闻 -丰收', []], ['-新', [1, 2, 3, 4]],
    ['title:北京', [3]], ['body:北京', []], ['引题:六中全会', [3]], ['ZZ:三', [2]], ['author:=李四', [2, 3]], ['author:=李', []], ['title:=广告', [4]],
    ['中 (声明 OR 快讯)', [1]], ['。', [1, 2, 3]], ['', [1, 2, 3, 4, 5]],
  ])('for %s finds %j', async (query, ids) => {
    expect(await found(query)).toEqual(ids);
    expect(await count(query)).toBe(ids.length);
  });
});

describe('a search in fields', () => {
  it.each<[string, readonly number[]]>([
    ['date:2011-06-14', [1, 2]], ['date:2011-06', [1, 2, 3]], ['date:1998..2003', [4]], ['date:..1998', [4]], ['date:=19981331', [5]], ['has:date -date:1000..2999', [5]],
    ['class:D82', [1, 3]], ['class:=D82', []], ['class:D', [1, 3, 5]], ['class:=D', [5]], ['class:E', [2]], ['class:F832', [3]], ['class:d829', [3]],
    ['page:04', [1, 5]], ['page:=04', [1]], ['page:1..4', [1, 2, 3, 5]], ['genre:消息', [2, 3]], ['genre:图*', [5]], ['genre:*告', [1, 4]],
    ['column:观察', [3]], ['column:观察/国际', [3]], ['pageName:要闻', [2]], ['版名:国际新闻', [1]], ['issue:19513', [1, 2]],
    ['has:class', [1, 2, 3, 5]], ['-has:body', [4]], ['has:作者', [2, 3]], ['has:kicker', [3]], ['id:2..3', [2, 3]], ['status:new', [1, 2, 3, 4, 5]], ['status:done', []],
    ['import:1', [1, 2, 3, 4, 5]], ['import:2', []], ['source:/deliveries', [1, 2, 3, 4, 5]], ['source:2011/txt', [1, 2, 3, 4, 5]], ['source:00000001.TXT', [2]],
    ['source:txt/00000002.TXT', [3]], ['source:/deliveries/2011/txt/00000003.TXT', [4]], ['source:elsewhere', []], ['tag:x', []], ['problem:unclosed-body', []], ['duplicate:open', []],
  ])('for %s finds %j', async (query, ids) => {
    expect(await found(query)).toEqual(ids);
  });
});
