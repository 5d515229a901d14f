package outline

import (
	"fmt"
	"regexp"
	"strings"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

var provisional = regexp.MustCompile(`(?m)(?:^|[ 　])(第[一二三四五六七八九十百零〇]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]{1,2}\.)`)

// Parse finds the outline of a document.
func Parse(in Input) *Tree {
	v := in.View
	root := &Section{ID: "0", Kind: Whole, End: len(v.Source)}
	t := &Tree{Root: root, Genre: Report, Regime: Mainland, Meta: Meta{Title: in.Name}}
	for _, m := range provisional.FindAllStringSubmatchIndex(v.Text, -1) {
		lab := text.Span{Start: m[2], End: m[3]}
		rest := v.Text[lab.End:]
		n := strings.IndexAny(rest, "。\n ")
		if n < 0 {
			n = len(rest)
		}
		s := &Section{ID: fmt.Sprint(len(root.Children) + 1), Kind: Level1, Level: 1, Parent: root,
			Label: numbering.Label{Form: numbering.Dun, Number: len(root.Children) + 1, Text: lab.In(v.Text), Span: v.SrcSpan(lab)},
			Title: rest[:n], Start: v.Src(lab.Start), Body: v.Src(lab.End + n), End: len(v.Source)}
		s.TitleSpan = v.SrcSpan(text.Span{Start: lab.End, End: lab.End + n})
		if k := len(root.Children); k > 0 {
			root.Children[k-1].End = s.Start
		}
		root.Children = append(root.Children, s)
	}
	return t
}
