package numbering

// A Word is what a label says beside its number: 条 of 第一条, 是 of 一是, 附件 of 附件1.
type Word uint8

// The words; English names of those of laws follow the translation of the Legislation Law 立法法.
const (
	NoWord      Word = iota
	Article          // 条
	Chapter          // 章
	Section          // 节
	Paragraph        // 款
	Item             // 项
	Subitem          // 目
	Part             // 编
	Subpart          // 分编
	Division         // 部分
	Bu               // 部
	Subdivision      // 分部
	Module           // 单元
	Volume           // 卷
	Pian             // 篇
	Lecture          // 讲
	Lesson           // 课

	Is      // 是, of 一是
	Must    // 要, of 一要
	Then    // 则, of 一则
	Among   // 其, of 其一，
	Ordinal // 第, of 第一，
	First   // 首先，其次，

	Attachment // 附件
	Appendix   // 附录
	AnnexTable // 附表
	AnnexChart // 附图
	AnnexPian  // 附篇
	numWords
)

var words = [numWords]string{"", "条", "章", "节", "款", "项", "目", "编", "分编", "部分", "部", "分部", "单元", "卷", "篇", "讲", "课",
	"是", "要", "则", "其", "第", "首先", "附件", "附录", "附表", "附图", "附篇"}

// String is the word as it is written, simplified; "" of NoWord.
func (w Word) String() string { return words[w] }

// A sign opens or closes a number: its place in signRunes.
type sign uint8

const (
	dun     sign = 1
	dot     sign = 2
	wideDot sign = 3
)

var signRunes = [...]rune{dun: '、', dot: '.', wideDot: '．', '）', ')', '（', '(', '，', ',', '：', ':', '﹑', '﹚', '﹙', '丶', '〕'}

// signs are the same as strings; "" of no sign.
var signs = func() (t [len(signRunes)]string) {
	for i, r := range signRunes[1:] {
		t[i+1] = string(r)
	}
	return t
}()

// signOf is the sign that a character is; 0 if it is none.
var signOf = func() (t [1 << 16]sign) {
	for i, r := range signRunes {
		t[r] = sign(i)
	}
	return t
}()
