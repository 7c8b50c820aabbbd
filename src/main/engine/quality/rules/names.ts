// Chinese personal names written one after another without a sign between, told apart by their surnames.

const COMPOUND = new Set(['欧阳', '上官', '司马', '诸葛', '司徒', '东方', '皇甫', '尉迟', '公孙', '慕容', '令狐', '端木', '夏侯', '宇文', '长孙', '轩辕', '南宫', '西门']);

/** The usual surnames, the commonest first. */
const SINGLE = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺'
    .split(''));

/** Words that make a signature more than names. */
const NOT_A_NAME = /本报|本刊|记者|通讯|评论|编辑|编者|编委|特约|综合|报道|新华|人民|中国|全国|省|市|县|部|社|院|会|组|局|处|署|厅|委|站|校|大学|公司|集团|解放军|政府|译|摄|整理|作者|供稿|观察/;

/**
 * The names in a run of characters, or null when it is one name or no names at all. Only runs of five characters and more
 * are taken apart: four can be a double surname, or a married name.
 */
export function withoutGlue(run: string): readonly string[] | null {
  if (!/^\p{Script=Han}{5,18}$/u.test(run) || NOT_A_NAME.test(run)) return null;
  const names = takeApart([...run], 0);
  return names === null || names.length < 2 ? null : names;
}

/** The fewest names of two to four characters, each beginning with a surname, that make up the run; null when there are none. */
function takeApart(run: readonly string[], from: number, known = new Map<number, readonly string[] | null>()): readonly string[] | null {
  if (from === run.length) return [];
  const before = known.get(from);
  if (before !== undefined) return before;
  let best: readonly string[] | null = null;
  for (const length of nameLengths(run, from)) {
    const rest = takeApart(run, from + length, known);
    if (rest !== null && (best === null || rest.length + 1 < best.length)) best = [run.slice(from, from + length).join(''), ...rest];
  }
  known.set(from, best);
  return best;
}

/** Lengths a name that begins here can have, the likeliest first: a given name has two characters, or one. */
function nameLengths(run: readonly string[], from: number): readonly number[] {
  const left = run.length - from;
  const lengths = COMPOUND.has(run.slice(from, from + 2).join('')) ? [4, 3] : SINGLE.has(run[from] ?? '') ? [3, 2] : [];
  return lengths.filter((length) => length <= left);
}
