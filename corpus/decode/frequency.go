package decode

import (
	"sync"
	"unicode/utf8"
)

// byFrequency are the characters beyond ASCII of Chinese official prose, simplified and
// traditional, most frequent first: ranks counted over laws, regulations, decisions and reports
// of both sides, each collection weighed alike.
const byFrequency = "" +
	"，、。第的條十之人法一定行和二政事理民用三有或中管以业者国主工建及作公其不四保会制地党五发本全部条生大化項文展得關设務）（务要等规实进新在应加合年；关产施六所" +
	"市由提员機分当業动力机重任上依期百規七應金经為成委出社区方能八同对体家利为改各推通高持前下治基强於九资院自引例員代物他服级國位水性增门开度安入府共：组查“”件育" +
	"交教程資正外被可情立责明日收是經受导核會信领防处品相告款面表央列量源平支職内處照织設證农限个企原构技时未项学现權准向律职造使单监济科目权申請案時境活决效系融商取" +
	"特护质坚意反元更完创义求供城發办產议放辦好計內革修予訴式形就标善投並指財督除按长置格深刑域点解路与场與报心益策村海统易我土调到省结因并于次障具考干察必费配止動集" +
	"道退接需章執审月起营算范优訟检害司序划批计至助整消審续违专校过升协學证万直名健後环严電子运快常群險执罰促料确知局据官多县專住準券了们營备護纪書居而总研報額电稳战" +
	"问乡题口稅态后實費众小数令负际况型命步存登承對培医军污落术當判勞但移险付監清请間财檢非區先色风長给體構染从价則息果議流根布罪記究犯排如预节团超联评已運組举零容選" +
	"送該转給选措屬精示线房裁做记思免书积失休身族最养標间調警控託种复认適無扩极参備再台网停率違均车这镇爰验訂来争濟采軍值层少比智空影符領《》老类派则農须變想达回才围" +
	"志见础決級传把過千将综低字故变广進債總气救适习病包船维别补试華織租畫充萬義无數轄補開论励打亿編別两參係然約認責環担密互港履每模神票康師團切急致突绿略食個游诉罚醫" +
	"縣許股將识破協宣华队福守徵林旅價近税挥销衛撤疗庭範贯藥贸士材另役「」禁观训减航兴留东臺注卫場属山貿势装约都質附預带償驗著断界固署药轉危涉历彻继稱史着視遵段西户繳" +
	"筹真功廢—負舉园良確许器困鼓额售足貨聲难併手河銷仍降测届擔且象私首延贫左現戒劳統斗室類视納响速待天筑此素試滿即導损追減副扶还輔始採籍托播阶術纳購征劃續编南撫世较" +
	"青疫慧席授聘偿幣製碳占女抓廉让普灾货债称候兵侵達美江抗療光也災據输显估結享客強扣头圍舶惠避去宜紧班遇何簡懲招鍰边亦酌契載殊訊單際岸没種般損针逾拒遺宗聚录辖又假愿" +
	"輸双看召獎腐草站北宅满括绩档访景毒奋攻链些死兼車評振络射屆购礙拓徒份疾伍述築德走便克錄该离刪終押富践跨今儿卹粮努廣澳火念盖戶覆亡终汽样優言说離維繼掌洁牢洋巩感親" +
	"里屋氣董抵牌燃援废秘竞铁周養捐節临尚田訓获印復擬败銀师！连餘逐棄释激藏狀患马否热遗傳帮号課底岗線賣奖纠從套仲压街残扬見错右己储煤矿探献贴话脱旗擅订武初索庫練树散" +
	"還胜石途缺击误独古图差耕畜半辯赔觀問介幼端听越扎號简载遣津須讼觉键贷械妨鉴連勤童園张創繁库點含顧馆衡湖荣状儲薪换鑑伟釋簽倍封植秩循薦轻願勵谐驻币歲門葬牧爱賦廠爭" +
	"轮片微映僱谈巡球冊吸束陳曾厅隐敘签湾讨只恢緊雇址拔眾汇垃圾博银尊胞版借拆既賠館獄握紀酬絕妥短演坏香油異肃询響婚網俸缴況換启買說典壮姓盾血細若聯圖秀賃细興毛旧殖矛" +
	"亲累贈募侨偶績拘卖答碍京伤禮饮撥夥帳辆够渠母诚讓远疑析艺％尽鐵稽積幅木宏谋黄迫烟陸暴東沿红撑讲宁返靠兒嚴來裝贡妇論米归州友森异凡灣往泽绝挑黨花彰苏刻郵傷爆伐震永" +
	"壤隊倾丰滅漁詢买宽礦久弱盟駛測厂泛册它語蒙驶梯詞龙鎮虚拍倡账乱．岛板顾勘徽纲惩風威祖習識註販鄉嫌虞亩丽呈顺遊龄渔獲野潜旨抽杂暫迁露拟僅余態填暂難歸阻巨獨欠簿纷駕" +
	"绕艰吨赋操搞峰背随甘写荐顯酒齐隨父拉輻勇卷洪亚駐蓄喪飼耗憲毕樣衔拥圈階乘骨毁透罷替殯斷籌迈惟很黑矯擇畢苦弘匯媒音逕頻戰敌輕赛牵驾肥捕盘刊陆白貌课綜折距焦乐遷允擴" +
	"闭礎辞角僑邮氧卡轨桥較弃割闻某声烈慈揭练庆座漏藝獻揮憑兩齡沒诊灌阅阳遭凝順浪竹閱纽誤羈径恶貼那赢臨遴帶挂舞隔抢望悉宪松陕吊餐呼艦偽么读恐赁伪码寄厉冲禽駁沙宿邓裕" +
	"择几纵灭枢佐苗辩涵敢英床架複咨挖偵添净姻祭涨敬什瓦糧畅语炭眷概忠疏盈毀張犬店夫钱晋穿吉硬湿竣诺弊競薄太砲洗拖灵川彩尔骗星幸季滥雪抚像錢虑函馈倒緩似缩勒岁炼繫僚掘" +
	"绘剂逃陷伸諮聞疆递［］赠槍斯菸跃沟彈歷誉翻劣邀钢忽醒牙趋懈缓壽雨泊盐蓝遍鲁迎擾妻悟频廊？尘拨俾症祀題煙篇早粧伙冷温帜滨雖屏沉怀銓俗甚摇饲勢混顿闲舊泥聽冰兰鲜夯艇" +
	"劑雙侧削舆蒐攬診眼墓酸哈催潮驱偏剩坡扰遏譯浙飞凭赤筆極唯毫兜谢匿厚裂堂塑览斤梁汰渡刀仓池冒囑奉慰庄慎覽滋搬歧樂碼波迴汉討液遞勸徇迅虛楼祉泄锋繕遂肉夺玉勉玩熟舍软" +
	"触春辅氢颁輛滯甲勃仅冀箱乏绍摆井荒坛跟宝淘崇扫噪欧帝貸剧欺誓挪紛礼糾夜菜棚層懸迹搜顶陇弄皖洲胁伏壞遲邻蓋瞒針劲辨携檔铸慢歇曲冠云溉贵幕揽尺截隱辱浦稀抄冬斜攜堆暖" +
	"诈陈翌亮埋櫃謂劝搭貪丧〉〈脑捷御盛怖淮卸盼謀末谱页汛垦盡堤贿伴哲奥佳騷圆锻亂讀剥恩峻儀貯阵飛虫島鹽倉衍觸鄰仪烧纸窗挚摊怠兽柱灯梦找涝浓乳纯婴·乙朝润孳卓焕横垒跑" +
	"瞻杆溫楚寬蒋刚雄旱坐億男暨醣藉笔罹牲孕彙侦砂韧诫讯艾癌雜〇牛凌蹤灰戲乃仰稿錯邊秦晉希谁罕雷虽洽霸斟溯戏兌详恤誌番鱼盲譽垂拼蓬铺羊叶涂逮堵陪锂漠惯泉勳朋块脚垄摘殘" +
	"奪…溢谓匹盗娱淨隸辉掛洩钩衷牺刷臭珍枝寿寺铝忧○氛画吃煌硕叛脅赴谷殺泰赞弟寻籤訪宰頭粤沪虧幹甄講冻丝冶兑滞擊踪辟贮俭詳阴話脫捞碟尖夏琼厕壁婦縮賽塞晚框歌俱矩緝悔" +
	"屠〔〕腦辐你俄舖兄酿乌昌盜圓飲魂峡迟紹尤旁賸穩李粉稻嘱邦栏窃纤皮罢紙剝怎肺祝堡逆孙赶篡噸遠潛杀殡浮倘坑迷驳叉凍芯奠腾腔隶庸诬贪尾锁榆寵覈塔吐酝衝拋渝皆王骤抑胎炎" +
	"詐竭渐猎睦痛匠渗弹炉攤勝頒襄喜衣慣週胀挠妆蚀挡孵赌锦孩摩恒擎佩締堪杜麦洛扭儘呢搏稚锚柴崛蔬瓶耐铜挺缔墊攝狠恪棉胆锐塗閉刺庇插贍炸嘉脉肯×雅瞭塘肩廟墙仗辽奇辭谊碧" +
	"珠踏桩慮勛寒焚巴侮岭扛胡顽悬褒滑摄鄂词锅牴覺懂暗渣荷肇叫饰絡帽钟渎哺孤趨捨浩涛俟扑吞陽敷茶奶廳曝怕硫滩乎－杭粒秆阀舵貢隆哪妹偷唱仿贤秉辛袋敏秸＿欲寓忘坊貫娛晶佃" +
	"笃愁阿洞奏欢尉舒晰墾蹟揚披丢猪梅鑒嬰豪糖虐獸屍缮掉绸傭惡岩纂味磁抛狩涌巿燈攀颗嵌串砥埠銜釐紅懷叠麻奔敵賴缘諭搶碱奢秋舟擦歪丁壓褫縱丙厘衰砍捍宴闸寧輪粪砺淫枫誠辜" +
	"郑饭骸誘獵閒鍵袖隧谨莫雾诱盤慶諾吹兆穷胶阐滲頂溝【】榜赂馬禦宾喷粗寫毋邪抬拿殷赖斥喚綠竊墳氨捏阔蛋坝惜濫啟奧沂Ⅱ荡锡昇篮敦杠惕硅杨掩戍毗燬純宇钉仁拜氯戴尸遮刘嚇" +
	"幫诸缆臻畸朽玛罗诿跻鳌镁紓韩帅蔽碑蒸却陵唆齊韓亟漫哄抱崖奸濃榮碎菌虹碰胸誡鉅側漲坎枪醉拦撰旺颠曉綱伦膜闯姿娩纾剖译袭霾锲颖賄吗赡凸弯驅尋绥寇徐毅淆谎瑞濒缚剪凉孔" +
	"赦葆巷庶嗣橋浸羁巢寡丈桌贩唤歉氮旦绑颱輯贖潔筛恰辈咎辑煽陞軌鎖萨咸圳哨弥丹汲蔓淤逼迸钓躉踐贊潍祁儋姑钻赈徹翼挤姊锤奴浴株匪晤亏卻倫肅朗薯爬圣谍抉豫淄愈朱畏撒旋肝" +
	"泼瞩靈蹄牟蕴桅豆骄顷跌氏趣蒞鉀牽傾戡嫁柔艘镍蔚句吴浚鞭宫肢燒談殮鐘憩删绵盯彪鸣暑澄挽芜亭畲劇敗闡飾塌箭霍祥洮湟劫仆惑賭沦璃猥洒葡萄逢黏′驰俘愧槽沃闹漢熱篩芝铭磅" +
	"剑凿厨酷迪轴昂愚樹葉桃淹丑赏黎頁賂廈茲豁绪妊矫寸紫逸淋丘秽摸窺樑闪勋牡沼淡罐狱午迭炒忍卑惨姐昭跳颈禀賞釀疇樓逻娠澜鞋朴枚肖铲扯矸筵訖艙沖玻棋昆鸡尿卿赃舨舢紋"

// A cost is −ln of a character's probability, in sixteenths.
type cost uint16

const nat = 16

// The costs of what is not in byFrequency. The figures are rough on purpose: what decides is that
// a text read in a wrong encoding is made of characters from all over the code, of which common
// prose uses few.
const (
	costASCII     cost = 5 * nat
	costHan       cost = 15 * nat // one of the twenty thousand others
	costSymbol    cost = 12 * nat // CJK punctuation, full-width forms
	costAccented  cost = 8 * nat  // Western punctuation and small accented letters
	costOther     cost = 17 * nat
	costControl   cost = 19 * nat
	costPrivate   cost = 20 * nat
	costBad       cost = 14 * nat // an undecodable byte
	costCutBefore cost = 14 * nat // the text begins inside a character
)

var costs = sync.OnceValue(func() *[1 << 16]cost {
	t := new([1 << 16]cost)
	set := func(lo, hi rune, c cost) {
		for r := lo; r <= hi; r++ {
			t[r] = c
		}
	}
	set(0, 0xffff, costOther)
	set(0, 0x1f, costControl)
	set(0x20, 0x7e, costASCII)
	set(0x7f, 0x9f, costControl)
	for _, r := range "\t\n\r" {
		t[r] = costASCII
	}
	for _, r := range "\u00a0·°×é§®©‘’“”–—…•™€" {
		t[r] = costAccented
	}
	set(0xdf, 0xff, costAccented)
	set(0x2460, 0x2473, costSymbol)
	set(0x3000, 0x303f, costSymbol)
	set(0xff00, 0xff5e, costSymbol)
	set(0x3040, 0x30ff, costHan)
	set(0x4e00, 0x9fff, costHan)
	set(0xd800, 0xf8ff, costPrivate)
	set(0xfff0, 0xffff, costControl)
	rank := 0
	for _, r := range byFrequency {
		// Zipf's law with a flat head: p = 0.12 / (rank + 30).
		t[r] = logCost(float64(rank+30) / 0.12)
		rank++
	}
	t[0x3000] = t['的'] // the ideographic space indents every paragraph
	return t
})

// costOfChars is how many characters beyond ASCII valid UTF-8 has, and the sum of their costs.
func costOfChars(s string) (chars, sum int) {
	table := costs()
	for len(s) > 0 {
		switch c := s[0]; {
		case c < utf8.RuneSelf:
			s = s[1:]
		case 0xe0 <= c && c < 0xf0 && len(s) >= 3: // nearly all: decoded without a call
			chars++
			sum += int(table[uint16(c)<<12|uint16(s[1]&0x3f)<<6|uint16(s[2]&0x3f)])
			s = s[3:]
		default:
			r, size := utf8.DecodeRuneInString(s)
			chars++
			sum += int(costOf(r))
			s = s[size:]
		}
	}
	return chars, sum
}

func costOf(r rune) cost {
	switch {
	case r < 1<<16:
		return costs()[r]
	case r >= pairBase, 0x20000 <= r && r < 0x30000:
		return costOther
	}
	return costPrivate
}
