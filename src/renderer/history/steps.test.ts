import { describe, expect, it } from 'vitest';
import type { Operation } from '../../contract/history.ts';
import { nounOf, wayBack } from './steps.ts';

const step = (more: Partial<Operation>): Operation => ({
  id: 7, kind: 'records.set', sentence: { zh: '', en: '' }, at: 0, actor: '', state: 'done', changes: 3,
  undoneBy: null, target: null, replayable: false, ...more,
});

describe('a step of the history', () => {
  it('is about the noun its kind begins with', () => {
    expect([step({}), step({ kind: 'history.undo' }), step({ kind: 'migrate' })].map(nounOf))
      .toEqual(['records', 'history', 'other']);
  });

  it('can be undone when it changed something and stands', () => {
    expect(wayBack(step({}))).toEqual({ undo: 7, redo: null });
    expect(wayBack(step({ state: 'interrupted' }))).toEqual({ undo: 7, redo: null });
    expect(wayBack(step({ changes: 0 }))).toEqual({ undo: null, redo: null });
    expect(wayBack(step({ state: 'running' }))).toEqual({ undo: null, redo: null });
  });

  it('can be done again by the undo that took it back', () => {
    expect(wayBack(step({ undoneBy: 9 }))).toEqual({ undo: null, redo: 9 });
    expect(wayBack(step({ id: 9, kind: 'history.undo', target: 7 }))).toEqual({ undo: null, redo: 9 });
    expect(wayBack(step({ id: 9, kind: 'history.undo', target: 7, undoneBy: 11 }))).toEqual({ undo: null, redo: null });
  });
});
