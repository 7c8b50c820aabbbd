import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CONSTANTS, EXPORT_FORMATS } from '../../../contract/exports.ts';
import type { Constants, ExportFormat, ExportProfile, ExportsApi, FieldMap } from '../../../contract/exports.ts';
import { Fault } from '../../../contract/fault.ts';
import { isPlace } from '../formats/marc/build.ts';
import { splitPlace } from '../formats/values.ts';
import { writerOf } from '../formats/writers.ts';
import type { History } from '../history/history.ts';
import type { Store } from '../store/open.ts';
import { taken } from './target.ts';
import { existsSync } from 'node:fs';

interface Row { readonly id: number; readonly name: string; readonly format: string; readonly map: string; readonly constants: string }

const KIND = 'jianbao-export-profile';

type ProfilesApi = Pick<ExportsApi, 'profiles' | 'saveProfile' | 'deleteProfile' | 'writeProfile' | 'readProfile'>;

/** Ways of writing a format that were made here: kept in the library, through history; given on as a file. */
export function createProfiles({ sqlite }: Store, history: History): ProfilesApi & { get(id: number): ExportProfile } {
  const all = sqlite.prepare<[], Row>('SELECT id, name, format, map, constants FROM export_profile ORDER BY name');
  const one = sqlite.prepare<[number], Row>('SELECT id, name, format, map, constants FROM export_profile WHERE id = ?');
  const get = (id: number): ExportProfile => {
    const row = one.get(id);
    if (row === undefined) throw new Fault('not-found', { zh: '这个映射方案已不存在。', en: 'This profile does not exist any more.' });
    return profileOf(row);
  };
  const names = (): ReadonlySet<string> => new Set(all.all().map(({ name }) => name));

  const saveProfile: ProfilesApi['saveProfile'] = ({ id, name, format, map, constants }) => {
    const clean = name.trim();
    if (clean === '') throw new Fault('bad-input', { zh: '请给映射方案一个名称。', en: 'Give the profile a name.' });
    if (id !== undefined) get(id);
    if (all.all().some((row) => row.name === clean && row.id !== id)) {
      throw new Fault('conflict', { zh: `已经有名为“${clean}”的映射方案。`, en: `There is a profile named "${clean}" already.` });
    }
    checkPlaces(format, map);
    const row = { name: clean, format, map: JSON.stringify(map), constants: JSON.stringify(constants) };
    const { operation, result } = history.write<number>({
      kind: 'exports.saveProfile', input: { id, name: clean, format },
      sentence: () => ({ zh: `保存导出映射方案“${clean}”`, en: `Save the export profile "${clean}"` }),
    }, (tx) => {
      if (id === undefined) return tx.insert('export_profile', row);
      for (const [column, value] of Object.entries(row)) tx.set('export_profile', id, column, value);
      return id;
    });
    return { id: result, operation };
  };

  return {
    get,
    profiles: () => all.all().map(profileOf),
    saveProfile,
    deleteProfile({ id }) {
      const { name } = get(id);
      const { operation } = history.write({
        kind: 'exports.deleteProfile', input: { id },
        sentence: () => ({ zh: `删除导出映射方案“${name}”`, en: `Delete the export profile "${name}"` }),
      }, (tx) => tx.remove('export_profile', id));
      return { operation: operation ?? 0 };
    },
    writeProfile({ id, file, overwrite = false }) {
      const { name, format, map, constants } = get(id);
      const path = resolve(file);
      if (!overwrite && existsSync(path)) throw taken(path);
      writeFileSync(path, `${JSON.stringify({ kind: KIND, version: 1, name, format, map, constants }, null, 2)}\n`);
      return { file: path };
    },
    readProfile({ file }) {
      const read = readProfileFile(resolve(file));
      const known = names();
      let { name } = read;
      for (let n = 2; known.has(name); n++) name = `${read.name} ${n}`;
      return saveProfile({ ...read, name });
    },
  };
}

const isFormat = (name: unknown): name is ExportFormat => (EXPORT_FORMATS as readonly unknown[]).includes(name);

function profileOf({ id, name, format, map, constants }: Row): ExportProfile {
  return { id, name, format: isFormat(format) ? format : 'csv', map: JSON.parse(map) as FieldMap, constants: JSON.parse(constants) as Constants };
}

const broken = (file: string): Fault => new Fault('bad-input', {
  zh: `“${file}”不是导出映射方案。请选择由“另存为文件”得到的文件。`, en: `"${file}" is no export profile. Choose a file that was saved from a profile.`,
});

function readProfileFile(file: string): Omit<ExportProfile, 'id'> {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw broken(file);
    throw error;
  }
  if (typeof data !== 'object' || data === null) throw broken(file);
  const { kind, name, format, map, constants } = data as Readonly<Record<string, unknown>>;
  const strings = (value: unknown): value is Record<string, string> => typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
  const lists = (value: unknown): value is Record<string, string[]> =>
    typeof value === 'object' && value !== null && Object.values(value).every((one) => Array.isArray(one) && one.every((place) => typeof place === 'string'));
  if (kind !== KIND || typeof name !== 'string' || !isFormat(format) || !lists(map) || !strings(constants)) throw broken(file);
  const known: ReadonlySet<string> = new Set(CONSTANTS.map((entry) => entry.name));
  return { name, format, map, constants: Object.fromEntries(Object.entries(constants).filter(([key]) => known.has(key))) };
}

/** A place that the format does not have would lose the value without a word. */
function checkPlaces(format: ExportFormat, map: FieldMap): void {
  const { places } = writerOf(format).info;
  const marc = format === 'marc21' || format === 'cnmarc' || format === 'marcxml' || format === 'marcjson';
  for (const place of Object.values(map).flat()) {
    const [bare] = splitPlace(place);
    if (bare === '' || marc && !isPlace(bare) || places !== null && !places.includes(bare)) {
      throw new Fault('bad-input', {
        zh: `这种格式没有“${place}”这个位置${marc ? '，请写成 690$a 这样' : places === null ? '' : `，可用：${places.join('、')}`}。`,
        en: `The format has no place "${place}"${marc ? '; write it like 690$a' : places === null ? '' : `; it has ${places.join(', ')}`}.`,
      });
    }
  }
}
