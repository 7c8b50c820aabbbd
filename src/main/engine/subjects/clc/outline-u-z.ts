/** Rows of the outline, letters U to Z; their form is told in `outline.ts`. */
export const ROWS_U_Z = `
U 交通运输 | Transport engineering
U1 综合运输 | General transport
U11 综合运输体制
U12 城市交通运输
U13 乡村交通运输
U14 长途运输
U16 工商业运输
U169 ^U1 集装箱运输
U17 管道运输
U18 索道运输
U2 铁路运输 | Railways
U21 线路工程
U22 电气化铁路
U23 特种铁路
U26 机车工程
U27 车辆工程
U28 通信、信号
U29 运输管理
U4 公路运输 | Road transport
U41 道路工程
U44 桥涵工程
U45 隧道工程
U46 汽车工程
U48 其他道路运输工具
U49 交通工程与管理
U6 水路运输 | Water transport
U61 航道工程
U64 通航建筑物与助航设备
U65 港口工程
U66 船舶工程
U69 水运技术管理
V 航空、航天 | Aviation and space flight
V1 航空、航天技术的研究与探索 | Research and exploration
V11 空间探索与发展
V19 航空、航天的应用
V2 航空 | Aviation
V21 基础理论及试验
V22 飞机构造与设计
V23 航空发动机
V24 仪表、设备、飞行控制
V25 航空材料
V26 航空制造工艺
V27 各类型航空器
V31 ^V2 航空燃料及润滑剂
V32 ^V2 航空飞行术
V35 ^V2 航空港、机场
V37 ^V2 航空系统工程
V4 航天 | Space flight
V41 基础理论及试验
V42 火箭、航天器构造
V43 推进系统
V44 航天仪表、制导与控制
V46 制造工艺
V47 航天器及其运载工具
V474 人造卫星
V475 运载工具
V476 航天站与空间探测器
V51 ^V4 航天燃料
V52 ^V4 航天术
V527 ^V52 航天员
V55 ^V4 地面设备、发射场
V57 ^V4 航天系统工程
X 环境科学、安全科学 | Environmental and safety sciences
X1 环境科学基础理论 | Theory
X11 环境数学
X12 环境物理学
X13 环境化学
X14 环境地学
X16 环境气象学
X17 环境生物学
X171 生态系统与污染生态
X176 生物多样性保护
X2 社会与环境 | Society and environment
X21 环境与环境系统
X22 环境与发展
X24 人类、资源与环境
X3 环境保护管理 | Environmental management
X32 环境规划与管理
X36 自然保护区
X37 资源合理开发与保护
X38 清洁生产
X4 灾害及其防治 | Disasters
X43 自然灾害及其防治
X45 人为灾害及其防治
X5 环境污染及其防治 | Pollution
X50 一般性问题
X51 大气污染
X52 水体污染
X53 土壤污染
X55 海洋污染
X56 食物污染
X591 放射性物质污染
X592 农用化学物质污染
X7 废物处理与综合利用 | Waste
X70 一般性问题
X703 废水的处理与利用
X705 固体废物的处理与利用
X71 农业废物
X73 交通运输业废物
X75 矿业、冶金废物
X78 化学工业废物
X79 轻工业废物
X799 ^X7 其他废物
X8 环境质量评价与环境监测 | Assessment and monitoring
X82 环境质量评价
X83 环境监测
X84 监测网、站
X85 监测仪器
X87 环境遥感
X9 安全科学 | Safety science
X91 基础理论
X92 安全管理、劳动保护
X93 安全工程
X96 ^X9 劳动卫生工程
Z 综合性图书 | General works
Z1 丛书 | Collected series
Z12 中国丛书
Z13/17 各国丛书
Z2 百科全书、类书 | Encyclopaedias
Z22 中国百科全书、类书
Z23/27 各国百科全书
Z3 辞典 | Dictionaries
Z32 中国辞典
Z33/37 各国辞典
Z4 论文集、全集、选集、杂著 | Collected papers and essays
Z42 中国论文集、杂著
Z43/47 各国论文集、杂著
Z5 年鉴、年刊 | Yearbooks
Z52 中国年鉴
Z53/57 各国年鉴
Z6 期刊、连续性出版物 | Periodicals
Z62 中国期刊
Z63/67 各国期刊
Z8 图书目录、文摘、索引 | Catalogues, abstracts, indexes
Z81 国家总目录
Z82 图书馆藏书目录
Z83 各类型目录
Z84 私家藏书目录
Z85 出版发行目录
Z86 个人著作目录
Z87 期刊、报纸目录
Z88 专科目录
Z89 文摘、索引
`;
