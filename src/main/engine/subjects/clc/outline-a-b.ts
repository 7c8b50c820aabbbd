/** Rows of the outline, letters A to B; their form is told in `outline.ts`. */
export const ROWS_A_B = `
A 马克思主义、列宁主义、毛泽东思想、邓小平理论 | Marxism, Leninism, Mao Zedong Thought, Deng Xiaoping Theory
A1 马克思、恩格斯著作 | Works of Marx and Engels
A11 选集、文集
A12 单行著作
A13 书信集、日记、函电、谈话
A14 诗词
A16 专题汇编
A18 语录
A2 列宁著作 | Works of Lenin
A21 选集、文集
A22 单行著作
A26 专题汇编
A28 语录
A3 斯大林著作 | Works of Stalin
A31 选集、文集
A32 单行著作
A4 毛泽东著作 | Works of Mao Zedong
A41 选集、文集
A42 单行著作
A43 书信、日记、函电、谈话
A44 诗词
A45 手迹
A46 专题汇编
A48 语录
A49 ^A 邓小平著作 | Works of Deng Xiaoping
A491 选集、文集
A492 单行著作
A496 专题汇编
A5 经典作家著作汇编 | Collected works of several of these authors
A56 专题汇编
A7 经典作家生平和传记 | Lives and biographies
A71 马克思
A72 恩格斯
A73 列宁
A74 斯大林
A75 毛泽东
A76 邓小平
A8 理论的学习和研究 | Study and research
A81 马克思主义的学习和研究
A82 列宁主义的学习和研究
A84 毛泽东思想的学习和研究
A849 ^A8 邓小平理论的学习和研究
A85 著作汇编的学习和研究
B 哲学、宗教 | Philosophy and religion
B-4 哲学教育与普及 | Teaching and popular works
B0 哲学理论 | Theory of philosophy
B01 哲学基本问题
B02 辩证唯物主义
B03 历史唯物主义
B08 哲学流派及其研究
B1 世界哲学 | World philosophy
B12 古代哲学
B13 中世纪哲学
B14 近代哲学
B15 现代哲学
B17 马克思主义哲学的传播
B2 中国哲学 | Chinese philosophy
B20 唯物主义和唯心主义
B21 古代哲学
B22 先秦哲学
B232 秦汉哲学总论
B233 秦代哲学
B234 汉代哲学
B235 三国、晋、南北朝哲学
B241 隋唐五代哲学
B244 宋、元哲学
B248 明代哲学
B249 清代哲学
B25 近代哲学
B26 现代哲学
B27 马克思主义哲学在中国的传播与发展
B3 亚洲哲学 | Asian philosophy
B302 古代哲学
B303 中世纪哲学
B304 近代哲学
B305 现代哲学
B31/39 亚洲各国哲学
B4 非洲哲学 | African philosophy
B41 北非哲学
B5 欧洲哲学 | European philosophy
B502 古代哲学
B503 中世纪哲学
B504 十七至十九世纪前期哲学
B505 十九世纪后期至二十世纪哲学
B506 二十一世纪哲学
B51/56 欧洲各国哲学
B6 大洋洲哲学 | Philosophy of Oceania
B7 美洲哲学 | American philosophy
B71 美洲各国哲学
B80 思维科学 | Science of thinking
B802 思维规律
B804 思维方式
B81 逻辑学 | Logic
B811 辩证逻辑
B812 形式逻辑
B815 哲理逻辑
B819 应用逻辑
B82 伦理学 | Ethics
B821 人生观、人生哲学
B822 国家道德
B823 家庭、婚姻道德
B824 社会公德
B825 个人修养
B829 其他伦理规范
B83 美学 | Aesthetics
B832 美学与社会生产
B834 美学与现实生活
B84 心理学 | Psychology
B841 心理学研究方法
B842 心理过程与心理状态
B843 发生心理学
B844 发展心理学
B845 生理心理学
B846 变态心理学
B848 个性心理学
B849 应用心理学
B9 宗教 | Religion
B91 对宗教的分析和研究
B92 宗教理论与概况
B93 神话与原始宗教
B94 佛教
B95 道教
B96 伊斯兰教
B97 基督教
B98 其他宗教
B99 术数、迷信
`;
