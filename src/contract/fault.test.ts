import { describe, expect, it } from 'vitest';
import { FAULT_CODES, Fault } from './fault.ts';

describe('a fault', () => {
  it('is the same after it crossed a process border', () => {
    const fault = new Fault('conflict', { zh: '有改动', en: 'There are changes' }, { position: 3, details: { record: 7 }, cause: new Error('x') });
    const back = Fault.fromData(structuredClone(fault.toData()));
    expect(back).toBeInstanceOf(Fault);
    expect(back.toData()).toEqual({ code: 'conflict', text: { zh: '有改动', en: 'There are changes' }, position: 3, details: { record: 7 } });
    expect(back.cause).toBeUndefined();
  });

  it.each(FAULT_CODES)('of code %s says in both languages what is the matter', (code) => {
    const { text } = new Fault(code);
    expect(text.zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(text.en).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    undefined, null, 'disk-full', {}, { code: 'toString', text: { zh: '', en: '' } }, { code: 'no-such-code', text: { zh: '', en: '' } },
    { code: 'conflict' }, { code: 'conflict', text: { zh: 1, en: '' } }, { code: 'conflict', text: { zh: '', en: '' }, position: 'x' },
  ])('is internal when the data %j is not fault data', (data) => {
    expect(Fault.fromData(data).code).toBe('internal');
  });

  it('keeps the cause of an unknown error on this side only', () => {
    const error = new TypeError('no such thing');
    const fault = Fault.from(error);
    expect(fault.cause).toBe(error);
    expect(fault.toData()).toEqual({ code: 'internal', text: fault.text, details: { name: 'TypeError', message: 'no such thing' } });
  });
});
