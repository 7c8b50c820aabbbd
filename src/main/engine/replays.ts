import type { EngineApi } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import type { RecordAction } from '../../contract/record-changes.ts';
import type { Call, Handlers } from '../../contract/rpc.ts';
import { checkInput } from './inputs/inputs.ts';
import type { Replay } from './recipes/recipes.ts';
import type { Records } from './records/records.ts';

/** Bulk changes of fields: each kind is an action of `records.change` with its own input. */
const CHANGES = ['set', 'clear', 'replace', 'split', 'join', 'trim', 'width', 'simplify', 'dates'] as const;
const kindOf = (name: string): string => `records.${name}`;

export interface Replayable {
  readonly records: Records;
  readonly subjects: Pick<Handlers<EngineApi>['subjects'], 'assign' | 'unassign'>;
  readonly authorities: Pick<Handlers<EngineApi>['authorities'], 'merge'>;
}

/** What a recipe can do again, by the kind of the operation. One line each. */
export function replaysOf({ records, subjects, authorities }: Replayable): Readonly<Record<string, Replay>> {
  const change = (name: string): Replay => async (input) => {
    const { run, close } = await records.prepareChange({ ...input, do: name } as RecordAction);
    return { run: (ids) => run(records.select({ ids })), close };
  };
  return {
    ...Object.fromEntries(CHANGES.map((name) => [kindOf(name), change(name)])),
    'records.tag': replay(records.api.tag),
    'records.status': replay(records.api.status),
    'subjects.assign': replay(subjects.assign),
    'subjects.unassign': replay(subjects.unassign),
    'authorities.merge': replay(authorities.merge),
  };
}

/** The input of a step as its method may trust it. Fault `bad-input`. */
export function checkStep(kind: string, input: unknown): unknown {
  const name = CHANGES.find((one) => kindOf(one) === kind);
  if (name === undefined) return checkInput(kind, input);
  const { selection, ...action } = input as { readonly selection: unknown };
  return checkInput('records.change', { selection, action: { ...action, do: name } });
}

const quietly: Call = { signal: new AbortController().signal, progress: () => undefined };

/** A method as a step of a recipe: it must have answered when it returns. */
function replay<I, R extends { readonly records: number }>(method: (input: I, call: Call) => R | Promise<R>): Replay {
  return (input) => ({
    run(ids) {
      const result = method({ ...input, selection: { ids } } as unknown as I, quietly);
      // Subtle: what waits would write outside the step's transaction.
      if (result instanceof Promise) throw new Fault('internal');
      return result;
    },
  });
}
