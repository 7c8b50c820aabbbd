import { describe, expect, it } from 'vitest';
import { parse, type SFCTemplateBlock } from 'vue/compiler-sfc';

type Tree = { readonly [key: string]: string | Tree };
type TemplateNode = NonNullable<SFCTemplateBlock['ast']>['children'][number];

const sources = Object.entries(import.meta.glob<string>(
  ['../**/*.{vue,ts}', '!../**/*.test.ts', '!./messages/*'], { eager: true, query: '?raw', import: 'default' },
)).map(([path, text]) => ({ path, text }));

const files = import.meta.glob<Tree>('./messages/*.ts', { eager: true, import: 'default' });

function leaves(tree: Tree, before: string): Map<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]): (readonly [string, string])[] =>
    (typeof value === 'string' ? [[`${before}.${key}`, value]] : [...leaves(value, `${before}.${key}`)])));
}

function sentences(language: 'zh-CN' | 'en'): Map<string, string> {
  return new Map(Object.entries(files).flatMap(([path, tree]) => {
    const match = new RegExp(`/(\\w+)\\.${language}\\.ts$`).exec(path);
    return match?.[1] === undefined ? [] : [...leaves(tree, match[1])];
  }));
}

const chinese = sentences('zh-CN');
const english = sentences('en');

/** The names in braces a sentence is filled with. */
const parameters = (sentence: string): string => [...new Set(sentence.match(/\{\w+\}/g))].sort().join(' ');

/** Text a reader of the window would see: letters of any script that are no number or sign. */
const isWords = (text: string): boolean => /\p{L}{2,}/u.test(text);

/** The same in every language. */
const NAMES = ['SHA-256'];
const SPOKEN = ['aria-label', 'title', 'placeholder', 'alt', 'label'];

function literals(nodes: readonly TemplateNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 2) return isWords(node.content) && !NAMES.includes(node.content.trim()) ? [node.content.trim()] : [];
    if (node.type !== 1 || node.tag === 'kbd') return [];
    const attributes = node.props.flatMap((prop) =>
      (prop.type === 6 && SPOKEN.includes(prop.name) && isWords(prop.value?.content ?? '') ? [`${prop.name}="${prop.value?.content ?? ''}"`] : []));
    return [...attributes, ...literals(node.children)];
  });
}

describe('the sentences of the window', () => {
  it('exist in both languages, with the same parameters', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    for (const [key, sentence] of chinese) expect(`${key} ${parameters(english.get(key) ?? '')}`).toBe(`${key} ${parameters(sentence)}`);
  });

  it('are there for every key that is asked for', () => {
    const missing = sources.flatMap(({ path, text }) => [...text.matchAll(/\bt\(([^,()]*)/g)]
      .flatMap(([, first = '']) => [...first.matchAll(/'([\w-]+(?:\.[\w-]+)+)'/g)])
      .filter(([, key = '']) => !chinese.has(key)).map(([, key]) => `${path}: ${key}`));
    expect(missing).toEqual([]);
  });

  it('are all asked for somewhere', () => {
    const code = sources.map(({ text }) => text).join('\n');
    const literal = new Set([...code.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key));
    const built = [...code.matchAll(/`([\w-]+(?:\.[\w-]+)*\.)\$\{/g)].map(([, start = '']) => start);
    const unused = [...chinese.keys()].filter((key) => !literal.has(key) && !built.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });

  it('are looked for in every view', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(chinese.size).toBeGreaterThan(300);
  });

  it('stand in the message files and nowhere in a template', () => {
    const found = sources.filter(({ path }) => path.endsWith('.vue')).flatMap(({ path, text }) =>
      literals(parse(text).descriptor.template?.ast?.children ?? []).map((words) => `${path}: ${words}`));
    expect(found).toEqual([]);
  });
});
