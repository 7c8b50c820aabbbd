import Database from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { core, digestOf } from './imports/known.ts';
import type { CheckAnswer, CheckRequest } from './library/aside.ts';
import { checkContents, checkFile } from './library/check.ts';
import type { CheckStep } from './library/check.ts';
import { TEXT_FIELDS } from './records/query/fields.ts';
import { searchTexts, TEXT_COLUMNS } from './records/search/text.ts';
import { tokens } from './records/search/tokens.ts';

// The checking thread: it wires what the check has to know, as engine.ts does for the engine, and looks at one file, once.

const { file, depth } = workerData as CheckRequest;

let told = 0;
const answer = (message: CheckAnswer): void => parentPort?.postMessage(message);
const tell = (step: CheckStep): void => {
  const now = performance.now();
  if (step.done > 0 && now - told < 100) return;
  told = now;
  answer({ step });
};

const sqlite = new Database(file, { readonly: true });
try {
  if (depth === 'pages') {
    const problem = sqlite.pragma('quick_check(1)', { simple: true });
    answer({ report: { ok: problem === 'ok', problems: problem === 'ok' ? [] : [String(problem)], depth: 'file' } });
  } else {
    const problems = [...checkFile(sqlite, tell)];
    if (depth === 'deep') {
      problems.push(...checkContents(sqlite, {
        digestOf: (bytes) => digestOf(core(bytes)).key,
        tokensOf: (texts) => searchTexts(texts).map((folded) => (folded === '' ? 0 : tokens(folded).split(' ').filter((token) => token !== '').length)),
        textNames: TEXT_FIELDS,
        textColumns: TEXT_COLUMNS,
      }, tell));
    }
    answer({ report: { ok: problems.length === 0, problems, depth } });
  }
} finally {
  sqlite.close();
}
