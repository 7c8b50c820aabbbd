/** Rows of the outline, letter R; their form is told in `outline.ts`. */
export const ROWS_R = `
R 医药、卫生 | Medicine and health
R1 预防医学、卫生学 | Public health
R11 卫生基础科学
R12 环境卫生
R13 劳动卫生
R14 放射卫生
R15 营养卫生、食品卫生
R16 个人卫生
R169 ^R1 计划生育
R17 妇幼卫生
R179 ^R1 儿童、少年卫生
R18 流行病学与防疫
R19 卫生事业管理
R192 医务人员
R193 卫生宣传教育
R197 医疗卫生制度与机构
R199 各国卫生保健事业
R2 中国医学 | Chinese medicine
R21 预防、养生
R22 基础理论
R24 临床
R25 内科
R26 外科
R28 中药学
R289 ^R2 方剂学
R29 少数民族医学
R3 基础医学 | Basic medicine
R32 人体形态学
R33 人体生理学
R36 病理学
R37 医学微生物学
R38 医学寄生虫学
R392 医学免疫学
R394 医学遗传学
R395 医学心理学
R4 临床医学 | Clinical medicine
R44 诊断学
R45 治疗学
R47 护理学
R48 临终关怀
R49 康复医学
R5 内科学 | Internal medicine
R51 传染病
R52 结核病
R53 寄生虫病
R54 心脏、血管疾病
R55 血液及淋巴系疾病
R56 呼吸系疾病
R57 消化系疾病
R58 内分泌与代谢病
R59 全身性疾病
R6 外科学 | Surgery
R61 外科手术学
R62 整形外科
R63 外科感染
R64 创伤外科
R65 外科各论
R68 骨科
R69 泌尿科
R71 妇产科学 | Gynaecology and obstetrics
R711 妇科学
R714 产科学
R72 儿科学 | Paediatrics
R722 新生儿疾病
R725 小儿内科
R73 肿瘤学 | Oncology
R730 一般性问题
R74 神经病学与精神病学 | Neurology and psychiatry
R741 神经病学
R749 精神病学
R75 皮肤病学与性病学 | Dermatology
R76 耳鼻咽喉科学 | Otorhinolaryngology
R77 眼科学 | Ophthalmology
R78 口腔科学 | Dentistry
R79 外国民族医学 | Traditional medicine of other countries
R8 特种医学 | Special medicine
R81 放射医学
R82 军事医学
R83 航海医学
R84 潜水医学
R85 航空航天医学
R87 运动医学
R9 药学 | Pharmacy
R91 药物基础科学
R92 药典、药物鉴定
R93 生药学
R94 药剂学
R95 药事组织
R96 药理学
R97 药品
R99 毒物学
`;
