package main

import (
	"cmp"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/library"
	"gangmu/corpus/outline"
	"gangmu/corpus/ref"
	"gangmu/corpus/text"
	"gangmu/corpus/words"
)

func (a *app) refsVerb() *cobra.Command {
	var asJSON, by, lacking bool
	cmd := &cobra.Command{
		Use:   "refs [FILE [REF]]",
		Short: a.t("引用：引了哪些条文、被谁引用、文库还缺哪些被引的文件", "references: what a document cites, who cites it, what the library lacks"),
		Long: a.t(`列出文件（或其中一节）里的引用，以及它们指到哪里：本文件的条文，或文库里最新版本的文件。
--by 反过来，列出文库里引用这个文件（或这一节）的地方；--lacking 列出文库里被引用、却没有收入的文件。`,
			`Lists the references in a document (or a section of it) and where they lead: to its own sections, or to the
newest version of another document in the library. --by lists who in the library cites the document (or the
section); --lacking lists the documents that are cited in the library and not in it.`),
		Example: `  gangmu refs law.md 第十二条
  gangmu refs --by 民法典.md 第一千零四十二条
  gangmu refs --lacking`,
		Args:              a.args(0, 2),
		ValidArgsFunction: a.completeRef,
		RunE: func(_ *cobra.Command, args []string) error {
			if lacking != (len(args) == 0) {
				return a.fail(a.t("要么给出 FILE，要么用 --lacking", "give either FILE or --lacking"), a.t("用法见 gangmu help refs", "See gangmu help refs"))
			}
			docs, err := a.named()
			if err != nil {
				return err
			}
			if lacking {
				return a.refsLacking(docs, asJSON)
			}
			d, err := a.open(args[0])
			if err != nil {
				return err
			}
			within := text.Span{End: len(d.Source)}
			if len(args) == 2 {
				to := a.resolve(d, args[1])
				if to == nil {
					return nil
				}
				within = to[0].Span
			}
			if by {
				return a.refsTo(d, within, len(args) == 2, docs, asJSON)
			}
			return a.refsFrom(d, within, docs, asJSON)
		},
	}
	cmd.Flags().BoolVar(&by, "by", false, a.t("谁引用了它", "who cites it"))
	cmd.Flags().BoolVar(&lacking, "lacking", false, a.t("文库里被引用而没有收入的文件", "documents that are cited in the library and not in it"))
	cmd.Flags().BoolVar(&asJSON, "json", false, a.t("输出 JSON，一行一条", "print JSON, one object a line"))
	return cmd
}

// A refJSON is one reference: where it stands and where it leads.
type refJSON struct {
	Path    string   `json:"path"`
	Section string   `json:"section"`
	Line    int      `json:"line"`
	Column  int      `json:"column"`
	Start   int      `json:"start"`
	End     int      `json:"end"`
	Text    string   `json:"text"`
	Title   string   `json:"title,omitempty"`   // of another document
	Number  string   `json:"number,omitempty"`  // 文号 of another document
	ToPath  string   `json:"to_path,omitempty"` // the document it leads to
	To      string   `json:"to,omitempty"`      // and the section
	Also    []toJSON `json:"also,omitempty"`    // the other places that it names: 第三条、第五条
	Missing string   `json:"missing,omitempty"` // why it leads nowhere
}

// A toJSON is where a reference leads.
type toJSON struct {
	Path string `json:"to_path"`
	To   string `json:"to,omitempty"`
}

// A catalogue is the documents of the library, as far as their names go.
type catalogue struct {
	lib   *library.Library
	list  []library.Listed // those that could be read
	paths []string
	named []ref.Named
	names *ref.Catalogue
	open  map[string]*ref.Resolver
}

func (a *app) named() (*catalogue, error) {
	lib, err := library.Open(a.libraryDir())
	if err != nil {
		return nil, err
	}
	x, err := a.openIndex(lib)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	c := &catalogue{lib: lib, open: map[string]*ref.Resolver{}}
	for _, d := range x.List() {
		if d.Error == "" {
			c.list = append(c.list, d)
			c.paths = append(c.paths, d.Path)
			c.named = append(c.named, ref.Named{Title: d.Title, Number: d.Number, Date: d.Version(), Regime: d.Regime})
		}
	}
	c.names = ref.NewCatalogue(c.named)
	return c, nil
}

// find gives the path of the document that a reference to another document means; "" if the
// library has none.
func (c *catalogue) find(r ref.Ref) string {
	best := c.names.Find(r)
	if len(best) == 0 {
		return ""
	}
	return c.paths[best[0]]
}

const versions = 12 // that are opened to look for a section

// follow finds the section that a reference names, in the first of the documents that it may mean which
// has it: of a code that is kept in several files, in one of them. Without a section it is the first document.
func (c *catalogue) follow(r ref.Ref) (path string, to []ref.Target) {
	best := c.names.Find(r)
	for _, i := range best[:min(versions, len(best))] {
		if len(r.Paths) == 0 {
			return c.paths[i], nil
		}
		if resolver := c.resolver(c.paths[i]); resolver != nil {
			if to := resolver.Follow(r).Targets; len(to) > 0 {
				return c.paths[i], to
			}
		}
	}
	return c.find(r), nil
}

func (c *catalogue) resolver(path string) *ref.Resolver {
	r, ok := c.open[path]
	if !ok {
		if d, err := corpus.Open(path); err == nil {
			r = resolverOf(d, words.Simplified) // its messages are not printed
		}
		c.open[path] = r
	}
	return r
}

func resolverOf(d *corpus.Document, l words.Lang) *ref.Resolver {
	return ref.New(ref.Doc{View: d.View, Tree: d.Tree, Marks: d.Marks, Lang: l})
}

// at says where a reference stands.
func at(d *corpus.Document, r ref.Ref) refJSON {
	line, column := d.Position(r.Span.Start)
	return refJSON{Path: d.Path, Section: d.SectionAt(r.Span.Start).ID, Line: line, Column: column,
		Start: d.Rune(r.Span.Start), End: d.Rune(r.Span.End), Text: oneLine(safe(r.Text)), Title: r.Title, Number: r.Number, Missing: r.Missing}
}

// refsFrom prints the references in a span of d.
func (a *app) refsFrom(d *corpus.Document, span text.Span, docs *catalogue, asJSON bool) error {
	refs := resolverOf(d, a.words()).Find(span)
	if len(refs) == 0 {
		a.code = exitNothing
	}
	for _, r := range refs {
		j := at(d, r)
		for _, one := range r.Each() {
			path, to := d.Path, one.Targets
			if one.External() {
				path, to = docs.follow(one)
			}
			switch {
			case path == "":
				j.Missing = a.t("文库里没有这个文件", "not in the library")
			case len(to) > 0:
				j.lead(toJSON{path, headingID(to[0].Section)})
			case !one.External() || len(one.Paths) == 0:
				j.lead(toJSON{Path: path})
			default:
				j.lead(toJSON{Path: path})
				j.Missing = a.t("该文件里没有这一节", "no such section there")
			}
		}
		if err := a.printRef(j, asJSON); err != nil {
			return err
		}
	}
	return nil
}

// lead adds a place that the reference leads to.
func (j *refJSON) lead(to toJSON) {
	switch {
	case j.ToPath == "", j.To == "" && j.ToPath == to.Path:
		j.ToPath, j.To = to.Path, to.To
	case to.To != "":
		j.Also = append(j.Also, to)
	}
}

func headingID(s *outline.Section) string {
	if s == nil {
		return ""
	}
	return s.ID
}

func (a *app) printRef(j refJSON, asJSON bool) error {
	if asJSON {
		j.Path, j.ToPath = pathJSON(j.Path), pathJSON(j.ToPath)
		for i := range j.Also {
			j.Also[i].Path = pathJSON(j.Also[i].Path)
		}
		return a.printJSON(j, "")
	}
	to := j.Missing
	if j.To != "" || j.Missing == "" {
		to = shortPath(j.ToPath) + ":" + j.To
		if j.ToPath == j.Path {
			to = j.To
		}
	}
	for last, k := j.ToPath, 0; k < len(j.Also); k++ {
		to += ", "
		if t := j.Also[k]; t.Path != last {
			to += shortPath(t.Path) + ":"
			last = t.Path
		}
		to += j.Also[k].To
	}
	a.printf("%s:%d:%d: %s → %s\n", shortPath(j.Path), j.Line, j.Column, j.Text, to)
	return nil
}

// refsTo prints who in the library cites d, or the section of d that span is.
func (a *app) refsTo(d *corpus.Document, span text.Span, section bool, docs *catalogue, asJSON bool) error {
	key := ref.TitleKey(d.Tree.Meta.Title)
	if key == "" {
		return a.about(d.Path, a.fail(a.t("这个文件没有标题，无从查找谁引用它", "the document has no title by which to find who cites it"), ""))
	}
	resolver := resolverOf(d, a.words())
	cited, err := a.citations(docs)
	if err != nil {
		return err
	}
	found, held := false, slices.Contains(docs.paths, d.Path)
	for i, list := range cited {
		citing := docs.paths[i]
		if citing == d.Path {
			continue
		}
		for _, c := range list {
			if ref.TitleKey(c.Title) != key || c.Year != 0 && held && docs.find(c.Ref) != d.Path {
				continue // another document, or another version of this one
			}
			targets := resolver.Follow(c.Ref).Targets
			if section && !slices.ContainsFunc(targets, func(t ref.Target) bool { return span.Covers(t.Span) || t.Span.Covers(span) }) {
				continue
			}
			j := refJSON{Path: citing, Section: c.Section, Line: c.Line, Column: c.Column, Start: c.Start, End: c.End,
				Text: oneLine(safe(c.Text)), Title: c.Title, Number: c.Number, ToPath: d.Path}
			if len(c.Paths) > 0 && len(targets) > 0 {
				j.To = headingID(targets[0].Section)
			}
			found = true
			if err := a.printRef(j, asJSON); err != nil {
				return err
			}
		}
	}
	if !found {
		a.code = exitNothing
	}
	return nil
}

// citations are those in every document of the library. Reading them the first time takes a while.
func (a *app) citations(docs *catalogue) ([][]library.Citation, error) {
	note := time.Now()
	return library.OpenCitations(docs.lib.Dir).Of(a.ctx, docs.list, func(done, total int) {
		if time.Since(note) > lineEvery {
			note = time.Now()
			a.note("%d/%d", done, total)
		}
	})
}

// A lackJSON is a document that is cited and not in the library.
type lackJSON struct {
	Title     string   `json:"title"`
	Citations int      `json:"citations"`
	Documents int      `json:"documents"` // that cite it
	Examples  []string `json:"examples"`  // paths of some of them
	last      string
}

// refsLacking prints the documents that are cited and not in the library, the most cited first.
func (a *app) refsLacking(docs *catalogue, asJSON bool) error {
	cited, err := a.citations(docs)
	if err != nil {
		return err
	}
	lack := map[string]*lackJSON{}
	have := map[string]bool{}
	for i, list := range cited {
		for _, c := range list {
			key := ref.TitleKey(c.Title)
			if key == "" || have[key] {
				continue
			}
			l := lack[key]
			if l == nil {
				if docs.find(c.Ref) != "" {
					have[key] = true
					continue
				}
				l = &lackJSON{Title: c.Title}
				lack[key] = l
			}
			l.Citations++
			if path := docs.paths[i]; l.last != path {
				l.last = path
				l.Documents++
				if len(l.Examples) < 3 {
					l.Examples = append(l.Examples, pathJSON(path))
				}
			}
		}
	}
	return a.printLacking(lack, asJSON)
}

func (a *app) printLacking(lack map[string]*lackJSON, asJSON bool) error {
	var list []*lackJSON
	for _, l := range lack {
		list = append(list, l)
	}
	slices.SortFunc(list, func(x, y *lackJSON) int {
		return cmp.Or(-cmp.Compare(x.Citations, y.Citations), cmp.Compare(x.Title, y.Title))
	})
	if len(list) == 0 {
		a.code = exitNothing
	}
	for _, l := range list {
		if asJSON {
			if err := a.printJSON(l, ""); err != nil {
				return err
			}
			continue
		}
		a.printf(a.t("%5d 次  %3d 个文件  《%s》\n", "%5d times  %3d documents  《%s》\n"), l.Citations, l.Documents, oneLine(safe(l.Title)))
	}
	return nil
}
