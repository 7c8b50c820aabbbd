/** A colour of the window, by the name of its CSS variable. */
export type Palette = Readonly<Record<keyof typeof LIGHT, string>>;

/**
 * The colours of the window: paper, ink, one accent. They become CSS variables (`--ink-soft`), and the component library,
 * which reckons with colours and so cannot read variables, is told the same ones. Nothing else names a colour.
 */
const LIGHT = {
  paper: '#fbfaf7',
  surface: '#ffffff',
  side: '#f5f4ef',
  quiet: '#f8f7f3',
  hover: '#f3f1eb',
  ink: '#1f2328',
  'ink-soft': '#55595e',
  'ink-faint': '#686a67',
  line: '#e6e2da',
  'line-strong': '#cfc9bd',
  accent: '#b23a2e',
  'accent-strong': '#96291f',
  'accent-soft': '#f7ebe8',
  'accent-line': '#e5c3bd',
  'on-accent': '#ffffff',
  hit: '#f5e2b0',
  evidence: '#e6eee6',
  done: '#3f7a55',
  review: '#b98216',
  'review-mark': '#dfa640',
  rejected: '#8a8d90',
  insert: '#dcefdc',
  delete: '#f6d9d5',
  dimmed: '#efece5',
  bar: '#d6d1c4',
  shadow: '0 6px 24px rgb(40 34 20 / 14%), 0 1px 3px rgb(40 34 20 / 10%)',
} as const;

const DARK = {
  paper: '#16181b',
  surface: '#1d2024',
  side: '#191b1f',
  quiet: '#22262a',
  hover: '#24282d',
  ink: '#e4e2dd',
  'ink-soft': '#b4b2ac',
  'ink-faint': '#96958f',
  line: '#2c3035',
  'line-strong': '#454a51',
  accent: '#e0705f',
  'accent-strong': '#ee8b7c',
  'accent-soft': '#33211f',
  'accent-line': '#5c342e',
  'on-accent': '#1a0e0c',
  hit: '#5f4b14',
  evidence: '#24362a',
  done: '#6fb187',
  review: '#dfa640',
  'review-mark': '#dfa640',
  rejected: '#85888c',
  insert: '#1e3a28',
  delete: '#4b2622',
  dimmed: '#2a2d31',
  bar: '#43474c',
  shadow: '0 8px 28px rgb(0 0 0 / 50%)',
} as const satisfies Palette;

export const PALETTES = { light: LIGHT, dark: DARK } as const satisfies Record<'light' | 'dark', Palette>;
