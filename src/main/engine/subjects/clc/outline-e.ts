/** Rows of the outline, letter E; their form is told in `outline.ts`. */
export const ROWS_E = `
E 军事 | Military science
E0 军事理论 | Military theory
E07 军事管理学
E08 军兵种建设理论
E09 军事学史、军事思想史
E1 世界军事 | World military affairs
E10 军事政策
E11 军事建设与战备
E12 军事制度
E13 军事教育与训练
E15 各种武装力量
E16 军事组织与活动
E19 军事史
E2 中国军事 | Military affairs of China
E20 建军理论
E201 方针、政策及其阐述
E21 司令部工作
E211 作战指挥
E212 参谋工作
E216 军事情报
E22 政治工作
E221 思想教育工作
E222 宣传工作
E223 文化工作
E224 部队基层建设
E225 群众工作
E227 保卫工作
E23 后方勤务
E231 后勤训练
E232 军队财务
E233 军需勤务
E234 军事运输
E237 军械勤务
E24 生产建设工作
E25 国防建设与战备
E251 军事教育、军事训练
E252 军事科研
E253 军事基地
E254 边防
E255 海防
E256 空防
E258 战备
E26 军事制度
E261 军事行政
E262 军事编制
E263 干部制度、人事管理
E265 兵役制度
E266 军法、军纪
E27 各种武装力量
E270 合成军
E271 陆军
E273 海军
E274 空军
E275 战略导弹部队
E276 特种部队
E277 公安部队、武警部队
E279 ^E2 预备役部队
E28 民兵
E289 ^E2 地方军事
E29 军事史
E295 近代军事史
E297 中国人民解放军军事史
E3/7 各国军事 | Military affairs of other countries
E8 战略学、战役学、战术学 | Strategy, operations, tactics
E81 战略
E82 战役
E83 战术
E86 非常规战争
E89 古代兵法与战法
E9 军事技术 | Military technology
E91 军事工程基础
E92 武器、军用器材
E95 军事工程
E96 军事通信
E99 ^E 军事地形学、军事地理学 | Military topography and geography
E991 军事地形学
E992 军事测绘学
E993 军事地理
`;
