import { describe, expect, it } from 'vitest';
import { faultOf, isRealDay, readDay, tidy } from './validate.ts';

describe('what one types into the form', () => {
  it('takes a date in any common form and stores eight digits', () => {
    for (const typed of ['20110614', '2011-06-14', '2011/6/14', '2011.6.14', '2011年6月14日', '２０１１－０６－１４', ' 2011-6-14 ']) {
      expect(readDay(typed)).toBe('20110614');
      expect(faultOf('date', typed)).toBeNull();
    }
  });

  it('knows a real day from one that never was', () => {
    expect(isRealDay('20120229')).toBe(true);
    expect(isRealDay('20110229')).toBe(false);
    expect(isRealDay('19000229')).toBe(false);
    expect(isRealDay('00500101')).toBe(true);
    expect(faultOf('date', '2011-13-01')).toBe('dateNotReal');
    expect(faultOf('date', '2011-06')).toBe('dateForm');
    expect(faultOf('date', '六月')).toBe('dateForm');
  });

  it('wants digits for page, item and issue, pads a page and leaves an item as it is', () => {
    expect(tidy('page', '４')).toBe('04');
    expect(tidy('item', '1')).toBe('1');
    expect(faultOf('page', '04A')).toBe('digits');
    expect(faultOf('issue', '19513')).toBeNull();
  });

  it('lets every field be emptied, and refuses no class number', () => {
    expect(faultOf('date', '')).toBeNull();
    expect(faultOf('class', 'EI279.6')).toBeNull();
    expect(tidy('body', '  一\n')).toBe('  一\n');
  });
});
