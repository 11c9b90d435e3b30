// Package pdf writes a Document as a PDF laid out as an official Vietnamese document: Annex I of Decree
// 30/2020/NĐ-CP, whose sizes and lengths the constants of this package repeat.
//
// A document is first measured and cut into boxes (a line, a row, a chart), then the boxes flow onto pages. fpdf
// only draws: it neither breaks lines nor pages, because it knows no mixed styles, no rows that keep together and
// no headings that keep with what they head.
package pdf

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"tonghop/pipeline"
)

// New returns the writer of PDF files. It may be used by several goroutines at once.
func New() pipeline.Writer { return writer{} }

type writer struct{}

// Extension is the ending of a PDF file.
func (writer) Extension() string { return "pdf" }

// Write lays d out and writes it to w; the same document gives the same bytes.
func (writer) Write(w io.Writer, d *pipeline.Document) error {
	sections, err := sectionsOf(d)
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	p := newPen(d)
	for _, s := range sections {
		p.flow(s)
	}
	p.writeBookmarks()
	var b bytes.Buffer
	if err := p.f.Output(&b); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// created is the date that the file bears. fpdf takes the clock's where it is zero, and the bytes would differ.
func created(d *pipeline.Document) time.Time {
	if d.Created.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return d.Created
}
