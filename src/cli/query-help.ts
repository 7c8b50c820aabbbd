import type { LocalText } from '../contract/text.ts';

/** The language of `--query`, for the help of the commands that take one. */
export const QUERY_HELP: LocalText = {
  zh: `
检索式：
  词语 "短语"              都要出现（标题、引题、副题、作者、关键词、正文的任何片段）
  甲 OR 乙  -丙  (……)      或；不要；括号
  title:…  BT:…  标题:…    在一个字段里找；author:张三 是几个作者之一即可
  字段:=值                 正好是这个值
  date:2011-06-14  date:2011-06  date:1998..2003  date:..2003  date:2003..
  page:04  page:1..4  item:…  issue:17000..17100
  class:D82（连同下位类） class:=D82  genre:消息  genre:*告  column:观察（连同下级）
  tag:…  set:…  status:new|review|done|rejected  import:号  id:17  id:17..40
  source:路径              来自这个文件夹或文件
  has:class  -has:body     有、没有这个字段（也可写 tag、set、problem、duplicate、source）
  problem:代码  duplicate:open|merged|distinct|linked|any|near|reprint…
  全角半角、大小写、·和・、中文里的空格不分。`,
  en: `
Queries:
  words "a phrase"         all must occur (any part of title, kicker, subtitle, author, keywords, body)
  a OR b  -c  (…)          either; not; brackets
  title:…  BT:…  标题:…    in one field; author:张三 matches one of several names
  FIELD:=VALUE             exactly this value
  date:2011-06-14  date:2011-06  date:1998..2003  date:..2003  date:2003..
  page:04  page:1..4  item:…  issue:17000..17100
  class:D82 (with all below it)  class:=D82  genre:消息  genre:*告  column:观察 (with what is below)
  tag:…  set:…  status:new|review|done|rejected  import:N  id:17  id:17..40
  source:PATH              from this folder or file
  has:class  -has:body     with, without the field (also tag, set, problem, duplicate, source)
  problem:CODE  duplicate:open|merged|distinct|linked|any|near|reprint…
  Width, case, the two dots and blanks inside Chinese text make no difference.`,
};
