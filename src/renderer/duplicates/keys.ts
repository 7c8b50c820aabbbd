/** What a key does at the review desk. */
export type DeskCommand =
  | 'merge' | 'distinct' | 'link' | 'later' | 'undo'
  | 'take-left' | 'take-right' | 'take-both' | 'edit' | 'survivor'
  | 'next-difference' | 'previous-difference' | 'next-group' | 'previous-group'
  | 'next-pair' | 'previous-pair' | 'scope' | 'left-apart' | 'right-apart' | 'read-as-one';

/** Where the keyboard is: at the desk, in the list of groups, on a button, among choices of one, or in a text. */
export type KeyPlace = 'desk' | 'queue' | 'button' | 'choices' | 'text';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

const LETTERS: Readonly<Record<string, DeskCommand>> = {
  m: 'merge', n: 'distinct', l: 'link', u: 'undo', b: 'take-both', e: 'edit', s: 'survivor', g: 'scope',
  j: 'next-group', k: 'previous-group', ']': 'next-pair', '[': 'previous-pair', '1': 'left-apart', '2': 'right-apart',
  r: 'read-as-one',
};

const MOVES: Readonly<Record<string, DeskCommand>> = {
  ArrowLeft: 'take-left', ArrowRight: 'take-right', ArrowDown: 'next-difference', ArrowUp: 'previous-difference',
  PageDown: 'next-group', PageUp: 'previous-group',
};

/** The keys shown on buttons and in tooltips. */
export const SHOWN_KEYS = {
  merge: 'M', distinct: 'N', link: 'L', later: '␣', undo: 'U', 'take-both': 'B', edit: 'E', survivor: 'S', scope: 'G',
} as const satisfies Partial<Record<DeskCommand, string>>;

/** Decisions must be one key press each: a key held down must not settle the whole queue. */
const ONCE: ReadonlySet<DeskCommand> = new Set([
  'merge', 'distinct', 'link', 'later', 'undo', 'survivor', 'scope', 'edit', 'left-apart', 'right-apart', 'read-as-one',
]);

/** The command a key press means, null when it belongs to somebody else. */
export function commandOf(press: KeyPress, place: KeyPlace): DeskCommand | null {
  // Subtle: while an input method composes, every key is its own, also Space and letters.
  if (place === 'text' || press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null;
  const command = find(press, place);
  return command !== null && press.repeat && ONCE.has(command) ? null : command;
}

function find(press: KeyPress, place: KeyPlace): DeskCommand | null {
  // Space presses a button that has the focus, and arrows walk through the list or the choices that have it.
  if (press.key === ' ') return place === 'button' || place === 'choices' ? null : 'later';
  const move = MOVES[press.key];
  if (move !== undefined) return isOwn(press.key, place) ? null : move;
  if (press.shiftKey) return null;
  return LETTERS[press.key.toLowerCase()] ?? null;
}

function isOwn(key: string, place: KeyPlace): boolean {
  if (place === 'choices') return key.startsWith('Arrow');
  return place === 'queue' && key !== 'ArrowLeft' && key !== 'ArrowRight';
}
