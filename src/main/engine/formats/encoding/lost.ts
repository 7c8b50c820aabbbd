import type { Problem } from '../../../../contract/problem.ts';
import type { Decoded, EncodingName } from '../encoding.ts';
import { shiftedPassages } from './shifted.ts';

/** Passages that read as other characters since a byte before them was lost. */
export function lostBytes(bytes: Uint8Array, decoded: Decoded, encoding: EncodingName): readonly Problem[] {
  if (!encoding.startsWith('gb')) return [];
  return shiftedPassages(bytes, decoded).map(({ offset, length }) => {
    const count = Math.floor(length / 2);
    return {
      code: 'byte-lost', offset, length,
      text: {
        zh: `这里丢了一个字节，其后约 ${count} 个字错位成别的字，到行末或下一个西文字符为止。请对照别的来源改正。`,
        en: `A byte was lost here: some ${count} characters after it read as others, up to the end of the line or the next Latin character. Mend them from another source.`,
      },
    };
  });
}
