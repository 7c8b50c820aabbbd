/** Characters that scanners, and tired eyes, take for one another; each group stands for all its characters. */
const GROUPS: readonly string[] = [
  '未末', '己已巳', '日曰', '土士', '干千于', '人入八', '大太犬', '天夭', '木本术', '王玉主', '田由甲申', '刀力刁', '儿几', '贝见', '夫失矢',
  '午牛', '目自', '今令', '兔免', '戊戌戍戎', '辛幸', '乒乓兵', '拨拔', '折拆析', '治冶', '清请情晴睛', '凤风', '住往佳', '侯候', '徒徙', '陕峡',
  '博搏傅', '薄簿', '栗粟', '枚杖', '袭裘', '暑署', '竞竟', '崇祟', '刺剌', '壁璧', '辩辨辫', '拢扰', '遗遣', '哀衷衰袁', '宣宜', '宇字', '官宫',
  '何问', '伟韦', '李季', '陈阵', '杨扬', '赵起', '孙孔', '朱失', '林材村', '粱梁', '晋普', '余佘', '杜社', '任仕', '沈沉', '汪江注', '金全',
  '石右', '贾贯', '邱丘', '方万', '孟盂', '秦泰奉春', '毛手', '薛薜', '史吏', '龙尤', '贺货', '武式', '报板', '编偏', '辑缉', '消悄', '论沦', '评坪',
  '纪记', '刊刑', '版板', '社杜', '经径', '济挤', '讯汛', '观现', '问间', '闻闽', '体休', '乌鸟', '母毋', '氏民', '弋戈', '用甩', '卢户', '历厉', '厂广',
  '仓仑', '沦沧', '祖租', '柱桂', '查杳', '昂昴', '钓钩', '拴栓', '货贷', '贸货', '复夏', '载戴', '侍待', '侧测', '技枝', '抄杪', '淮准', '冷泠',
  '0Oo〇', '1Il丨', '5Ss', '8B', '2Zz',
];

const FIRST: ReadonlyMap<string, string> = (() => {
  const parent = new Map<string, string>();
  const rootOf = (character: string): string => {
    let at = character;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  for (const group of GROUPS) {
    const [first = '', ...others] = [...group];
    for (const other of others) {
      const [one, two] = [rootOf(first), rootOf(other)];
      if (one !== two) parent.set(two, one);
    }
  }
  return new Map([...new Set(GROUPS.join(''))].map((character) => [character, rootOf(character)]));
})();

/** The text with every character put in place by the first of those it can be taken for. */
export function lookalikeKey(text: string): string {
  let out = '';
  for (const character of text) out += FIRST.get(character) ?? character;
  return out;
}

export const isLookalike = (one: string, two: string): boolean => (FIRST.get(one) ?? one) === (FIRST.get(two) ?? two);
