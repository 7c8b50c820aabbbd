/**
 * Writes `src/main/engine/duplicates/core/han-variants.ts`: the one-character part of the traditional → simplified
 * tables of OpenCC (through `opencc-js`, Apache-2.0 data), so that the engine needs neither the library nor its
 * start-up time. Run with `node scripts/duplicates/han-variants.ts`.
 */
import { writeFileSync } from 'node:fs';
import { Converter } from 'opencc-js';

const converters = (['t', 'tw', 'hk'] as const).map((from) => Converter({ from, to: 'cn' }));
const from: string[] = [];
const to: string[] = [];
for (let code = 0x3400; code <= 0x9fff; code++) {
  const character = String.fromCharCode(code);
  const simplified = converters.map((convert) => convert(character)).find((text) => text !== character);
  if (simplified === undefined || simplified.length !== 1) continue;
  from.push(character);
  to.push(simplified);
}

const lines = (name: string, characters: readonly string[]): string => {
  const rows: string[] = [];
  for (let at = 0; at < characters.length; at += 100) rows.push(`  '${characters.slice(at, at + 100).join('')}'`);
  return `export const ${name}: string =\n${rows.join(' +\n')};\n`;
};

const file = new URL('../../src/main/engine/duplicates/core/han-variants.ts', import.meta.url);
writeFileSync(file, `/**
 * Traditional and regional forms of Han characters and, at the same place of the second string, their simplified form.
 * Written by \`scripts/duplicates/han-variants.ts\` from the character tables of OpenCC (Apache-2.0); do not edit.
 */
${lines('TRADITIONAL', from)}
${lines('SIMPLIFIED', to)}`);
process.stdout.write(`${from.length} characters\n`);
