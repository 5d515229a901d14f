package extract

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	pdfium "github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"

	"gangmu/corpus/text"
)

// pdfTime is the longest that one PDF may take.
const pdfTime = 3 * time.Minute

// isPDF looks for the header, which by the implementation notes of the standard may stand
// anywhere in the first kilobyte.
func isPDF(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}

func readPDF(name string, data []byte) (Result, error) {
	engine, err := pdfEngine()
	if err != nil {
		return Result{}, fmt.Errorf("PDF 引擎启动失败 (the PDF engine does not start: %w)", err)
	}
	type answer struct {
		r   Result
		err error
	}
	done := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			if p := recover(); p != nil {
				a = answer{err: fmt.Errorf("PDF 已损坏 (damaged PDF: %v)", p)}
			}
			done <- a
		}()
		in, err := engine.GetInstance(pdfTime)
		if err != nil {
			a.err = fmt.Errorf("PDF 引擎忙 (the PDF engine is busy: %w)", err)
			return
		}
		defer in.Close()
		a.r, a.err = pdfText(in, data)
	}()
	select {
	case a := <-done:
		return a.r, a.err
	case <-time.After(pdfTime):
		return Result{}, fmt.Errorf("PDF 太复杂，%v 内没有读完 (the PDF takes too long)", pdfTime)
	}
}

func pdfText(in pdfium.Pdfium, data []byte) (Result, error) {
	opened, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return Result{}, errors.New("PDF 加了密码；请先用阅读器去掉密码再打开 (an encrypted PDF: remove the password first)")
	case err != nil:
		return Result{}, fmt.Errorf("PDF 已损坏 (damaged PDF: %w)", err)
	}
	doc := opened.Document
	defer in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc})
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
	if err != nil {
		return Result{}, fmt.Errorf("PDF 已损坏 (damaged PDF: %w)", err)
	}
	if count.PageCount == 0 {
		return Result{}, errors.New("PDF 没有页 (a PDF without pages)")
	}
	var l pdfLayout
	var blank []int
	total := 0
	for i := range count.PageCount {
		height, spans, turned, err := pdfPage(in, requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}})
		if err != nil || len(spans) == 0 {
			blank = append(blank, i+1)
		}
		for _, s := range spans {
			total += len(s.text)
		}
		if total > maxText {
			return Result{}, errors.New("PDF 的文字大得不合常理 (the PDF holds an absurd amount of text)")
		}
		l.page(i, height, spans)
		l.watermark(i, turned)
	}
	// A stamp or a page number does not make a scan a text.
	if scanned := len(blank)*10 >= count.PageCount*9; total == 0 || scanned && total < 30*count.PageCount {
		return Result{}, fmt.Errorf("这是扫描件：%d 页都是图像，没有文字；请先做文字识别 (OCR) 再打开 (a scanned PDF without text: run OCR first)", count.PageCount)
	}
	r := l.result()
	for _, p := range blank {
		at := l.pageStart(p - 1)
		r.Marks = append(r.Marks, text.Mark{Kind: text.MarkDamage, Span: text.Span{Start: at, End: at}, Why: fmt.Sprintf("第%d页没有文字（空白或图像）", p)})
	}
	return r, nil
}

// pdfPage reads the characters of a page and joins those that stand side by side into runs.
// Characters that are turned on a page that is not, a watermark, come apart.
//
// PDFium's own runs (its rectangles) are not used: where boxes of two fonts overlap, as Western
// quotation marks do with Chinese, it gives text of one in both.
func pdfPage(in pdfium.Pdfium, page requests.Page) (height float64, spans, turned []pdfSpan, err error) {
	height = 842
	if s, err := in.GetPageSize(&requests.GetPageSize{Page: page}); err == nil && s.Height > 0 {
		height = s.Height
	}
	loaded, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return height, nil, nil, err
	}
	text := loaded.TextPage
	defer in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text})
	count, err := in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return height, nil, nil, err
	}
	var r pdfRuns
	for i := range count.Count {
		u, err := in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return height, nil, nil, err
		}
		box, err := in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
		if err != nil {
			return height, nil, nil, err
		}
		b := box.Rect
		if r.add(rune(u.Unicode), float64(b.Left), float64(b.Right), float64(b.Top), float64(b.Bottom)) {
			a, err := in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i})
			if err == nil {
				r.turn(float64(a.CharAngle))
			}
		}
	}
	spans, turned = r.result()
	return height, spans, turned, nil
}

// pdfRuns joins the characters of a page into runs.
type pdfRuns struct {
	spans []pdfSpan
	high  rune // the first half of a character of two surrogates
	guess bool // PDFium guessed a blank before the next character
}

// add takes a character and its box and reports whether it begins a run.
func (p *pdfRuns) add(c rune, x0, x1, top, bottom float64) bool {
	switch {
	case c == '\r' || c == '\n' || c == 0xfffe || c == 0x02: // PDFium's own: line ends, a hyphen at one
		p.guess = true
		return false
	case (c == ' ' || c == '\t') && x1-x0 < 0.01:
		p.guess = true
		return false
	case c == '\t':
		c = ' '
	case c == 0:
		c = utf8.RuneError // a code that no table of the font gives a character for
	case utf16.IsSurrogate(c):
		if full := utf16.DecodeRune(p.high, c); full != utf8.RuneError {
			p.high = 0
			if n := len(p.spans); n > 0 {
				s := &p.spans[n-1]
				s.text = strings.TrimSuffix(s.text, "\uFFFD") + string(full)
				s.x1 = max(s.x1, x1)
			}
			return false
		}
		p.high = c
		c = utf8.RuneError
	}
	if x1 < x0 {
		x0, x1 = x1, x0
	}
	if top < bottom {
		top, bottom = bottom, top
	}
	guess := p.guess
	p.guess = false
	// A Chinese character is as wide as the type is large; Western type is told by its height.
	cjk := c >= 0x2e80 && x1 > x0
	size := 0.8 * (top - bottom)
	if cjk {
		size = x1 - x0
	}
	if n := len(p.spans); n > 0 {
		s := &p.spans[n-1]
		mid, gap := (top+bottom)/2, x0-s.x1
		last, _ := utf8.DecodeLastRuneInString(s.text)
		western := last < 0x2e80 && c < 0x2e80 && last != ' ' && c != ' '
		near := 0.15 * max(size, s.size)
		if s.bottom < mid && mid < s.top && -2*near < gap && (gap < near || gap < 0.5*size && western && guess) {
			if western && guess {
				s.text += " "
			}
			s.text += string(c)
			s.x1 = max(s.x1, x1)
			s.top, s.bottom = max(s.top, top), min(s.bottom, bottom)
			switch {
			case cjk && !s.cjk:
				s.size, s.cjk = size, true
			case cjk == s.cjk:
				s.size = max(s.size, size)
			}
			return false
		}
	}
	p.spans = append(p.spans, pdfSpan{x0: x0, x1: x1, top: top, bottom: bottom, size: size, text: string(c), cjk: cjk, guess: guess})
	return true
}

// turn says by how much, in radians, the run that was begun last is turned. Slanted type counts
// up to a third of a right angle, and is not turned.
func (p *pdfRuns) turn(angle float64) {
	angle = math.Mod(angle+2*math.Pi, 2*math.Pi)
	p.spans[len(p.spans)-1].turned = angle > 0.45 && angle < 2*math.Pi-0.45
}

// result parts the runs that are turned, unless that is most of the page.
func (p *pdfRuns) result() (spans, turned []pdfSpan) {
	straight, aside := 0, 0
	for _, s := range p.spans {
		if strings.TrimSpace(s.text) == "" {
			continue
		}
		if s.turned {
			turned = append(turned, s)
			aside += len(s.text)
		} else {
			spans = append(spans, s)
			straight += len(s.text)
		}
	}
	if aside > straight {
		return append(spans, turned...), nil
	}
	return spans, turned
}
