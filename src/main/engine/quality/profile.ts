import * as v from 'valibot';
import { Fault } from '../../../contract/fault.ts';
import type { QualityProfile } from '../../../contract/quality.ts';
import type { History } from '../history/history.ts';
import type { Store } from '../store/open.ts';
import { ALL_RULES } from './rules/rules.ts';

const RULE_NAMES: readonly string[] = ALL_RULES.map(({ rule }) => rule);

/** Genres as newspapers of this kind use them; a library with others saves a profile of its own. */
const GENRES = [
  '消息', '通讯', '新华社通讯', '本报讯', '特写', '专访', '访谈', '侧记', '综述', '简讯', '短讯', '快讯', '社论', '本报社论', '评论', '短评', '时评', '述评', '评论员文章',
  '本报评论员文章', '编者按', '编后', '言论', '其它言论', '其他言论', '来论', '杂文', '随笔', '散文', '诗歌', '诗', '小说', '报告文学', '文艺', '理论', '理论文章', '论文', '文摘',
  '书评', '剧评', '影评', '读者来信', '来信', '来函', '调查报告', '调查', '讲话', '公报', '公告', '声明', '通知', '决定', '法规', '文件', '名单', '讣告', '更正', '启事', '资料',
  '图片', '图片照片', '图片新闻', '照片', '漫画', '书法', '绘画', '摄影', '图表', '广告', '连载', '知识', '其他', '其它',
];

export const STANDARD: QualityProfile = {
  name: 'standard', rules: RULE_NAMES, mostPages: 48, extraPages: ['99'], genres: GENRES,
};

const FILE = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  rules: v.array(v.picklist(RULE_NAMES)),
  mostPages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)), STANDARD.mostPages),
  extraPages: v.optional(v.array(v.pipe(v.string(), v.maxLength(10))), STANDARD.extraPages),
  genres: v.optional(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(100))), STANDARD.genres),
});

/** A profile from data a person may have edited. Fault `bad-input` names the place and what is possible there. */
export function profileFrom(data: unknown): QualityProfile {
  const result = v.safeParse(FILE, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = issue.path?.map((part: { readonly key?: unknown }) => String(part.key)).join('.') ?? '';
  throw new Fault('bad-input', {
    zh: `规则组“${at}”处不合规定：${issue.message}。规则有：${RULE_NAMES.join('、')}。`,
    en: `The profile is not well formed at "${at}": ${issue.message}. The rules are: ${RULE_NAMES.join(', ')}.`,
  });
}

export interface Profiles {
  list(): readonly (QualityProfile & { readonly builtIn: boolean })[];
  /** Fault `not-found`. */
  get(name: string | undefined): QualityProfile;
  save(data: unknown): { readonly operation: number | null };
  delete(name: string): { readonly operation: number };
}

export function createProfiles({ sqlite }: Store, history: History): Profiles {
  const rows = (): readonly { readonly id: number; readonly name: string; readonly content: string }[] =>
    sqlite.prepare('SELECT id, name, content FROM quality_profile ORDER BY name').all() as { id: number; name: string; content: string }[];
  const rowOf = (name: string): { readonly id: number; readonly content: string } | undefined => rows().find((row) => row.name === name);
  const notFound = (name: string): Fault => new Fault('not-found', { zh: `没有名为“${name}”的规则组。`, en: `There is no profile "${name}".` });

  return {
    list: () => [{ ...STANDARD, builtIn: true }, ...rows().map(({ content }) => ({ ...profileFrom(JSON.parse(content)), builtIn: false }))],
    get(name = STANDARD.name) {
      if (name === STANDARD.name) return STANDARD;
      const row = rowOf(name);
      if (row === undefined) throw notFound(name);
      return profileFrom(JSON.parse(row.content));
    },
    save(data) {
      const profile = profileFrom(data);
      const { name } = profile;
      if (name === STANDARD.name) throw new Fault('conflict', { zh: '“standard”是内置的规则组，请另取一个名称。', en: '"standard" is built in. Choose another name.' });
      const content = JSON.stringify(profile);
      const { operation } = history.write({
        kind: 'quality.saveProfile', input: { name }, sentence: () => ({ zh: `保存规则组“${name}”`, en: `Save the profile "${name}"` }),
      }, (tx) => {
        const row = rowOf(name);
        if (row === undefined) tx.insert('quality_profile', { name, content });
        else tx.set('quality_profile', row.id, 'content', content);
      });
      return { operation };
    },
    delete(name) {
      const row = rowOf(name);
      if (row === undefined) throw notFound(name);
      const { operation } = history.write({
        kind: 'quality.deleteProfile', input: { name }, sentence: () => ({ zh: `删除规则组“${name}”`, en: `Delete the profile "${name}"` }),
      }, (tx) => tx.remove('quality_profile', row.id));
      if (operation === null) throw notFound(name);
      return { operation };
    },
  };
}
