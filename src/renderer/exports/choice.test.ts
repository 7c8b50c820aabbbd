import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS } from '../../contract/exports.ts';
import { choiceOf, EMPTY, fits, GROUPS, inputOf, targetOf } from './choice.ts';
import type { Draft } from './choice.ts';

const all = { query: '' };

describe('the export form', () => {
  it('shows every format once', () => {
    expect(GROUPS.flatMap(({ formats }) => formats).toSorted()).toEqual([...EXPORT_FORMATS].toSorted());
  });

  it('asks for nothing that was not chosen', () => {
    expect(choiceOf(EMPTY, all)).toEqual({ selection: all, format: 'tagged' });
    expect(choiceOf({ ...EMPTY, format: 'marcxml', newspaper: ' 文汇日报 ', profile: 3 }, all))
      .toEqual({ selection: all, format: 'marcxml', profile: 3, dialect: 'cnmarc', constants: { newspaper: '文汇日报' } });
  });

  it('wants a folder for a bag and a file for a packed one', () => {
    const csv = { kind: 'file', extension: 'csv' } as Parameters<typeof targetOf>[1];
    const target = (pack: Draft['pack']) => targetOf({ ...EMPTY, format: 'csv', pack }, csv);
    expect([target('none'), target('folder'), target('zip')]).toEqual([{ what: 'file', extension: 'csv' }, { what: 'folder' }, { what: 'file', extension: 'zip' }]);
    expect(inputOf({ ...EMPTY, pack: 'zip', sources: true }, all, '/x.zip')).toEqual({ selection: all, format: 'tagged', out: '/x.zip', package: 'bagit-zip', sources: true });
  });

  it('offers the profiles of a MARC dialect for the forms that carry one', () => {
    expect([fits('marcxml', 'cnmarc'), fits('marcxml', 'ris'), fits('csv', 'csv'), fits('cnmarc', 'marc21')]).toEqual([true, false, true, false]);
  });
});
