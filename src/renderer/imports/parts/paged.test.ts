import { describe, expect, it } from 'vitest';
import { usePaged } from './paged.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function numbers(count: number) {
  const asked: string[] = [];
  const list = { numbers: Array.from({ length: count }, (_, index) => index) };
  const fetch = ({ offset, limit }: { readonly offset: number; readonly limit: number }) => {
    asked.push(`${offset}+${limit}`);
    return Promise.resolve({ total: list.numbers.length, rows: list.numbers.slice(offset, offset + limit) });
  };
  return { asked, list, paged: usePaged<number>(fetch, (fault) => { throw fault; }) };
}

describe('a paged list', () => {
  it('fetches only the windows looked at, each once', async () => {
    const { asked, paged } = numbers(1000);
    paged.need(0, 30);
    paged.need(10, 40);
    await settle();
    paged.need(480, 520);
    await settle();
    expect(asked).toEqual(['0+100', '400+200']);
    expect([paged.total.value, paged.row(5), paged.row(510), paged.row(700)]).toEqual([1000, 5, 510, undefined]);
  });

  it('keeps the old rows until the new ones come', async () => {
    const { list, paged } = numbers(10);
    paged.need(0, 10);
    await settle();
    list.numbers = [70, 71];
    const reloaded = paged.reload();
    expect([paged.total.value, paged.row(0)]).toEqual([10, 0]);
    await reloaded;
    expect([paged.total.value, paged.row(0), paged.row(2)]).toEqual([2, 70, undefined]);
  });

  it('closes the gap when a row is taken out, and fetches what moved up from beyond', async () => {
    const { list, paged } = numbers(250);
    paged.need(0, 100);
    await settle();
    list.numbers.splice(3, 1);
    paged.remove(3);
    expect([paged.total.value, paged.row(2), paged.row(3), paged.row(99)]).toEqual([249, 2, 4, undefined]);
    paged.need(0, 100);
    await settle();
    expect([paged.row(3), paged.row(98), paged.row(99)]).toEqual([4, 99, 100]);
  });

  it('lets an answer go that was asked for before the list changed', async () => {
    const { paged } = numbers(250);
    paged.need(0, 100);
    paged.need(100, 200);
    paged.remove(0);
    await settle();
    expect(paged.row(150)).toBeUndefined();
  });

  it('knows which windows lost a row when one is taken out of a list looked at in two places', async () => {
    const { paged } = numbers(1000);
    paged.need(0, 50);
    paged.need(400, 450);
    await settle();
    paged.remove(0);
    paged.need(300, 500);
    await settle();
    expect([paged.row(310), paged.row(420)]).toEqual([310, 420]);
  });
});
