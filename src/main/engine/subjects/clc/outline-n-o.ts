/** Rows of the outline, letters N to O; their form is told in `outline.ts`. */
export const ROWS_N_O = `
N 自然科学总论 | Natural sciences, general
N0 自然科学理论与方法论 | Theory and methodology
N01 科学研究的方针政策
N02 科学的哲学原理
N03 科学的方法论
N04 术语规范及交流
N05 与其他学科的关系
N06 学派与学说
N09 自然科学史
N1 自然科学现状及发展 | State and development
N18 专利
N19 创造发明、先进经验
N2 自然科学机构、团体、会议 | Institutions, societies, conferences
N20 国际组织
N24 研究机构
N26 学术团体
N27 学术会议
N28 展览会、博物馆
N29 企业、生产单位
N3 自然科学研究方法 | Research methods
N31 调查方法
N32 统计方法、计算方法
N33 实验方法与设备
N34 测试与鉴定
N37 数据处理
N39 新技术的应用
N4 自然科学教育与普及 | Teaching and popular science
N40 教育组织、学校
N42 教学法
N43 教材
N49 普及读物
N5 自然科学丛书、文集、连续性出版物 | Series, collections, serials
N51 丛书、文库
N53 论文集
N54 年鉴、年刊
N55 连续性出版物
N6 自然科学参考工具书 | Reference works
N61 名词术语、辞典、百科全书
N62 手册、名录、指南
N64 图解、数据、公式
N65 条例、规程、标准
N66 统计资料
N8 自然科学调查、考察 | Expeditions and surveys
N91 自然研究、自然历史 | Natural history
N93 非线性科学 | Nonlinear science
N94 系统科学 | Systems science
N941 系统学
N945 系统工程
N949 系统科学的应用
O 数理科学和化学 | Mathematics, physics, chemistry
O1 数学 | Mathematics
O11 古典数学
O12 初等数学
O13 高等数学
O14 数理逻辑
O15 代数、数论、组合理论
O17 数学分析
O18 几何、拓扑
O21 ^O1 概率论与数理统计
O22 ^O1 运筹学
O23 ^O1 控制论、信息论
O24 ^O1 计算数学
O29 ^O1 应用数学
O3 力学 | Mechanics
O31 理论力学
O32 振动理论
O33 连续介质力学
O34 固体力学
O35 流体力学
O38 爆炸力学
O39 应用力学
O4 物理学 | Physics
O41 理论物理学
O42 声学
O43 光学
O44 电磁学
O45 无线电物理学
O46 真空电子学
O47 半导体物理学
O48 固体物理学
O51 ^O4 低温物理学
O53 ^O4 等离子体物理学
O55 ^O4 热学
O56 ^O4 分子、原子物理学
O57 ^O4 原子核物理学、高能物理学
O59 ^O4 应用物理学
O6 化学 | Chemistry
O61 无机化学
O62 有机化学
O63 高分子化学
O64 物理化学
O65 分析化学
O69 应用化学
O7 晶体学 | Crystallography
O71 几何晶体学
O73 晶体物理
O78 晶体生长
`;
