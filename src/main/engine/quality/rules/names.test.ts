import { describe, expect, it } from 'vitest';
import { withoutGlue } from './names.ts';

describe('names written one after another', () => {
  it.each([
    ['何雁华徐文良', ['何雁华', '徐文良']],
    ['欧阳明陈志强', ['欧阳明', '陈志强']],
    ['张大山刘小川赵铁柱', ['张大山', '刘小川', '赵铁柱']],
    ['王明李建国', ['王明', '李建国']],
  ])('%s are told apart', (run, names) => expect(withoutGlue(run)).toEqual(names));

  it.each(['李建国', '欧阳建国', '司徒王芳', '本报评论员', '新华社记者王建国', '国务院办公厅', '卡尔·马克思', '爱新觉罗溥仪', '安东尼奥尼', 'John Smith', ''])(
    '%s is left as it is', (run) => expect(withoutGlue(run)).toBeNull());
});
