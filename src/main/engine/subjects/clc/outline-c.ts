/** Rows of the outline, letter C; their form is told in `outline.ts`. */
export const ROWS_C = `
C 社会科学总论 | Social sciences, general
C0 社会科学理论与方法论 | Theory and methodology
C01 方针政策及其阐述
C02 哲学原理
C03 方法论
C05 与其他学科的关系
C06 学派、学说
C09 社会科学史
C1 社会科学现状及发展 | State and development
C18 专利
C19 先进经验
C2 社会科学机构、团体、会议 | Institutions, societies, conferences
C20 国际组织
C23 社会团体
C24 研究机构
C26 学术团体、学会、协会
C27 学术会议
C28 展览会、展览馆、博物馆
C289 ^C2 图书馆、信息服务机构
C29 企业
C3 社会科学研究方法 | Research methods
C31 调查方法、工作方法
C32 统计方法、计算方法
C33 实验方法
C34 分析研究
C35 技术条件
C36 组织方法、管理方法
C37 数据处理
C39 新技术的应用
C4 社会科学教育与普及 | Teaching and popular works
C40 教育组织、学校
C41 教学计划、课程
C42 教学法
C43 教材
C45 教学实验、实习
C49 普及读物
C5 社会科学丛书、文集、连续性出版物 | Series, collections, serials
C51 丛书、文库
C52 全集、选集
C53 论文集
C54 年鉴、年刊
C55 连续性出版物
C6 社会科学参考工具书 | Reference works
C61 名词术语、辞典、百科全书
C62 手册、名录、指南、年表
C64 表解、图解、数据
C66 统计资料
C67 参考资料
C8 统计学 | Statistics
C81 统计方法
C829 世界各国统计工作
C83 世界各国统计资料
C91 社会学 | Sociology
C912 社会结构和社会关系
C913 社会生活与社会问题
C913.1 恋爱、家庭、婚姻
C913.2 职业
C913.3 生活与消费
C913.5 青少年问题
C913.6 老年人问题
C913.7 社会福利、社会救济、社会保障
C914 社会利益
C915 社会调查和社会分析
C916 社会工作、社会管理
C92 人口学 | Demography
C921 人口统计学
C922 人口地理学
C923 人口与计划生育
C924 世界各国人口调查
C93 管理学 | Management
C931 管理技术与方法
C932 咨询学
C933 领导学
C934 决策学
C935 管理计划和控制
C936 管理组织学
C939 应用管理学
C95 民族学 | Ethnology
C951 民族起源、发展、变迁
C954 民族社会形态、社会制度
C955 民族性、民族心理
C956 民族融合、民族同化
C96 人才学 | Human resources
C961 人才培养与选拔
C962 人才管理
C963 人才智力开发
C964 世界各国人才概况
C97 劳动科学 | Labour science
C970 劳动科学理论
C975 职业培训
C976.1 劳动社会学
C976.7 劳动计量学
`;
