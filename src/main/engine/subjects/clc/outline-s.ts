/** Rows of the outline, letter S; their form is told in `outline.ts`. */
export const ROWS_S = `
S 农业科学 | Agricultural sciences
S1 农业基础科学 | Basic sciences of agriculture
S11 农业数学
S12 农业物理学
S13 农业化学
S14 肥料学
S15 土壤学
S16 农业气象学
S18 农业生物学
S2 农业工程 | Agricultural engineering
S21 农业动力、农村能源
S22 农业机械及农具
S23 农业机械化
S24 农业电气化与自动化
S25 农业航空
S26 农业建筑
S27 农田水利
S28 农田基本建设、农垦
S29 农业工程勘测
S3 农学 | Agronomy
S31 作物生物学
S32 作物品种与种质资源
S33 作物遗传育种
S34 耕作学
S35 播种、栽植
S36 田间管理
S37 农产品收获、加工及贮藏
S38 农产品综合利用
S4 植物保护 | Plant protection
S40 植物检疫
S41 检疫
S42 气象灾害防御
S43 病虫害防治
S45 有害植物及其清除
S48 农药防治
S5 农作物 | Crops
S51 禾谷类作物
S511 稻
S512 麦
S513 玉米
S52 豆类作物
S53 薯类作物
S54 饲料作物、牧草
S55 绿肥作物
S56 经济作物
S59 热带、亚热带作物
S6 园艺 | Horticulture
S60 一般性问题
S61 苗圃学
S62 设施园艺
S63 蔬菜园艺
S65 瓜果园艺
S66 果树园艺
S68 观赏园艺
S7 林业 | Forestry
S71 林业基础科学
S72 造林学
S73 绿化建设
S75 森林经营
S76 森林保护
S77 森林工程
S78 森林采运与利用
S79 森林树种
S8 畜牧、动物医学、狩猎、蚕、蜂 | Animal husbandry and veterinary medicine
S81 普通畜牧学
S82 家畜
S83 家禽
S85 动物医学
S86 狩猎、野生动物驯养
S87 畜禽产品利用
S88 蚕桑
S89 养蜂
S9 水产、渔业 | Fisheries
S91 水产基础科学
S92 水产地区分布
S93 水产资源
S94 水产保护学
S95 水产工程
S96 水产养殖
S97 水产捕捞
S98 水产物运输、保鲜、贮藏、加工
`;
