import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { EngineApi } from '../contract/engine.ts';
import { EXPORT_FORMATS } from '../contract/exports.ts';
import type { ExportFormat, ExportProfile } from '../contract/exports.ts';
import { Fault } from '../contract/fault.ts';
import type { Client } from '../contract/rpc.ts';
import type { Cli } from './cli.ts';
import { UsageError } from './exit.ts';
import { constantsOf } from './export-constants.ts';
import { oneOf } from './usage.ts';

export async function profileNamed(api: Client<EngineApi>, name: string): Promise<ExportProfile> {
  const found = (await api.exports.profiles({})).find((profile) => profile.name === name);
  if (found !== undefined) return found;
  throw new Fault('not-found', { zh: `没有名为“${name}”的映射方案。`, en: `There is no profile named "${name}".` });
}

/** `export profiles list | show | save | delete | write | read`. */
export function registerProfiles(command: Command, cli: Cli): void {
  command.description(cli.say({ zh: '导出映射方案', en: 'profiles: what goes where in a format' }));
  command.command('list').description(cli.say({ zh: '列出方案', en: 'list them' })).action(() => cli.run(async ({ api }) => {
    const list = await api.exports.profiles({});
    return { value: list, text: () => cli.table([{ title: { zh: '名称', en: 'Name' } }, { title: { zh: '格式', en: 'Format' } }], list.map(({ name, format }) => [name, format])) };
  }));
  command.command('show <format|name>').description(cli.say({ zh: '一种格式自带的映射，或一个方案', en: 'the map of a format, or a profile' })).action((name: string) => cli.run(async ({ api }) => {
    const info = (await api.exports.formats({})).find((format) => format.name === name);
    const value = info === undefined ? await profileNamed(api, name) : { format: info.name, map: info.map, places: info.places };
    return {
      value, text: () => cli.table([{ title: { zh: '来源', en: 'Source' } }, { title: { zh: '位置', en: 'Place' }, flexible: true }],
        Object.entries(value.map).map(([source, places]) => [source, places.join('  ')])),
    };
  }));
  command.command('save <name>').description(cli.say({ zh: '新建或修改方案', en: 'make one, or change it' }))
    .requiredOption('--format <format>', EXPORT_FORMATS.join('|'), oneOf('--format', EXPORT_FORMATS))
    .option('--map <source:place...>', cli.say({ zh: '来源:位置，逗号分隔多个位置；位置空则不写出', en: 'source:place, several places with commas; nothing behind the colon leaves it out' }))
    .option('--constant <name=value...>', cli.say({ zh: '各条相同的值', en: 'what is the same for all' }))
    .action((name: string, options: { readonly format: ExportFormat; readonly map?: readonly string[]; readonly constant?: readonly string[] }) => cli.run(async ({ api }) => {
      const before = (await api.exports.profiles({})).find((profile) => profile.name === name);
      const saved = await api.exports.saveProfile({
        id: before?.id, name, format: options.format, map: { ...before?.map, ...mapOf(options.map ?? []) }, constants: { ...before?.constants, ...constantsOf(options.constant ?? []) },
      });
      return { value: saved, text: () => cli.say({ zh: `已保存“${name}”。`, en: `Saved "${name}".` }) };
    }));
  command.command('delete <name>').description(cli.say({ zh: '删除方案', en: 'delete one' })).action((name: string) => cli.run(async ({ api }) => {
    const done = await api.exports.deleteProfile({ id: (await profileNamed(api, name)).id });
    return { value: done, text: () => cli.say({ zh: `已删除“${name}”。`, en: `Deleted "${name}".` }) };
  }));
  command.command('write <name> <file>').description(cli.say({ zh: '把方案存为文件', en: 'write one to a file' })).action((name: string, file: string) => cli.run(async ({ api }) => {
    const written = await api.exports.writeProfile({ id: (await profileNamed(api, name)).id, file: resolve(file) });
    return { value: written, text: () => written.file };
  }));
  command.command('read <file>').description(cli.say({ zh: '从文件读入方案', en: 'read one from a file' })).action((file: string) => cli.run(async ({ api }) => {
    const saved = await api.exports.readProfile({ file: resolve(file) });
    return { value: saved, text: () => cli.say({ zh: '已读入。', en: 'Read.' }) };
  }));
}

/** `keywords:606$a,610$a` → the map. Subtle: a source may be `other:CODE`, so that the last colon divides. */
function mapOf(pairs: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(pairs.map((pair) => {
    const at = pair.startsWith('other:') ? pair.indexOf(':', 6) : pair.indexOf(':');
    if (at <= 0) throw new UsageError({ zh: `“${pair}”不是 来源:位置 的形式。`, en: `"${pair}" is not of the form SOURCE:PLACE.` });
    return [pair.slice(0, at), pair.slice(at + 1).split(',').filter((place) => place !== '')];
  }));
}
