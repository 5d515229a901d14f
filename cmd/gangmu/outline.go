package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
)

func (a *app) outlineVerb() *cobra.Command {
	var format string
	var depth int
	cmd := &cobra.Command{
		Use:   "outline FILE",
		Short: a.t("提纲：层次、编号、标题", "the section tree"),
		Example: `  gangmu outline report.txt
  gangmu outline report.txt --depth 2
  gangmu outline report.txt --format json | jq '.sections[].title'`,
		Args:              a.args(1, 1),
		ValidArgsFunction: a.completeFile,
		RunE: func(_ *cobra.Command, args []string) error {
			if depth < 0 {
				return a.fail(a.t("--depth 不能是负数", "--depth cannot be negative"), a.t("0 表示全部层次", "0 means every level"))
			}
			d, err := a.open(args[0])
			if err != nil {
				return err
			}
			if len(d.Tree.Root.Children) == 0 {
				a.code = exitNothing
			}
			switch format {
			case "json":
				return a.printJSON(outlineOf(d, depth), "  ")
			case "markdown":
				markdownOutline(a.out, d, depth)
			case "opml":
				return opmlOutline(a.out, d, depth)
			default:
				a.treeOutline(d, depth)
			}
			return nil
		},
	}
	a.oneOfVar(cmd, cmd.Flags().VarP, &format, "format", a.t("格式", "format"), "tree", "json", "markdown", "opml")
	cmd.Flags().IntVar(&depth, "depth", 0, a.t("只要前 N 层（0 = 全部）", "only the first N levels (0 = all)"))
	return cmd
}

// printJSON writes v, indented by indent at each level ("" = all on one line).
func (a *app) printJSON(v any, indent string) error { return writeJSON(a.out, v, indent) }

func writeJSON(w io.Writer, v any, indent string) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	return enc.Encode(v)
}

type outlineJSON struct {
	Path     string        `json:"path"`
	Title    string        `json:"title"`
	Genre    outline.Genre `json:"genre"`
	Encoding string        `json:"encoding"`
	Runes    int           `json:"runes"`
	Sections []sectionJSON `json:"sections"`
}

type sectionJSON struct {
	ID       string        `json:"id"`
	Level    int           `json:"level"`
	Label    string        `json:"label"`
	Number   int           `json:"number"`
	Suffix   int           `json:"suffix"`
	Form     string        `json:"form"`
	Title    string        `json:"title"`
	Start    int           `json:"start"`
	Body     int           `json:"body"`
	End      int           `json:"end"`
	Missing  bool          `json:"missing"`
	Inferred bool          `json:"inferred"`
	RunIn    bool          `json:"runin"`
	Item     bool          `json:"item,omitempty"`
	Why      string        `json:"why,omitempty"`
	Children []sectionJSON `json:"children"`
}

func outlineOf(d *corpus.Document, depth int) outlineJSON {
	return outlineJSON{Path: pathJSON(d.Path), Title: d.Tree.Meta.Title, Genre: d.Tree.Genre, Encoding: d.Encoding,
		Runes: d.Rune(len(d.Source)), Sections: sectionsOf(d, d.Tree.Root.Children, 1, depth)}
}

func sectionsOf(d *corpus.Document, sections []*outline.Section, nesting, depth int) []sectionJSON {
	list := []sectionJSON{}
	for _, s := range sections {
		if tooDeep(s, nesting, depth) {
			continue
		}
		list = append(list, sectionJSON{ID: s.ID, Level: s.Level, Label: s.Label.Text, Number: s.Label.Number,
			Suffix: s.Label.Suffix, Form: s.Label.Shape(), Title: strings.TrimSpace(s.Title),
			Start: d.Rune(s.Start), Body: d.Rune(s.Body), End: d.Rune(s.End),
			Missing: s.Missing, Inferred: s.Inferred, RunIn: s.RunIn, Item: s.Item, Why: s.Why.String(),
			Children: sectionsOf(d, s.Children, nesting+1, depth)})
	}
	return list
}

// tooDeep reports whether --depth leaves the section out. Headings without a number have no level;
// for them nesting counts.
func tooDeep(s *outline.Section, nesting, depth int) bool {
	level := s.Level
	if level == 0 {
		level = nesting
	}
	return depth > 0 && level > depth
}

// headingOf is a section's heading in one line: label and title.
func headingOf(s *outline.Section) string {
	title := s.Title
	if s.Missing && title == "" {
		title = "〔缺〕"
	}
	label := safe(s.Label.Text)
	title = strings.TrimSpace(oneLine(safe(title)))
	if label == "" || title == "" || spaceless(s.Label) {
		return label + title
	}
	return label + "　" + title
}

// spaceless reports whether a title follows the label without a blank: 一、 （一） 一是, here also 1.
func spaceless(l numbering.Label) bool {
	return !l.Spaced() || strings.HasSuffix(l.Text, ".") || strings.HasSuffix(l.Text, "．")
}

// treeOutline prints the tree: the number by which show and the reader's g find a section, then
// label and title, indented by level.
func (a *app) treeOutline(d *corpus.Document, depth int) {
	a.printf("%s\n", shortName(d))
	width := 0
	walk(d.Tree.Root.Children, 1, depth, func(s *outline.Section, _ int) { width = max(width, len(s.ID)) })
	walk(d.Tree.Root.Children, 1, depth, func(s *outline.Section, nesting int) {
		line := headingOf(s)
		if s.Title == "" && !s.Missing {
			line += a.preview(d, s)
		}
		if s.Missing && s.Why != outline.NoReason {
			line += "  — " + a.why(s.Why)
		}
		id := fmt.Sprintf("%-*s", width, s.ID)
		if a.color(a.Out) {
			id = dim(id)
			if s.Missing {
				line = dim(line)
			}
		}
		a.printf("%s  %s%s\n", id, strings.Repeat("  ", nesting-1), line)
	})
}

// preview is the beginning of a section that has no title: an article, an item.
func (a *app) preview(d *corpus.Document, s *outline.Section) string {
	body := safe(d.Opening(s, previewRunes+1))
	if body == "" {
		return ""
	}
	if runes := []rune(body); len(runes) > previewRunes {
		body = string(runes[:previewRunes]) + "…"
	}
	if a.color(a.Out) {
		body = dim(body)
	}
	if spaceless(s.Label) {
		return body
	}
	return "　" + body
}

const previewRunes = 30

// walk calls f for every section that depth leaves in, with its nesting from 1.
func walk(sections []*outline.Section, nesting, depth int, f func(*outline.Section, int)) {
	for _, s := range sections {
		if !tooDeep(s, nesting, depth) {
			f(s, nesting)
			walk(s.Children, nesting+1, depth, f)
		}
	}
}

// why puts the reason of a ghost into the user's language.
func (a *app) why(reason outline.Reason) string {
	switch reason {
	case outline.Elided:
		return a.t("原文省略", "left out of the source")
	case outline.NumberMissing:
		return a.t("缺号", "the number is missing")
	case outline.Truncated:
		return a.t("原文未完", "the source ends early")
	}
	return reason.String()
}

// markdownOutline prints a nested list, which every Markdown tool and mind map reads.
func markdownOutline(w io.Writer, d *corpus.Document, depth int) {
	fmt.Fprintf(w, "# %s\n\n", shortName(d))
	walk(d.Tree.Root.Children, 1, depth, func(s *outline.Section, nesting int) {
		// A backslash keeps "1." and "4." from becoming a list of Markdown's own.
		line := strings.NewReplacer("*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "<", `\<`).Replace(headingOf(s))
		if s.Label.Form == numbering.Dot {
			line = strings.Replace(line, ".", `\.`, 1)
		}
		if s.Missing {
			line = "*" + line + "*"
		}
		fmt.Fprintf(w, "%s- %s\n", strings.Repeat("  ", nesting-1), line)
	})
}

type opml struct {
	XMLName xml.Name   `xml:"opml"`
	Version string     `xml:"version,attr"`
	Title   string     `xml:"head>title"`
	Body    []opmlNode `xml:"body>outline"`
}

type opmlNode struct {
	Text     string     `xml:"text,attr"`
	Children []opmlNode `xml:"outline"`
}

// opmlOutline prints OPML 2.0, for outliners and mind maps.
func opmlOutline(w io.Writer, d *corpus.Document, depth int) error {
	var nodes func(sections []*outline.Section, nesting int) []opmlNode
	nodes = func(sections []*outline.Section, nesting int) (list []opmlNode) {
		for _, s := range sections {
			if !tooDeep(s, nesting, depth) {
				list = append(list, opmlNode{Text: headingOf(s), Children: nodes(s.Children, nesting+1)})
			}
		}
		return list
	}
	io.WriteString(w, xml.Header)
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(opml{Version: "2.0", Title: shortName(d), Body: nodes(d.Tree.Root.Children, 1)}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
