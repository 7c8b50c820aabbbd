import { describe, expect, it } from 'vitest';
import { commandOf } from './keys.ts';
import type { KeyPlace, KeyPress } from './keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress =>
  ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, isComposing: false, ...more });
const meant = (key: string, place: KeyPlace = 'desk', more: Partial<KeyPress> = {}) =>
  commandOf(press(key, more), place);

describe('keys at the review desk', () => {
  it('decides by one letter, also with caps lock on', () => {
    expect(['m', 'n', 'l', 'M', ' '].map((key) => meant(key))).toEqual(['merge', 'distinct', 'link', 'merge', 'later']);
  });

  it('chooses values by left and right and walks through the differences by up and down', () => {
    expect(['ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowUp'].map((key) => meant(key)))
      .toEqual(['take-left', 'take-right', 'next-difference', 'previous-difference']);
  });

  it('leaves up and down to the list of groups while that has the focus', () => {
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'm'].map((key) => meant(key, 'queue')))
      .toEqual([null, null, null, 'merge']);
  });

  it('leaves Space to a button that has the focus', () => {
    expect([meant(' ', 'button'), meant('m', 'button')]).toEqual([null, 'merge']);
  });

  it('leaves arrows and Space to choices of which one is on', () => {
    expect([meant('ArrowLeft', 'choices'), meant('ArrowDown', 'choices'), meant(' ', 'choices'), meant('n', 'choices')])
      .toEqual([null, null, null, 'distinct']);
  });

  it('takes nothing while somebody types or composes', () => {
    expect([meant('m', 'text'), meant(' ', 'text'), meant('m', 'desk', { isComposing: true })])
      .toEqual([null, null, null]);
  });

  it('leaves shortcuts with Ctrl, Alt, Meta and Shift to others', () => {
    const held = [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { shiftKey: true }];
    expect(held.map((more) => meant('m', 'desk', more))).toEqual([null, null, null, null]);
  });

  it('decides once however long the key is held, but lets the differences run by', () => {
    expect(['m', 'n', 'l', ' ', 'u'].map((key) => meant(key, 'desk', { repeat: true })))
      .toEqual([null, null, null, null, null]);
    expect(meant('ArrowDown', 'desk', { repeat: true })).toBe('next-difference');
  });
});
