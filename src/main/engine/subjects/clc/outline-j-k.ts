/** Rows of the outline, letters J to K; their form is told in `outline.ts`. */
export const ROWS_J_K = `
J 艺术 | Arts
J0 艺术理论 | Theory of art
J01 艺术美学
J02 艺术理论的基本问题
J03 艺术工作者
J04 艺术创作方法
J05 艺术评论、欣赏
J06 造型艺术理论
J1 世界各国艺术概况 | Art of the world
J11 世界艺术
J12 中国艺术
J13/17 各国艺术
J2 绘画 | Painting
J20 绘画理论
J21 绘画技法
J22 中国绘画作品
J222 中国画
J223 油画
J227 版画
J228 年画、宣传画、漫画、连环画
J23 各国绘画作品
J29 ^J 书法、篆刻 | Calligraphy and seal cutting
J292 中国书法、篆刻
J3 雕塑 | Sculpture
J30 雕塑理论
J31 雕塑技法
J32 中国雕塑作品
J4 摄影艺术 | Photography
J40 摄影艺术理论
J41 各种摄影艺术
J42 中国摄影作品
J43 各国摄影作品
J5 工艺美术 | Applied arts
J50 工艺美术理论
J51 图案学
J52 中国工艺美术
J53 各国工艺美术
J6 音乐 | Music
J60 音乐理论
J61 音乐技术与方法
J62 器乐
J63 民族器乐
J64 中国音乐作品
J65 各国音乐作品
J69 音乐事业
J7 舞蹈 | Dance
J70 舞蹈理论
J71 舞蹈技术
J72 中国舞蹈、舞剧
J79 舞蹈事业
J8 戏剧艺术 | Theatre
J80 戏剧艺术理论
J81 舞台艺术
J82 中国戏剧
J83 各国戏剧
J89 戏剧事业
J9 电影、电视艺术 | Film and television
J90 电影、电视理论
J91 电影、电视艺术与技术
J93 拍摄艺术与技术
J95 各种电影、电视
J99 电影、电视事业
K 历史、地理 | History and geography
K0 史学理论 | Theory of history
K01 史学的哲学基础
K02 社会发展理论
K03 史学专论
K04 年代学
K05 史料学
K06 历史研究
K09 史学史
K1 世界史 | World history
K10 通史
K11 上古史
K12 古代史
K13 中世纪史
K14 近代史
K15 现代史
K18 民族史志
K2 中国史 | History of China
K20 通史
K21 原始社会
K22 奴隶社会
K23 封建社会
K24 ^K23 隋唐至清前期
K25 半殖民地、半封建社会
K26 ^K25 新民主主义革命时期
K27 中华人民共和国时期
K28 民族史志
K29 地方史志
K3 亚洲史 | History of Asia
K31 东亚
K33 东南亚
K35 南亚
K36 中亚
K37 西亚
K4 非洲史 | History of Africa
K41 北非
K42 东非
K43 西非
K5 欧洲史 | History of Europe
K51 东欧、中欧
K53 北欧
K54 南欧
K56 西欧
K6 大洋洲史 | History of Oceania
K61 澳大利亚、新西兰、巴布亚新几内亚
K7 美洲史 | History of the Americas
K71 北美洲
K73 拉丁美洲
K77 南美洲
K81 传记 | Biography
K810 传记研究与编写
K811 世界人物传记
K82 ^K81 中国人物传记
K820 总传
K825 人物传记：按学科分
K827 ^K825 社会政治人物
K828 ^K825 社会各界人物
K833/837 ^K81 各国人物传记
K85 文物考古 | Archaeology
K854 考古方法
K86 ^K85 世界文物考古
K87 ^K85 中国文物考古
K89 风俗习惯 | Customs
K890 民俗学
K891 世界风俗习惯
K892 中国风俗习惯
K9 地理 | Geography
K90 地理学
K91 世界地理
K92 中国地理
K928 专类地理、名胜游记
K93/97 各国地理
K99 地图
`;
