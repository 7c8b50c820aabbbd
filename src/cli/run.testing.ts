import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';

const ENTRY = fileURLToPath(new URL('./index.ts', import.meta.url));

/** What one start compiled the next one reads; without it the tests would spend most of their time compiling. */
const CACHE = join(tmpdir(), 'jianbao-tests-compile-cache');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called with everything stderr has said so far, and a way to press Ctrl+C. */
  readonly watch?: (err: string, interrupt: () => void) => void;
}

/** The real command line in a process of its own, in Chinese and without a library unless told otherwise. */
export function jianbao(args: readonly string[], { env = {}, cwd, watch }: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const { JIANBAO_LIBRARY: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [ENTRY, ...args], {
      cwd,
      env: { ...inherited, LC_ALL: 'C.UTF-8', NODE_COMPILE_CACHE: CACHE, ...env },
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      watch?.(err, () => child.kill('SIGINT'));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The bundled sample, and what it is known to hold. */
export const SAMPLE = fileURLToPath(new URL('../../fixtures/sample', import.meta.url));

/** Runs a command with `--json` and gives its document, which must be all that stands on stdout. */
export async function ask<T>(
  library: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ readonly code: number | null; readonly value: T }> {
  const { code, out, err } = await jianbao([...args, '--library', library, '--json'], options);
  try {
    return { code, value: JSON.parse(out) as T };
  } catch {
    throw new Error(`no JSON document: ${out}\n${err}`);
  }
}

let imported: Promise<string> | undefined;
const samples: string[] = [];
afterAll(() => samples.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new library with the sample in it, in a folder that is gone when the test is over. Imported once a test file. */
export async function sampleLibrary(): Promise<{ readonly folder: string; readonly library: string }> {
  imported ??= importSample();
  const folder = temporaryFolder();
  const library = join(folder, 'sample.jianbao');
  copyFileSync(await imported, library);
  return { folder, library };
}

async function importSample(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-cli-sample-'));
  samples.push(folder);
  const library = join(folder, 'sample.jianbao');
  const { code, err } = await jianbao(['import', SAMPLE, '--library', library]);
  if (code !== 3) throw new Error(`the import ended with ${code}: ${err}`);
  return library;
}
