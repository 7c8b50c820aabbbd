import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute } from './route.ts';

describe('the address of a view', () => {
  it('names the view and what it should show, and is read back the same', () => {
    expect(formatRoute('imports', { operation: 3, state: undefined })).toBe('#/imports?operation=3');
    expect(parseRoute('#/imports?operation=3')).toEqual({ view: 'imports', params: { operation: '3' } });
    const odd = { find: '图片 & 照片?' };
    expect(parseRoute(formatRoute('sets', odd))).toEqual({ view: 'sets', params: odd });
  });

  it('leads to the records when nobody knows the view', () => {
    expect(parseRoute('')).toEqual({ view: 'records', params: {} });
    expect(parseRoute('#/nowhere?x=1')).toEqual({ view: 'records', params: {} });
  });
});
