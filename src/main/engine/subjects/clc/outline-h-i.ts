/** Rows of the outline, letters H to I; their form is told in `outline.ts`. */
export const ROWS_H_I = `
H 语言、文字 | Language and writing
H0 语言学 | Linguistics
H01 语音学
H02 文字学
H03 语义学、词汇学
H04 语法学
H05 写作学与修辞学
H059 ^H0 翻译学
H06 词典学
H07 方言学
H08 应用语言学
H09 语文教学
H1 汉语 | Chinese language
H11 语音
H12 文字
H13 词汇、训诂
H14 语法
H15 写作、修辞
H159 ^H1 翻译
H16 字书、字典、词典
H17 方言
H19 汉语教学
H2 中国少数民族语言 | Languages of the minorities of China
H212 蒙古语
H214 藏语
H215 维吾尔语
H216 苗语
H217 彝语
H218 壮语
H3 常用外国语 | Major foreign languages
H31 英语
H32 法语
H33 德语
H34 西班牙语
H35 俄语
H36 日语
H37 阿拉伯语
H4 汉藏语系 | Sino-Tibetan languages
H41 壮侗语族
H42 藏缅语族
H43 苗瑶语族
H5 阿尔泰语系 | Altaic languages
H51 突厥语族
H53 蒙古语族
H54 通古斯—满语族
H55 朝鲜语
H61 南亚语系 | Austroasiatic languages
H62 南印语系 | Dravidian languages
H63 南岛语系 | Austronesian languages
H64 东北亚诸语言 | Languages of North-East Asia
H65 高加索语系 | Caucasian languages
H66 乌拉尔语系 | Uralic languages
H67 闪—含语系 | Semito-Hamitic languages
H7 印欧语系 | Indo-European languages
H71 印度语族
H73 伊朗语族
H74 斯拉夫语族
H76 日耳曼语族
H77 罗曼语族
H81 非洲诸语言 | African languages
H83 美洲诸语言 | American languages
H84 大洋洲诸语言 | Languages of Oceania
H9 国际辅助语 | International auxiliary languages
H91 世界语
I 文学 | Literature
I0 文学理论 | Theory of literature
I01 文艺美学
I02 文学理论的基本问题
I03 文艺工作者
I04 文学创作论
I05 各体文学理论和创作方法
I06 文学评论、文学欣赏
I1 世界文学 | World literature
I106 作品评论和研究
I109 文学史
I11 作品集
I12 ^I11 诗歌集
I13 ^I11 戏剧文学集
I14 ^I11 小说集
I16 ^I11 散文集
I2 中国文学 | Chinese literature
I200 方针政策及其阐述
I206 文学评论和研究
I207 各体文学评论和研究
I209 文学史
I21 作品集
I210 鲁迅著作及研究
I211 作品综合集
I22 诗歌、韵文
I222 古代至近代诗歌
I226 现代诗歌
I227 当代诗歌
I23 戏剧文学
I232 京剧
I234 话剧
I235 电影、电视、广播剧
I236 地方剧
I239 ^I2 曲艺
I24 小说
I242 古代至近代小说
I246 现代小说
I247 当代小说
I25 报告文学
I251 回忆录
I253 通讯、特写
I26 散文
I266 现代散文
I267 当代散文
I269 ^I2 杂著
I27 民间文学
I277 当代民间文学
I28 儿童文学
I287 当代儿童文学
I29 少数民族文学
I299 ^I2 宗教文学
I3/7 各国文学 | Literature of other countries
`;
