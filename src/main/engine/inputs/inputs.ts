import * as v from 'valibot';
import { Fault } from '../../../contract/fault.ts';
import { authoritiesInputs } from './authorities.ts';
import { recipesInputs } from './recipes.ts';
import { searchesInputs } from './searches.ts';
import { libraryInputs } from './library.ts';
import { importsInputs } from './imports.ts';
import { recordsInputs } from './records.ts';
import { subjectsInputs } from './subjects.ts';
import { duplicatesInputs } from './duplicates.ts';
import { qualityInputs } from './quality.ts';
import { setsInputs } from './sets.ts';
import { exportsInputs } from './exports.ts';
import { historyInputs } from './history.ts';
import { tasksInputs } from './tasks.ts';

// What each method takes, checked where it arrives: the window is not trusted, and a script can be wrong.

const INPUTS = {
  ...libraryInputs,
  ...importsInputs,
  ...recordsInputs,
  ...subjectsInputs,
  ...duplicatesInputs,
  ...qualityInputs,
  ...setsInputs,
  ...exportsInputs,
  ...historyInputs,
  ...tasksInputs,
  ...authoritiesInputs,
  ...recipesInputs,
  ...searchesInputs,
} as const satisfies Record<string, v.GenericSchema>;

/** The input as the method may trust it. Fault `bad-input` with the place and what was wrong there. */
export function checkInput(method: string, input: unknown): unknown {
  const schema: v.GenericSchema | undefined = Object.hasOwn(INPUTS, method) ? INPUTS[method as keyof typeof INPUTS] : undefined;
  if (schema === undefined) throw new Fault('bad-input', { zh: `没有名为“${method}”的方法。`, en: `There is no method "${method}".` });
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = issue.path?.map((part: { readonly key?: unknown }) => String(part.key)).join('.') ?? '';
  if (issue.message === 'path') {
    throw new Fault('bad-input', {
      zh: '收到的路径是空的。若是拖放进来的，请改用“导入”按钮选择文件夹。',
      en: 'The path is empty. If it was dropped, choose the folder with the Import button instead.',
    });
  }
  throw new Fault('bad-input', { zh: `${method} 的参数“${at}”不合规定：${issue.message}`, en: `${method}: "${at}" is not well formed: ${issue.message}` });
}
