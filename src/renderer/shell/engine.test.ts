import { describe, expect, it } from 'vitest';
import { reactive, ref } from 'vue';
import { plain } from './engine.ts';

describe('what is sent to the engine', () => {
  it('can be cloned, however deep the reactive parts of it lie', () => {
    const sort = ref([{ field: 'date', descending: true }]);
    const input = { selection: reactive({ ids: [1, 2] }), sort: sort.value, values: reactive({ genre: null }), bytes: new Uint8Array([1]) };
    expect(() => structuredClone(input)).toThrow();
    expect(structuredClone(plain(input))).toEqual({
      selection: { ids: [1, 2] }, sort: [{ field: 'date', descending: true }], values: { genre: null }, bytes: new Uint8Array([1]),
    });
  });
});
