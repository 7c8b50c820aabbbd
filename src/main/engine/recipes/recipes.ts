import type { EngineApi } from '../../../contract/engine.ts';
import { Fault } from '../../../contract/fault.ts';
import type { Recipe, RecipeRun, RecipeStep, ValueStep } from '../../../contract/recipes.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { History } from '../history/history.ts';
import type { Store } from '../store/open.ts';
import { readRecipe, writeRecipe } from './file.ts';
import { stepWords } from './words.ts';

type Input = Readonly<Record<string, unknown>>;

/** A step made ready. */
export interface ReadyStep {
  /**
   * Does once more what an operation did, inside the write that is open: at once and without waiting for anything. Returns
   * how many records it changed.
   */
  run(ids: readonly number[]): { readonly records: number };
  close?(): void;
}

/** Makes a step ready from the operation's own input: what has to be waited for is waited for here. */
export type Replay = (input: Input) => ReadyStep | Promise<ReadyStep>;

export interface RecipesDeps {
  readonly store: Store;
  readonly history: History;
  readonly select: (selection: Selection) => Uint32Array;
  /** What can be done again, by kind of operation. */
  readonly replays: Readonly<Record<string, Replay>>;
  /** The input as its method may trust it; Fault `bad-input`. */
  readonly check: (kind: string, input: unknown) => unknown;
}

interface Row { readonly id: number; readonly name: string; readonly note: string; readonly steps: string; readonly created_at: number }

const SHOWN = 1000;

export function createRecipes({ store: { sqlite }, history, select, replays, check }: RecipesDeps): Handlers<EngineApi>['recipes'] {
  const all = sqlite.prepare<[], Row>('SELECT id, name, note, steps, created_at FROM recipe ORDER BY name');
  const one = sqlite.prepare<[number], Row>('SELECT id, name, note, steps, created_at FROM recipe WHERE id = ?');
  const idOf = sqlite.prepare<[string], number>('SELECT id FROM recipe WHERE name = ?').pluck();

  const must = (id: number): Recipe => {
    const row = one.get(id);
    if (row === undefined) throw new Fault('not-found', { zh: '这个配方已不存在。', en: 'This recipe does not exist any more.' });
    return recipeOf(row);
  };
  const clean = (given: string, except?: number): string => {
    const name = given.trim();
    if (name === '') throw new Fault('bad-input', { zh: '请给配方一个名称。', en: 'Give the recipe a name.' });
    const other = idOf.get(name);
    if (other !== undefined && other !== except) throw new Fault('conflict', { zh: `已经有名为“${name}”的配方。`, en: `There is a recipe named "${name}" already.` });
    return name;
  };

  /** A step that can be done: a known kind, an input its method takes. */
  const stepOf = (at: number, kind: string, given: unknown, otherwise: LocalText): RecipeStep => {
    const where: LocalText = { zh: `第 ${at + 1} 步`, en: `Step ${at + 1}` };
    if (!Object.hasOwn(replays, kind)) {
      const said = otherwise.zh === '' ? { zh: kind, en: kind } : otherwise;
      throw new Fault('bad-input', {
        zh: `${where.zh}“${said.zh}”（${kind}）不能由本版本重做。如果配方来自较新的版本，请先更新剪报；否则请去掉这一步。`,
        en: `${where.en}, "${said.en}" (${kind}), cannot be done again by this version. If the recipe comes from a newer one, update Jianbao first; else leave the step out.`,
      });
    }
    const { selection: _, dryRun: __, ...input } = typeof given === 'object' && given !== null ? { ...given } as Record<string, unknown> : {};
    try {
      check(kind, { ...input, selection: { query: '' } });
    } catch (thrown) {
      const why = Fault.from(thrown).text;
      throw new Fault('bad-input', { zh: `${where.zh}（${kind}）的内容不合规定：${why.zh}`, en: `${where.en} (${kind}) is not well formed: ${why.en}` }, { cause: thrown });
    }
    return { kind, input, sentence: stepWords(kind, input, otherwise) };
  };

  const keep = (kind: string, name: string, note: string, steps: readonly RecipeStep[]): { readonly id: number; readonly operation: number | null } => {
    const { operation, result } = history.write<number>({
      kind, input: { name, steps: steps.length },
      sentence: () => ({ zh: `保存配方“${name}”（${steps.length} 步）`, en: `Keep the recipe “${name}” (${steps.length} ${steps.length === 1 ? 'step' : 'steps'})` }),
    }, (tx) => tx.insert('recipe', { name, note, steps: JSON.stringify(steps), created_at: Date.now() }));
    return { id: result, operation };
  };

  return {
    list: () => all.all().map(recipeOf),
    save({ name: given, note = '', operations }) {
      const name = clean(given);
      if (operations.length === 0) throw new Fault('bad-input', { zh: '请至少选择一步。', en: 'Choose at least one step.' });
      const steps = [...new Set(operations)].sort((a, b) => a - b).map((id, at) => {
        const operation = history.get(id);
        if (operation === null) throw new Fault('not-found', { zh: `历史中没有第 ${id} 步。`, en: `There is no step ${id} in the history.` });
        return stepOf(at, operation.kind, history.input(id), operation.sentence);
      });
      return keep('recipes.save', name, note, steps);
    },
    edit({ id, name: given, note, steps }) {
      const before = must(id);
      const name = given === undefined ? before.name : clean(given, id);
      const kept = steps?.map((at) => {
        const step = before.steps[at];
        if (step === undefined) throw new Fault('bad-input', { zh: `配方没有第 ${at + 1} 步。`, en: `The recipe has no step ${at + 1}.` });
        return step;
      });
      if (kept?.length === 0) throw new Fault('bad-input', { zh: '配方至少要有一步。', en: 'A recipe has at least one step.' });
      const { operation } = history.write({
        kind: 'recipes.edit', input: { id, name, note, steps },
        sentence: () => (before.name === name ? { zh: `修改配方“${name}”`, en: `Change the recipe “${name}”` }
          : { zh: `配方“${before.name}”改名为“${name}”`, en: `Rename the recipe “${before.name}” to “${name}”` }),
      }, (tx) => {
        tx.set('recipe', id, 'name', name);
        if (note !== undefined) tx.set('recipe', id, 'note', note);
        if (kept !== undefined) tx.set('recipe', id, 'steps', JSON.stringify(kept));
      });
      return { operation };
    },
    delete({ id }) {
      const { name } = must(id);
      const { operation } = history.write({
        kind: 'recipes.delete', input: { id }, sentence: () => ({ zh: `删除配方“${name}”`, en: `Delete the recipe “${name}”` }),
      }, (tx) => tx.remove('recipe', id));
      return { operation: operation ?? 0 };
    },
    async run({ id, selection, dryRun = false }) {
      const { name, steps } = must(id);
      steps.forEach((step, at) => stepOf(at, step.kind, step.input, step.sentence));
      const ids = [...select(selection)];
      const asked = 'ids' in selection && selection.ids.length > SHOWN ? { ids: selection.ids.length } : selection;
      const ready = await Promise.all(steps.map(({ kind, input }) => replays[kind]?.(input)));
      try {
        return replayed();
      } finally {
        for (const step of ready) step?.close?.();
      }

      function replayed(): RecipeRun {
      const { operation, result } = history.group<Omit<RecipeRun, 'operation'>>({
        kind: 'recipes.run', input: { recipe: id, name, selection: asked },
        sentence: ({ records }) => ({ zh: `按配方“${name}”处理 ${records} 条记录`, en: `Recipe “${name}”: ${records} ${records === 1 ? 'record' : 'records'}` }),
      }, (group) => {
        // The records are chosen once: a step may change what the query asks for.
        const done = ids.length === 0 ? steps.map(({ sentence }) => ({ sentence, records: 0 }))
          : steps.map(({ sentence }, at) => ({ sentence, records: ready[at]?.run(ids).records ?? 0 }));
        return { ...account(group), steps: done };
      }, dryRun);
      return { operation, ...result };
      }
    },
    export({ id, file, overwrite = false }) {
      const recipe = must(id);
      writeRecipe(file, recipe, overwrite);
      return { file, steps: recipe.steps.length };
    },
    import({ file }) {
      const { name: given, note, steps: read } = readRecipe(file);
      const steps = read.map(({ kind, input, sentence }, at) => stepOf(at, kind, input, sentence ?? { zh: '', en: '' }));
      let name = given;
      for (let turn = 2; idOf.get(name) !== undefined; turn++) name = `${given}（${turn}）`;
      return { id: keep('recipes.import', name, note, steps).id, name, steps: steps.length };
    },
  };

  /** What the operation comes to: every value as it was at the beginning and is at the end. */
  function account(operation: number): Omit<RecipeRun, 'operation' | 'steps'> {
    const records = new Set<number>();
    const counts = new Map<string, { step: Omit<ValueStep, 'records'>; records: number }>();
    const changes: RecipeRun['changes'][number][] = [];
    let total = 0;
    for (const change of history.net(operation)) {
      if (change.record === null) continue;
      records.add(change.record);
      total++;
      const { record, title, field, before, after } = change;
      if (changes.length < SHOWN) changes.push({ record, title, field, before, after });
      const key = `${field}\0${before ?? '\u0001'}\0${after ?? '\u0001'}`;
      const count = counts.get(key);
      if (count === undefined) counts.set(key, { step: { field, before, after }, records: 1 });
      else count.records++;
    }
    const values = [...counts.values()].sort((a, b) => b.records - a.records).slice(0, SHOWN).map(({ step, records: n }) => ({ ...step, records: n }));
    return { records: records.size, valuesTotal: counts.size, values, changesTotal: total, changes };
  }
}

function recipeOf({ id, name, note, steps, created_at: createdAt }: Row): Recipe {
  return { id, name, note, createdAt, steps: JSON.parse(steps) as readonly RecipeStep[] };
}
