package ref

import (
	"fmt"
	"strings"
	"testing"

	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// sketch makes a document of lines. A line "2>（一） 标题|正文" is a section of level 2, printed as
// （一）标题正文; "2?（二）" a ghost; "1+附件1 标题" an annex; any other line is text of the section
// above it.
func sketch(t *testing.T, regime outline.Regime, genre outline.Genre, lines ...string) Doc {
	t.Helper()
	var sb strings.Builder
	root := &outline.Section{ID: "0", Kind: outline.Whole}
	stack := []*outline.Section{root}
	for _, l := range lines {
		if len(l) < 2 || l[0] < '1' || l[0] > '9' || !strings.ContainsRune(">?+", rune(l[1])) {
			sb.WriteString(l + "\n")
			continue
		}
		level, sign, rest := int(l[0]-'0'), l[1], l[2:]
		lab, ok := numbering.Scan(rest, 0, numbering.AtLine)
		if !ok {
			t.Fatalf("no label in %q", rest)
		}
		stack = stack[:level]
		up := stack[level-1]
		s := &outline.Section{Level: level, Label: lab, Parent: up, Start: sb.Len()}
		s.Label.Span.Start += sb.Len()
		s.Label.Span.End += sb.Len()
		s.Kind = kindOf(lab, regime, genre)
		num := fmt.Sprint(lab.Number)
		if lab.Suffix > 0 {
			num += fmt.Sprint("-", lab.Suffix)
		}
		switch {
		case sign == '+':
			s.Kind, s.ID = outline.Annex, "f"+num
		case up == root:
			s.ID = num
		default:
			s.ID = up.ID + "." + num
		}
		s.Item = s.Kind == outline.Item || s.Kind == outline.Subitem || s.Kind == outline.Enumerated
		if sign == '?' {
			s.Missing, s.Why = true, outline.Elided
			s.Body = s.Start
		} else {
			title, body, _ := strings.Cut(rest[lab.Span.End:], "|")
			s.Title = strings.TrimSpace(title)
			sb.WriteString(lab.Text + title)
			s.Body = sb.Len()
			s.RunIn = body != "" && title != ""
			sb.WriteString(body + "\n")
		}
		up.Children = append(up.Children, s)
		stack = append(stack, s)
	}
	src := sb.String()
	closeSections(root, len(src))
	return Doc{View: text.NewView(src, nil), Tree: &outline.Tree{Root: root, Regime: regime, Genre: genre}}
}

func closeSections(s *outline.Section, end int) {
	s.End = end
	for i, c := range s.Children {
		e := end
		for _, next := range s.Children[i+1:] {
			e = next.Start
			break
		}
		if c.Missing && len(c.Children) == 0 {
			e = c.Start
		}
		closeSections(c, e)
	}
}

func kindOf(l numbering.Label, regime outline.Regime, genre outline.Genre) outline.Kind {
	statute := genre == outline.Statute
	switch l.Form {
	case numbering.Unit:
		return map[string]outline.Kind{"编": outline.Part, "章": outline.Chapter, "节": outline.Subchapter, "条": outline.Article, "部分": outline.Division}[l.Unit()]
	case numbering.Decimal:
		return outline.Clause
	case numbering.Enum:
		return outline.Enumerated
	case numbering.Dun:
		if statute {
			return outline.Item
		}
		return outline.Level1
	case numbering.Paren:
		if statute && regime == outline.Taiwan {
			return outline.Subitem
		}
		if statute {
			return outline.Item
		}
		return outline.Level2
	case numbering.Dot:
		return outline.Level3
	}
	return outline.Level4
}

// report is the outline of a work report with parts left out.
func report(t *testing.T) Doc {
	return sketch(t, outline.Mainland, outline.Report,
		"在协会理事会上的报告",
		"1>一、 关于去年工作的回顾",
		"2>（一） 学习贯彻精神，增添新动力|。去年学得好。",
		"3>一是 领导高度重视|。都来听。",
		"2?（二）",
		"3?1.",
		"3?2.",
		"3?3.",
		"3>4. 家庭帮扶|。坚持做。",
		"3>5. 权益维护|。长沙的群众满意。",
		"3>8. 探索参与公共服务|。好。",
		"2>（三） 加强组织和能力建设|。还是好，见上文（一），详见附件2。",
		"3>一是 健全网络|。",
		"3>二是 推进组织建设|。",
		"1>二、 今年的打算",
		"2>（一） 总体要求|。按前述第三点办。",
		"1+附件1 名单",
		"张三",
		"1+附件2 表格",
		"一览")
}

// law is a statute with an inserted article, paragraphs and items.
func law(t *testing.T) Doc {
	return sketch(t, outline.Mainland, outline.Statute,
		"某某法",
		"1>第一章 总则",
		"2>第一条 |为了甲，制定本法。",
		"2>第二条 |本法适用于乙。",
		"依照前款规定，丙也适用。",
		"1>第二章 权限",
		"2>第一节 甲的权限",
		"3>第十条 |甲行使下列职权：",
		"（一）修改法律；",
		"（二）审查预算；",
		"（三）下列事项：",
		"1.其一；",
		"2.其二。",
		"2>第三节 乙的权限",
		"3>第十二条 |乙行使职权。",
		"乙每年报告一次。",
		"有下列情形之一的，应当公告：",
		"（一）变更的；",
		"（二）撤销的。",
		"违反前款第二项、本条第一款和第十条第三项第2目的，依照前条处理。",
		"3>第十二条之一 |增加的一条。",
		"1>第三章 附则",
		"2>第十四条 |本法自公布之日起施行。")
}

func taiwanLaw(t *testing.T) Doc {
	return sketch(t, outline.Taiwan, outline.Statute,
		"某某條例",
		"1>第一條 |本條例用詞定義如下：",
		"一、甲：指甲。",
		"二、乙：指下列各目：",
		"（一）子。",
		"（二）丑。",
		"前項第二款之乙，由主管機關定之。",
		"1>第二條 |依前條第一項第二款規定辦理。")
}
