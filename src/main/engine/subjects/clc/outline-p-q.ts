/** Rows of the outline, letters P to Q; their form is told in `outline.ts`. */
export const ROWS_P_Q = `
P 天文学、地球科学 | Astronomy and earth sciences
P1 天文学 | Astronomy
P11 天文观测设备与资料
P12 天体测量学
P13 天体力学
P14 天体物理学
P15 恒星天文学、宇宙学
P16 射电天文学
P17 空间天文学
P18 太阳系
P19 时间、历法
P2 测绘学 | Surveying and mapping
P20 一般性问题
P21 普通测量
P22 大地测量
P23 摄影测量与遥感
P25 专业测绘
P28 地图学
P3 地球物理学 | Geophysics
P31 固体地球物理学
P315 地震学
P33 水文科学
P35 空间物理
P4 大气科学 | Atmospheric science
P40 一般理论与方法
P41 气象观测
P42 气象要素、大气现象
P429 气象灾害
P43 动力气象学
P44 天气学
P45 天气预报
P46 气候学
P48 人工影响天气
P49 应用气象学
P5 地质学 | Geology
P51 动力地质学
P53 地层学
P54 构造地质学
P56 区域地质学
P57 矿物学
P58 岩石学
P59 地球化学
P61 ^P5 矿床学
P62 ^P5 地质、矿产普查与勘探
P64 ^P5 水文地质与工程地质
P7 海洋学 | Oceanography
P71 海洋调查与观测
P72 区域海洋学
P73 海洋基础科学
P74 海洋资源与开发
P75 海洋工程
P9 自然地理学 | Physical geography
P90 一般理论与方法
P93 部门自然地理学
P94 区域自然地理学
P96 自然资源学
Q 生物科学 | Biological sciences
Q1 普通生物学 | General biology
Q10 生命的起源
Q11 生物演化
Q14 生态学
Q15 生物地理学
Q16 保护生物学
Q17 水生生物学
Q19 生物分类学
Q2 细胞生物学 | Cell biology
Q24 细胞形态学
Q25 细胞生理学
Q26 细胞生物化学
Q3 遗传学 | Genetics
Q31 遗传与变异
Q32 杂交与杂种
Q34 遗传学分支
Q4 生理学 | Physiology
Q41 普通生理学
Q42 神经生理学
Q43 感官生理学
Q46 循环生理学
Q5 生物化学 | Biochemistry
Q51 蛋白质
Q52 核酸
Q53 糖
Q54 脂类
Q55 酶
Q56 维生素
Q57 激素
Q6 生物物理学 | Biophysics
Q66 生物力学
Q7 分子生物学 | Molecular biology
Q71 生物大分子
Q75 分子遗传学
Q78 基因工程
Q81 生物工程学 | Biotechnology
Q813 细胞工程
Q814 酶工程
Q91 古生物学 | Palaeontology
Q911 普通古生物学
Q914 古植物学
Q915 古动物学
Q93 微生物学 | Microbiology
Q935 微生物生理学
Q938 微生物分布与生态
Q939 微生物分类
Q94 植物学 | Botany
Q944 植物形态学
Q945 植物生理学
Q948 植物生态学
Q949 植物分类学
Q95 动物学 | Zoology
Q954 动物形态学
Q958 动物生态学
Q959 动物分类学
Q96 昆虫学 | Entomology
Q968 昆虫生态
Q969 昆虫分类学
Q98 人类学 | Anthropology
Q981 古人类学
Q983 体质人类学
`;
