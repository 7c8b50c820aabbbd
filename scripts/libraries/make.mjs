// Writes a small library with something of everything in it, in the schema of this moment, for the upgrade test:
//
//   node scripts/libraries/make.mjs
//
// Run it before a release that brings a migration, once per landed schema; a fixture that is there is never written again.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const JOURNAL = join(ROOT, 'migrations', 'meta', '_journal.json');
const version = String(JSON.parse(readFileSync(JOURNAL, 'utf8')).entries.length).padStart(4, '0');
const target = join(ROOT, 'fixtures', 'libraries', `schema-${version}.jianbao.gz`);
if (existsSync(target)) {
  console.error(`${target} is there already and stays as it is.`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'jianbao-make-'));
const library = join(folder, 'library.jianbao');
const jianbao = (...words) => {
  try {
    return JSON.parse(execFileSync(process.execPath, [join(ROOT, 'bin', 'jianbao.mjs'), ...words, '--library', library, '--json'], { encoding: 'utf8' }));
  } catch (error) {
    // 3: done, with problems listed, as the dirt in the sample wants it.
    if (error.status !== 3) throw error;
    return JSON.parse(error.stdout);
  }
};

// The paths in the ledger are absolute; a neutral folder keeps the maker's own out of the fixture.
const delivery = join(folder, 'delivery');
cpSync(join(ROOT, 'fixtures', 'sample'), delivery, { recursive: true });
jianbao('import', delivery);
jianbao('records', 'set', '--query', 'genre:消息', 'pageName=要闻');
jianbao('records', 'replace', '--query', '', '--field', 'author', '--find', '/', '--replace', '；');
jianbao('records', 'tag', '--query', 'page:1', '--add', '头版', '--add', '待核');
jianbao('records', 'status', '--query', 'page:1', 'review');
jianbao('subjects', 'assign', '--query', 'genre:消息', '--class', 'D822');
jianbao('sets', 'create', '要闻', '--query', 'genre:消息');
jianbao('sets', 'create', '头版（检索）', '--query', 'tag:头版', '--live');
jianbao('sets', 'freeze', '要闻');
jianbao('duplicates', 'find');
const { groups } = jianbao('duplicates', 'list', '--state', 'open');
jianbao('duplicates', 'merge', ...groups[0].records.map(String));
jianbao('duplicates', 'distinct', ...groups[1].records.slice(0, 2).map(String));
jianbao('quality', 'check');
jianbao('records', 'set', '--query', 'page:1', 'column=国际');
jianbao('history', 'undo');
jianbao('library', 'compact');
mkdirSync(join(ROOT, 'fixtures', 'libraries'), { recursive: true });
writeFileSync(target, gzipSync(readFileSync(library), { level: 9 }));
rmSync(folder, { recursive: true, force: true });
console.log(target);
