/*
 * The characters that make up more than half of any running Chinese newspaper text, simplified and traditional, with
 * the punctuation between them. Read in the wrong encoding, text meets them only by chance.
 */
const SIMPLIFIED =
  '的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成'
  + '只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间知世什两次使身者被高已亲其进'
  + '此话常与活正感见明问力理点文几定本公特做外相西果走将月十实向声车全信重三机工物气每并别真打太新比才便夫再书部水像等体电主界门利海受听'
  + '表德少克代员许先口由安性马光白或住难望教命结乐更东处让应直字平报友关放至认接告入内军民岁往何度山路带万边任金快通变师立象数四失满战远'
  + '格士音轻目条市省县区党政府会议经济建设社会发展工作问题组织制度改革技术生产企业管理系统农村城群众思想领导干部记者社讯图片照片版日月京'
  + '加强提高进行解决支持合作国家世界人民主席总理部长书记代表团委员会新华社上海北京广东江苏四川二五六七八九亿元百千年度约';

const TRADITIONAL =
  '這個們來時為說國裡後會過對學麼發當沒還樣種開總從無現動頭經長兒愛給間兩親進話與見問點幾將實聲車機氣並別書體電門聽許馬難結樂東處讓應'
  + '報關認內軍歲帶萬邊變師數滿戰遠輕條縣區黨濟設織術業產農領導幹記訊圖強決議會華廣蘇億約員團勞鐵臺灣銀際聯黃紅風飛魚鳥龍舊買賣錢價質量類題'
  + '顯響選舉權寫讀識語調論證護費資財貿稅衝擊單親屬戶離陳劉張楊趙孫鄭馮蔣韓聖傳統優劇藝競賽獎項層級環境護';

const PUNCTUATION = '，。、：；？！“”‘’（）《》—…·　〖〗【】「」';

export const commonCharacters: string = SIMPLIFIED + TRADITIONAL + PUNCTUATION;
