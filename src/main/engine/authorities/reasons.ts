import type { ClusterMethod } from '../../../contract/authorities.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { Keymaker, Keys } from './keys.ts';
import { differing } from './neighbours.ts';

const LONGEST = 12;
const shown = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text.replaceAll(' ', '␣').replaceAll('　', '␣'));

/** Why a spelling may be the preferred form, with the characters that differ. */
export function reasonOf(method: ClusterMethod, value: string, into: string, own: Keys, other: Keys, keymaker: Keymaker, edits: number): LocalText {
  const [left, right] = method === 'variant' ? differing(own.script, other.script)
    : method === 'edit' || method === 'lookalike' || method === 'pinyin' ? differing(own.variant, other.variant) : differing(value, into);
  const zh = left === '' ? `少“${shown(right)}”` : right === '' ? `多“${shown(left)}”` : `${shown(left)} / ${shown(right)}`;
  const en = left === '' ? `without “${shown(right)}”` : right === '' ? `with “${shown(left)}”` : `${shown(left)} / ${shown(right)}`;
  switch (method) {
    case 'known': return { zh: '规范档里记为它的另一种写法', en: 'on the authority list as a variant of it' };
    case 'width': return { zh: `只差全角半角或大小写：${zh}`, en: `width or case only: ${en}` };
    case 'spacing': return { zh: `只差空格或标点：${zh}`, en: `spaces or punctuation only: ${en}` };
    case 'script': return { zh: `繁简或新旧字形：${zh}`, en: `traditional or old form: ${en}` };
    case 'variant': return { zh: `异形词：${zh}`, en: `variant word: ${en}` };
    case 'order': return { zh: '词序不同', en: 'the same words in another order' };
    case 'lookalike': return { zh: `形近字：${zh}`, en: `characters that look alike: ${en}` };
    case 'edit': return { zh: edits === 2 ? `相差 2 字：${zh}` : `相差 1 字：${zh}`, en: `${edits === 2 ? 'two characters' : 'one character'} apart: ${en}` };
    case 'pinyin': return { zh: `读音相同（${keymaker.readings(right).join(' ')}）：${zh}`, en: `the same reading (${keymaker.readings(right).join(' ')}): ${en}` };
  }
}
