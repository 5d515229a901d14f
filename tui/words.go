package tui

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"gangmu/corpus/han"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
	"gangmu/corpus/words"
)

// A lang is a language of the interface.
type lang uint8

const (
	simplified lang = iota
	traditional
	english
)

// langOf reads a language setting or a locale: zh, zh-Hant, zh_TW.UTF-8, en_US, C.
func langOf(s string) lang {
	s = strings.ToLower(strings.ReplaceAll(s, "_", "-"))
	switch {
	case strings.HasPrefix(s, "zh-hant"), strings.HasPrefix(s, "zh-tw"), strings.HasPrefix(s, "zh-hk"), strings.HasPrefix(s, "zh-mo"):
		return traditional
	case strings.HasPrefix(s, "zh"):
		return simplified
	}
	return english
}

// pick is the string of a pair (Chinese, English) in language l. Traditional Chinese is made of
// the simplified, so that there is one text to keep.
func (l lang) pick(zh, en string) string {
	switch l {
	case english:
		return en
	case traditional:
		return text.NewView(zh, han.ToTraditional(zh)).Text
	}
	return zh
}

// A saying is a string of the interface.
type saying uint8

const (
	sayTooSmall saying = iota
	sayOpening
	sayNoDocument
	sayNoOutline
	sayNotThere
	sayNoPermission
	sayEmpty
	sayOutlining
	sayNothingFound
	sayFound
	sayFoundAt
	sayWrapped
	sayWrappedUp
	sayNextDocument
	sayNoSearch
	saySaved
	sayUnsaved
	saySavedList
	sayNoSaved
	sayNoQuery
	sayGhost
	sayGhostGone
	sayNoSuch
	sayNoFurther
	sayNoSection
	sayJump
	sayFind
	saySearch
	sayFilter
	sayPalette
	sayHeadings
	sayDocuments
	sayMarks
	sayRefs
	sayFindings
	sayChoose
	sayHelp
	sayHelpFoot
	sayInfo
	saySource
	sayRepairs
	sayNoRepairs
	sayRepaired
	sayAsIs
	saySimplified
	sayTraditional
	sayMouseOn
	sayMouseOff
	sayMarkKey
	sayMarkGoKey
	sayMarked
	sayNoMark
	sayNoMarks
	sayNoRefs
	sayNoFindings
	sayProofreading
	sayNoBack
	sayNoForward
	sayQuitHint
	sayCopied
	sayNoCopy
	sayTooLong
	sayReloaded
	sayGone
	sayChanged
	sayFailed
	sayIndexing
	sayIndexed
	sayHits
	saySearching
	sayNoHits
	saySearchEmpty
	sayQueryError
	sayWidth
	sayTheme
	sayLibraryOf
	sayUnbound
	saySelect
	saySelectWhole
	sayFiltered
	sayNoFilter
	sayTooMany
	sayElided
	sayMissing
	sayTruncated
	sayJustifyOn
	sayJustifyOff
	sayNoDocs
	sayBadKeys
	sayNoEditor
	saySplitOff
	saySplitNeed
	sayBeside
	sayNoMatch
	sayNoneIn
	sayStart
	sayChosen
	sayNotHere
	sayTypeWhere
	sayNoHitsTry
	sayNoPlace
	sayNote
	sayMarksNotes
	sayNoted
	sayUnnoted
	sayNoLibrary
	sayNoNotesOn
	sayNoNote
	sayNoteLost
	sayHanging
	sayIndent
	saySpacing
	sayOn
	sayOff
	saySizes
	sayNoRoom
	sayOutlineHits
	sayOutlineAll
	sayTrend
	sayTrendOf
	sayNoTrend
	sayDifferences
	sayDiffCount
	sayNoDifference
	sayNoBeside
	sayComparing
	sayNotInStep
	sayNotIndexed
	sayOrderHint
	sayNoneToCite
	sayNobodyCites
	sayCiting
	sayCitingHere
	sayExport
	sayFileThere
	sayNotWritten
	sayWritten
	sayings
)

var said = [sayings][2]string{
	sayTooSmall:     {"窗口太小（至少 %d×%d）", "Window too small (at least %d×%d)"},
	sayOpening:      {"正在打开 %s", "Opening %s"},
	sayNoDocument:   {"没有打开的文件。按 D 选文件，按 s 检索。", "No document is open. D lists documents, s searches."},
	sayNoOutline:    {"（没有编号或标题）", "(no numbers or headings)"},
	sayOutlining:    {"（正在整理目录）", "(finding the outline)"},
	sayNothingFound: {"未找到“%s”", "“%s” was not found"},
	sayFound:        {"“%s”共 %d 处", "“%s”: %d matches"},
	sayFoundAt:      {"“%s”第 %d/%d 处", "“%s”: %d of %d"},
	sayWrapped:      {"已到文末，从头找起", "reached the end, starting from the top"},
	sayWrappedUp:    {"已到文首，从末尾找起", "reached the top, starting from the end"},
	sayNoSearch:     {"先检索，再存", "search first"},
	saySaved:        {"已存下 %s，%s 列出", "saved %s; %s lists them"},
	sayUnsaved:      {"不再存着 %s", "%s is no longer saved"},
	saySavedList:    {"存下的检索式", "Saved searches"},
	sayNoSaved:      {"还没有存下检索式。在检索结果中按 %s 存下。", "No saved searches yet. %s in the list of hits saves one."},
	sayNextDocument: {"第 %d 个文件，共 %d 个", "document %d of %d"},
	sayNoQuery:      {"先按 / 输入要找的词", "press / and type what to find first"},
	sayGhost:        {"%s 不在原文中", "%s is not in the text"},
	sayGhostGone:    {"%s 原文没有", "%s is not in the text"},
	sayNoSuch:       {"没有“%s”", "there is no “%s”"},
	sayNoFurther:    {"没有更多标题", "no further heading"},
	sayNoSection:    {"此处不在任何一节", "not in any section here"},
	sayJump:         {"跳到", "Go to"},
	sayFind:         {"查找", "Find"},
	saySearch:       {"检索", "Search"},
	sayFilter:       {"筛选", "Filter"},
	sayPalette:      {"命令", "Command"},
	sayHeadings:     {"标题", "Heading"},
	sayDocuments:    {"文件", "Document"},
	sayMarks:        {"书签", "Mark"},
	sayRefs:         {"引用", "Reference"},
	sayFindings:     {"校对", "Finding"},
	sayChoose:       {"选择", "Choose"},
	sayHelp:         {"帮助", "Help"},
	sayHelpFoot:     {"↑↓ 翻阅，Esc 关闭", "↑↓ scroll, Esc closes"},
	sayInfo:         {"文件信息", "About this document"},
	sayRepairs:      {"修复", "Repair"},
	sayNoRepairs:    {"此处没有修复", "nothing was repaired here"},
	saySource:       {"原文（未修复）", "source text, without repairs"},
	sayRepaired:     {"修复稿：%d 处修复", "repaired text: %d repairs"},
	sayAsIs:         {"按原字显示", "script as in the source"},
	saySimplified:   {"显示为简体", "shown in simplified characters"},
	sayTraditional:  {"显示为繁体", "shown in traditional characters"},
	sayMouseOn:      {"鼠标：开（按住 Shift 可用终端选字）", "mouse on (hold Shift to select with the terminal)"},
	sayMouseOff:     {"鼠标：关（可直接用终端选字）", "mouse off (select with the terminal)"},
	sayMarkKey:      {"设书签：按一个字母", "set mark: press a letter"},
	sayMarkGoKey:    {"到书签：按字母，' 回到上一处", "go to mark: press a letter; ' for where you were"},
	sayMarked:       {"书签 %s 已设", "mark %s set"},
	sayNoMark:       {"没有书签 %s（按 m%[1]s 设）", "no mark %s (m%[1]s sets it)"},
	sayNoMarks:      {"还没有书签和批注。按 m 再按一个字母设书签，按 a 写批注。", "No marks or notes yet. m and a letter sets a mark, a writes a note."},
	sayNote:         {"批注", "Note"},
	sayMarksNotes:   {"书签、批注", "Marks, notes"},
	sayNoted:        {"批注已保存", "note kept"},
	sayUnnoted:      {"批注已删除：%s", "note deleted: %s"},
	sayNoLibrary:    {"批注存在文库里，而现在没有文库", "notes are kept in the library, and there is none"},
	sayNoNotesOn:    {"标准输入的文本不能批注：先存成文件", "text from standard input cannot be noted: keep it in a file first"},
	sayNoNote:       {"选一条批注", "choose a note"},
	sayHanging:      {"行末标点悬挂：%s", "hanging punctuation: %s"},
	sayIndent:       {"首行缩进：%s", "first-line indent: %s"},
	saySpacing:      {"段间空行：%d", "blank rows between paragraphs: %d"},
	sayOn:           {"开", "on"},
	sayOff:          {"关", "off"},
	saySizes:        {"目录中的字数：%s", "sizes in the outline: %s"},
	sayNoRoom:       {"目录太窄，放不下字数：Ctrl+→ 加宽", "the outline is too narrow for sizes: Ctrl+→ widens it"},
	sayOutlineHits:  {"目录只列有“%s”的标题（& 再按一次全列）", "outline: only headings with “%s” (& again for all)"},
	sayOutlineAll:   {"目录全列", "outline: all headings"},
	sayTrend:        {"逐年词频（空格分开）", "By year, terms"},
	sayTrendOf:      {"逐年词频：%s（%s 加词，%s 复制为 CSV，%s 存成文件）", "By year: %s (%s adds terms, %s copies CSV, %s writes a file)"},
	sayExport:       {"存为 CSV 文件", "Write CSV to"},
	sayFileThere:    {"%s 已经有了，没有覆盖", "%s is there already and was left as it is"},
	sayNotWritten:   {"写不了 %s：%v", "cannot write %s: %v"},
	sayWritten:      {"已写入 %s", "written to %s"},
	sayNoTrend:      {"“%s”在 %d 个文件中没有出现", "“%s” does not occur in %d documents"},
	sayNoteLost:     {"原文已变", "no longer in the text"},
	sayNoRefs:       {"这一屏没有引用", "no references in view"},
	sayProofreading: {"正在校对编号…", "proofreading the numbering…"},
	sayNoFindings:   {"编号没有发现问题", "no findings on the numbering"},
	sayNoBack:       {"已是最早的位置", "nothing to go back to"},
	sayNoForward:    {"已是最新的位置", "nothing to go forward to"},
	sayQuitHint:     {"按 q 退出，按 ? 看帮助", "q quits, ? helps"},
	sayCopied:       {"已复制 %d 字（%s）", "%d characters copied (%s)"},
	sayNoCopy:       {"没有可用的剪贴板：%v", "no clipboard: %v"},
	sayTooLong:      {"%d 字太长，终端的剪贴板（OSC 52）放不下；可用 gangmu show 输出", "%d characters are too many for the terminal's clipboard (OSC 52); gangmu show prints them"},
	sayReloaded:     {"文件已变动，已重新读入", "the file has changed and was read again"},
	sayGone:         {"文件已被删除或移走，仍显示读入时的内容", "the file is gone; shown as it was read"},
	sayChanged:      {"重新读入", "reloaded"},
	sayNotThere:     {"没有这个文件", "no such file"},
	sayNoPermission: {"没有读取的权限", "permission denied"},
	sayEmpty:        {"（空文件）", "(an empty file)"},
	sayFailed:       {"打不开 %s：%v", "cannot open %s: %v"},
	sayIndexing:     {"建索引 %d/%d", "indexing %d/%d"},
	sayIndexed:      {"索引完成：%d 个文件", "indexed: %d documents"},
	sayHits:         {"%d 处，%d 个文件，%d 毫秒", "%d matches, %d documents, %d ms"},
	saySearching:    {"正在检索…", "searching…"},
	sayNoHits:       {"未找到。查的是 %d 个文件：%s", "Nothing found in %d documents for %s"},
	saySearchEmpty:  {"输入词语，边输边找；空格隔开的词须同时出现。\n标题可用拼音首字母。\ntitle: heading: year:2016..2018 可限定范围。", "Type to search; all terms must occur.\nTitles also by pinyin initials.\ntitle: heading: year:2016..2018 narrow it."},
	sayQueryError:   {"检索式有误：%s", "query: %s"},
	sayWidth:        {"正文宽 %d", "text width %d"},
	sayTheme:        {"配色：%s", "theme: %s"},
	sayLibraryOf:    {"%d 个文件", "%d documents"},
	sayUnbound:      {"%s 没有对应的命令（? 看帮助）", "%s does nothing (? helps)"},
	saySelect:       {"选择：h l w b 0 $ j k 移动，y 复制，Y 附出处，Esc 取消", "selecting: h l w b 0 $ j k move, y copies, Y with citation, Esc cancels"},
	saySelectWhole:  {"整段选择：j k } { 移动，y 复制，Y 附出处，Esc 取消", "selecting paragraphs: j k } { move, y copies, Y with citation, Esc cancels"},
	sayFiltered:     {"只列含“%s”的 %d 段（& 再按一次取消）", "%[2]d paragraphs with “%[1]s” (& again for all)"},
	sayNoFilter:     {"显示全文", "all text shown"},
	sayTooMany:      {"“%s”有 %d 处，选一处", "“%s” is %d places: choose one"},
	sayElided:       {"原文省略", "left out"},
	sayTruncated:    {"原文到此为止", "the text ends here"},
	sayMissing:      {"缺号", "missing"},
	sayJustifyOn:    {"两端对齐", "justified"},
	sayJustifyOff:   {"左对齐", "ragged right"},
	sayNoDocs:       {"还没有文件。用 gangmu add 路径 收入文件，或 gangmu 文件 直接打开。", "No documents yet. gangmu add PATH takes some in, gangmu FILE opens one."},
	sayBadKeys:      {"配置：%s", "configuration: %s"},
	sayNoEditor:     {"没有可以打开的文件", "no file to open"},
	saySplitOff:     {"单文件", "one document"},
	sayNoneIn:       {"%s 中没有可读的文件", "no documents in %s"},
	sayNoMatch:      {"没有匹配的", "no match"},
	sayBeside:       {"并排对照", "Beside"},
	saySplitNeed:    {"先打开第二个文件（D）", "open a second document first (D)"},
	sayTypeWhere:    {"要查找，先按 /；检索全部文件，先按 s", "press / to find here, s to search everything"},
	sayNoHitsTry:    {"可试：少用几个词；词~ 容许一字之差；-词 排除；标题可用拼音首字母。", "Try fewer terms; term~ allows one character to differ; titles by pinyin initials."},
	sayNotHere:      {"（不在手边，⏎ 检索）", "(not here; ⏎ searches for it)"},
	sayChosen:       {"已选 %d 字", "%d selected"},
	sayStart:        {"文首", "top"},
	sayDifferences:  {"%d 处差异，按 %s 到下一处", "%d differences; %s goes to the next"},
	sayDiffCount:    {"差异 %s", "diff %s"},
	sayNoDifference: {"两个文件没有差异", "the two documents do not differ"},
	sayNoBeside:     {"先按 %s 对照两个文件", "%s shows two documents side by side first"},
	sayNoneToCite:   {"文库里没有别的文件", "there are no other documents in the library"},
	sayNobodyCites:  {"文库里没有文件引用它", "nothing in the library cites it"},
	sayCiting:       {"被引 %d 处", "cited %d times"},
	sayCitingHere:   {"%s 被引 %d 处，全文 %d 处", "%s cited %d times, all of it %d"},
	sayOrderHint:    {"年:2016..2018 机关: 文号: 状态:旧版  %s 换序", "year:2016..2018 issuer: number: state:older  %s sorts"},
	sayNotInStep:    {"文库没能跟上变化：%v", "the library is not in step: %v"},
	sayNotIndexed:   {"没能建索引：%v", "could not index: %v"},
	sayComparing:    {"正在比较…", "comparing…"},
	sayNoPlace:      {"“%s”不是编号，也不是标题的一部分", "“%s” is no number and no part of a heading"},
}

// say is a string of the interface in the reader's language, with its blanks filled.
func (sh *shell) say(s saying, args ...any) string {
	t := sh.lang.pick(said[s][0], said[s][1])
	if len(args) > 0 {
		return fmt.Sprintf(t, args...)
	}
	return t
}

// cause says why a file cannot be read, without the path, which has been said.
func (sh *shell) cause(path string, err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return sh.say(sayNotThere)
	case errors.Is(err, fs.ErrPermission):
		return sh.say(sayNoPermission)
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	why := err.Error()
	for strings.HasPrefix(why, path+": ") {
		why = strings.TrimPrefix(why, path+": ")
	}
	return words.Lang(sh.lang).One(why)
}

// onOff says what a switch now is.
func (sh *shell) onOff(on bool) string {
	if on {
		return sh.say(sayOn)
	}
	return sh.say(sayOff)
}

// why prints the reason why a number is not in the text, in brackets, so that it does not read
// like a title.
func (sh *shell) why(reason outline.Reason) string {
	s := reason.String()
	switch reason {
	case outline.Elided:
		s = sh.say(sayElided)
	case outline.Truncated:
		s = sh.say(sayTruncated)
	case outline.NoReason, outline.NumberMissing:
		s = sh.say(sayMissing)
	}
	if sh.lang == english || sh.plainUI {
		return " [" + s + "]"
	}
	return "〔" + s + "〕"
}
