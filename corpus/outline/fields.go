package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/numbering"
)

var noiseHeads = strings.Fields(`来源 來源 时间 時間 发布时间 发布日期 发表时间 作者 责任编辑 责编 编辑 浏览 阅读 点击 字号 字体 【字号 【字体 打印 下载 全屏 收藏 加大 还原 减小 分享 您当前 当前位置 首页 上一篇 下一篇 http www 版权 索引号 主题分类 主题词 <!-- 法編號 頁`)

// frontNoise reports whether s belongs to the site that carried the document.
func frontNoise(s string) bool {
	if utf8.RuneCountInString(s) > 60 {
		return false
	}
	if strings.Trim(s, "【】[]|-=*·　 ") == "" {
		return true
	}
	for _, h := range noiseHeads {
		if rest, ok := strings.CutPrefix(s, h); ok {
			r, _ := utf8.DecodeRuneInString(rest)
			if rest == "" || r == '：' || r == ':' || r == ' ' || r == '】' || h == "http" || h == "www" || h == "<!--" || h == "【字号" || h == "【字体" {
				return true
			}
		}
	}
	return false
}

// noteWords tell what was done to a law: they mark the note under its title 题注 (立法法 art. 65).
var noteWords = strings.Fields("通过 通過 公布 发布 發布 颁布 頒布 修订 修訂 修正 批准 施行 实施 制定 废止 廢止 印发 决议案 议决 訂定 修改 增订 增訂")

// isNote reports whether s is a note under the title, or one step of it: it opens with a date
// (perhaps in brackets) and says what was done.
func isNote(s string) bool {
	inner := strings.TrimLeft(s, "（( 　>*")
	if utf8.RuneCountInString(inner) > 900 {
		return false
	}
	iso, start, end := findDate(inner)
	if iso == "" || start > 60 && inner == s {
		return false
	}
	if start > 6 && inner == s && !strings.HasPrefix(inner, "根据") && !strings.HasPrefix(inner, "自") && !strings.HasPrefix(inner, "依") {
		return false
	}
	return hasAny(inner[end:], noteWords)
}

// addNote adds a note and the steps in it to m.
func (p *parser) addNote(m *Meta, s string) {
	s = strings.Trim(s, " 　*>")
	if m.Note != "" {
		m.Note += "\n"
	}
	m.Note += s
	inner := strings.Trim(s, "（()） ")
	for {
		iso, start, end := findDate(inner)
		if iso == "" {
			return
		}
		next := nextStep(inner[end:])
		step := inner[start:]
		if next >= 0 {
			step = inner[start : end+next]
		}
		step = strings.Trim(step, " 　\n）)（(，,；;、")
		step = strings.TrimSuffix(step, "根据")
		if step = strings.TrimSpace(step); step != "" {
			m.History = append(m.History, Amendment{Date: iso, Text: step})
		}
		if m.Date == "" {
			m.Date = iso
			m.Issuer = lawgiver(inner[end : end+max(next, 0)])
			if next < 0 {
				m.Issuer = lawgiver(inner[end:])
			}
		}
		if next < 0 {
			return
		}
		inner = inner[end+next:]
	}
}

// nextStep finds where the next step of a note begins: the next full date behind a word that
// ends a step; -1 if there is none.
func nextStep(s string) int {
	at := 0
	for {
		iso, start, end := findDate(s[at:])
		if iso == "" {
			return -1
		}
		if strings.HasSuffix(s[:at+start], "自") { // 自…起施行 says when what stands before takes effect
			at += end
			continue
		}
		if strings.Count(iso, "-") == 2 && (strings.ContainsAny(s[:at+start], " 　\n；") || hasAny(s[:at+start], noteWords)) {
			return at + start
		}
		at += end
	}
}

func hasAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// lawgiver reads the body that passed a law from a step of its history:
// 重庆市第三届人民代表大会常务委员会第五次会议通过 → 重庆市人民代表大会常务委员会.
func lawgiver(s string) string {
	s = strings.Trim(s, " 　，,由经")
	for _, cut := range []string{"通过", "通過", "公布", "发布", "發布", "颁布", "修订", "批准", "令第", "会议", "次会"} {
		if i := strings.Index(s, cut); i >= 0 {
			s = s[:i]
		}
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		if r == '第' {
			if _, nw, ok := numbering.ParseNumber(s[i+w:]); ok {
				rest := s[i+w+nw:]
				switch {
				case strings.HasPrefix(rest, "届"), strings.HasPrefix(rest, "屆"):
					i += w + nw + len("届")
					continue
				case strings.HasPrefix(rest, "次"), rest == "", strings.HasPrefix(rest, "号"):
					i = len(s)
					continue
				}
			}
		}
		out.WriteRune(r)
		i += w
	}
	name := strings.Trim(out.String(), " 　，,、（(")
	for _, w := range [...]string{"审判委员会", "检察委员会"} { // what they pass the court issues
		name = strings.TrimSuffix(name, w)
	}
	for _, w := range [...]string{"并", "制定", "讨论"} {
		name = strings.TrimSuffix(name, w)
	}
	if n := utf8.RuneCountInString(name); n < 3 || n > 40 || strings.ContainsAny(name, "《。；，,|0123456789") {
		return ""
	}
	return name
}

// documentNumber finds a document number 发文字号 in s (GB/T 9704-2012 7.2.5: 国发〔2016〕5号), or the
// number of an order (国务院令第680号); "" if there is none.
func documentNumber(s string) string {
	for i, r := range s {
		if !strings.ContainsRune("〔［[(（【﹝", r) {
			continue
		}
		rest := s[i+utf8.RuneLen(r):]
		year, yw, ok := numbering.ParseNumber(rest)
		if !ok || year < 1949 && (year < 49 || year > 99) || year > 2100 {
			continue
		}
		c, cw := utf8.DecodeRuneInString(rest[yw:])
		if !strings.ContainsRune("〕］])）】﹞", c) {
			continue
		}
		tail := strings.TrimLeft(rest[yw+cw:], " 第")
		_, nw, ok := numbering.ParseNumber(tail)
		if !ok || !strings.HasPrefix(strings.TrimLeft(tail[nw:], " "), "号") && !strings.HasPrefix(strings.TrimLeft(tail[nw:], " "), "號") {
			continue
		}
		head := s[:i]
		from := len(head)
		for from > 0 {
			q, w := utf8.DecodeLastRuneInString(head[:from])
			if !han.Is(q) && !('A' <= q && q <= 'Z') {
				break
			}
			from -= w
		}
		end := len(s) - len(tail) + nw
		end += strings.IndexAny(s[end:], "号號") + len("号")
		if i == 0 && end == len(s) && (r == '〔' || r == '[') { // 〔2020〕7号, as on minutes
			return s
		}
		if utf8.RuneCountInString(head[from:]) >= 1 && utf8.RuneCountInString(head[from:]) <= 14 {
			return s[from:end]
		}
	}
	if i := strings.Index(s, "令第"); i >= 0 && utf8.RuneCountInString(s) < 40 {
		rest := s[i+len("令第"):]
		if _, nw, ok := numbering.ParseNumber(rest); ok && strings.HasPrefix(rest[nw:], "号") {
			return strings.Trim(s[:i+len("令第")+nw+len("号")], "（( ")
		}
	}
	if strings.HasPrefix(s, "第") {
		if _, nw, ok := numbering.ParseNumber(s[len("第"):]); ok && s[len("第")+nw:] == "号" {
			return s
		}
	}
	return ""
}

// isRedHead reports whether s is the mark of the issuer 发文机关标志 above the number: 某市人民政府文件.
func isRedHead(s string) bool {
	return strings.HasSuffix(s, "文件") && !strings.Contains(s, "关于") && signer(s)
}

// namedField reads a field that stands behind its name, as in the letters of Taiwan: 發文字號：…, 受文者：….
func namedField(m *Meta, s string) bool {
	name, value, ok := strings.Cut(s, "：")
	value = strings.TrimSpace(value)
	if !ok || value == "" || utf8.RuneCountInString(s) > 60 {
		return false
	}
	switch squeeze(name) {
	case "發文字號", "发文字号":
		m.Number = value
	case "發文日期", "发文日期", "成文日期":
		iso := dateAlone(value)
		if iso == "" {
			iso = dateAlone("民國" + strings.TrimPrefix(value, "民國"))
		}
		m.Date = iso
	case "受文者", "主送机关":
		m.Addressee = value
	default:
		return false
	}
	return true
}

// dateAlone is the date that s consists of, perhaps in brackets; "" if it says more.
func dateAlone(s string) string {
	s = strings.Trim(s, " 　（()）>*")
	iso, w := date(s)
	if w == 0 || len(iso) < 7 || strings.TrimSpace(s[w:]) != "" {
		return ""
	}
	return iso
}

// isAddressee reports whether s is the line of those addressed 主送机关 or the salutation.
func isAddressee(s string) bool {
	n := utf8.RuneCountInString(s)
	if n > 220 || n < 3 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	if strings.ContainsAny(s, "。；") || strings.Contains(s, "如下") || strings.Contains(s, "下列") {
		return false
	}
	opens := false
	for _, h := range []string{"各", "同志", "尊敬", "主席", "女士", "先生", "朋友", "党中央", "国务院各", "中央", "全国", "你", "市", "省", "委员长", "委員", "本"} {
		opens = opens || strings.HasPrefix(s, h)
	}
	switch last {
	case '：', ':':
		if n < 30 && !strings.ContainsAny(s, "，,") && !strings.Contains(s, "关于") && endsLikeBody(strings.TrimRight(s, "：: ")) {
			return true
		}
		return opens && (n < 30 || strings.ContainsAny(s, "、，,") || strings.Contains(s, "人民政府"))
	case '，', ',', '！', '!':
		return strings.HasPrefix(s, "各位") && n < 30
	}
	return false
}

// endsLikeBody reports whether s ends as the names of bodies do: 某省税务局.
func endsLikeBody(s string) bool {
	for _, w := range [...]string{"局", "厅", "廳", "政府", "法院", "检察院", "委员会", "公司", "银行", "大学", "学院", "协会", "联合会", "党委", "党组", "公所"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// isOccasion reports whether s says when and where a speech was given: （2026年1月27日在…会议上）,
// 第十二届全国人大二次会议，2014年3月5日.
func isOccasion(s string) bool {
	s = strings.Trim(s, "（()） ")
	if iso, from, to := lastDate(s); len(iso) == 10 && to == len(s) && utf8.RuneCountInString(s) < 60 {
		where := strings.TrimRight(s[:from], "，, ")
		return len(where) < from && (strings.HasSuffix(where, "会议") || strings.HasSuffix(where, "大会") || strings.HasSuffix(where, "會議") || strings.HasSuffix(where, "大會"))
	}
	iso, w := date(s)
	return len(iso) == 10 && utf8.RuneCountInString(s) < 60 && strings.HasPrefix(strings.TrimLeft(s[w:], " "), "在") && strings.HasSuffix(s, "上")
}

// occasionAndSpeaker is the length of the occasion where s names the speaker too:
// 2026年1月27日在…会议上 省长 某某; else 0.
func occasionAndSpeaker(s string) int {
	i := strings.Index(s, "上 ") + len("上")
	if i < len("上") || !isOccasion(s[:i]) || !isByline(strings.TrimLeft(s[i:], spaces)) {
		return 0
	}
	return i
}

// issued is where the date begins in a line of the issuer and the date, as minutes open with: 某县
// 人民政府办公室　2022年5月8日; 0 if s is none.
func issued(s string) int {
	iso, from, to := lastDate(s)
	if len(iso) < 10 || to < len(s) || !strings.HasSuffix(s[:from], "　") && !strings.HasSuffix(s[:from], " ") || !signer(strings.TrimRight(s[:from], spaces)) {
		return 0
	}
	return from
}

// salutation is the salutation that opens the paragraph s; "" if there is none.
func salutation(s string) string {
	if !strings.HasPrefix(s, "各位") && !strings.HasPrefix(s, "同志们") && !strings.HasPrefix(s, "同志們") {
		return ""
	}
	i := strings.IndexAny(s[:min(len(s), 3*30)], "：:")
	if i < 0 || !isAddressee(s[:i]+"：") {
		return ""
	}
	return s[:i]
}

// surnames are the commonest family names, simplified and traditional.
const surnames = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾萧蕭肖田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫阎段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康习習尤易梅包甘凌闻靳胥尉安"

var officeWords = strings.Fields("总理 总统 省长 市长 主席 书记 主任 会长 部长 局长 院长 检察长 秘书长 委员长 组长 署长 校长 州长 区长 县长 總理 省長 市長 書記 會長 部長 局長 院長 委員長 主任委員")

// isByline reports whether s names the speaker: 国务院总理 李克强, 省长 毛伟明, 习近平.
func isByline(s string) bool {
	n := utf8.RuneCountInString(s)
	if n > 40 || strings.ContainsAny(s, "，。；：！？《》—") {
		return false
	}
	compact := squeeze(s)
	if m := utf8.RuneCountInString(compact); m >= 2 && m <= 3 || m == 4 && compact != s {
		first, _ := utf8.DecodeRuneInString(compact)
		return strings.ContainsRune(surnames, first) && !endsLikeTitle(compact)
	}
	return hasAny(s, officeWords) && !endsLikeTitle(s)
}
