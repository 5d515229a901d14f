package extract

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

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
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}
		t, err := in.GetPageTextStructured(&requests.GetPageTextStructured{Page: page, Mode: requests.GetPageTextStructuredModeRects, CollectFontInformation: true})
		if err != nil {
			blank = append(blank, i+1)
			continue
		}
		height := 842.0
		if s, err := in.GetPageSize(&requests.GetPageSize{Page: page}); err == nil && s.Height > 0 {
			height = s.Height
		}
		var spans []pdfSpan
		for _, r := range t.Rects {
			if s := pdfClean(r.Text); strings.TrimSpace(s) != "" {
				p := r.PointPosition
				spans = append(spans, pdfSpan{p.Left, p.Right, p.Top, p.Bottom, r.FontInformation.RenderedSize, s})
				total += len(s)
			}
		}
		if len(spans) == 0 {
			blank = append(blank, i+1)
		}
		if total > maxText {
			return Result{}, errors.New("PDF 的文字大得不合常理 (the PDF holds an absurd amount of text)")
		}
		l.page(i, height, spans)
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

// pdfClean drops what PDFium adds for its own use: line ends, and the sign that it puts for a
// hyphen at the end of a line.
func pdfClean(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\r', '\n', 0, 0xfffe, 0x02:
			return -1
		case '\t':
			return ' '
		}
		return r
	}, s)
}
