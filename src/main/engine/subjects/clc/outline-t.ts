/** Rows of the outline, letter T; their form is told in `outline.ts`. */
export const ROWS_T = `
T 工业技术 | Engineering and industry
TB 一般工业技术 | General engineering
TB1 工程基础科学
TB2 工程设计与测绘
TB3 工程材料
TB4 通用技术与设备
TB5 声学工程
TB6 制冷工程
TB7 真空技术
TB8 摄影技术
TB9 计量学
TD 矿业工程 | Mining
TD1 矿山地质与测量
TD2 矿山设计与建设
TD3 矿山压力与支护
TD4 矿山机械
TD5 矿山运输
TD6 矿山电工
TD7 矿山安全
TD8 矿山开采
TD9 选矿
TE 石油、天然气工业 | Oil and gas
TE0 能源与节能
TE1 地质与勘探
TE2 钻井工程
TE3 油气田开发与开采
TE4 油气田建设
TE5 海上油气田
TE6 石油、天然气加工
TE8 油气储运
TE9 石油机械
TF 冶金工业 | Metallurgy
TF0 一般性问题
TF1 冶金技术
TF3 冶金机械
TF4 钢铁冶炼
TF5 炼铁
TF6 铁合金冶炼
TF7 炼钢
TF8 有色金属冶炼
TG 金属学与金属工艺 | Metals and metalworking
TG1 金属学与热处理
TG2 铸造
TG3 金属压力加工
TG4 焊接
TG5 切削加工及机床
TG7 刀具、模具、手工具
TG8 公差与量仪
TG9 钳工与装配
TH 机械、仪表工业 | Machinery and instruments
TH11 机械学
TH12 机械设计、制图
TH13 机械零件
TH16 机械制造工艺
TH2 起重与运输机械
TH3 泵
TH4 气体压缩机械
TH6 专用机械
TH7 仪器、仪表
TJ 武器工业 | Weapons industry
TJ0 一般性问题
TJ2 枪械
TJ3 火炮
TJ4 弹药、引信
TJ5 爆破器材
TJ6 水中兵器
TJ7 火箭、导弹
TJ8 战车、战舰、战机、航天武器
TJ9 核武器与特种武器
TK 能源与动力工程 | Energy and power engineering
TK0 一般性问题
TK1 热力工程
TK2 蒸汽动力工程
TK3 热工量测
TK4 内燃机
TK5 特殊热能
TK6 生物能
TK7 水能、水力机械
TK8 风能
TK91 氢能
TL 原子能技术 | Nuclear technology
TL1 基础理论
TL2 核燃料
TL3 反应堆工程
TL4 核电厂
TL5 加速器
TL6 受控热核反应
TL7 辐射防护
TL8 粒子探测
TL94 放射性废物管理
TM 电工技术 | Electrical engineering
TM0 一般性问题
TM1 电工基础理论
TM2 电工材料
TM3 电机
TM4 变压器
TM5 电器
TM6 发电、发电厂
TM7 输配电、电力系统
TM8 高电压技术
TM91 独立电源
TM92 电气化、电能应用
TM93 电气测量
TN 无线电电子学、电信技术 | Electronics and telecommunications
TN0 一般性问题
TN1 真空电子技术
TN2 光电子、激光技术
TN3 半导体技术
TN4 微电子学、集成电路
TN6 电子元件
TN7 电子电路
TN8 电信设备
TN91 通信
TN92 无线通信
TN93 广播
TN94 电视
TN95 雷达
TN96 无线电导航
TN97 电子对抗
TP 自动化技术、计算机技术 | Automation and computing
TP1 自动化基础理论
TP18 人工智能理论
TP2 自动化技术及设备
TP24 机器人技术
TP27 自动化系统
TP3 计算技术、计算机技术 | Computing
TP30 一般性问题
TP31 计算机软件
TP311 程序设计、软件工程
TP316 操作系统
TP33 电子数字计算机
TP36 微型计算机
TP37 多媒体技术
TP39 计算机的应用
TP391 信息处理
TP393 计算机网络
TP6 射流技术
TP7 遥感技术
TP8 远动技术
TQ 化学工业 | Chemical industry
TQ0 一般性问题
TQ11 基本无机化学工业
TQ15 电化学工业
TQ17 硅酸盐工业
TQ2 基本有机化学工业
TQ31 高分子化合物工业
TQ32 塑料工业
TQ33 橡胶工业
TQ34 化学纤维工业
TQ42 试剂
TQ44 化学肥料工业
TQ45 农药工业
TQ46 制药化学工业
TQ51 燃料化学工业
TQ56 爆炸物、火柴工业
TQ61 染料工业
TQ63 涂料工业
TQ65 香料及化妆品工业
TQ9 其他化学工业
TS 轻工业、手工业 | Light industry and handicrafts
TS0 一般性问题
TS1 纺织、染整工业
TS2 食品工业
TS3 制盐工业
TS4 烟草工业
TS5 皮革工业
TS6 木材加工、家具工业
TS7 造纸工业
TS8 印刷工业
TS91 五金制品工业
TS93 工艺美术制品工业
TS94 服装、制鞋工业
TS95 其他轻工业
TS97 生活服务技术
TU 建筑科学 | Building and construction
TU1 建筑基础科学
TU19 ^TU 建筑勘测
TU2 建筑设计
TU3 建筑结构
TU4 土力学、地基基础
TU5 建筑材料
TU6 建筑施工机械
TU7 建筑施工
TU8 房屋建筑设备
TU9 地下建筑
TU97 ^TU 高层建筑
TU98 ^TU 区域规划、城乡规划
TU99 ^TU 市政工程
TV 水利工程 | Hydraulic engineering
TV1 水利工程基础科学
TV21 水资源调查与水利规划
TV22 水工勘测、设计
TV3 水工结构
TV4 水工材料
TV5 水利工程施工
TV6 水利枢纽、水工建筑物
TV62 水库工程
TV68 调水工程
TV7 水能利用、水电站
TV8 治河与防洪工程
TV87 防洪工程
`;
