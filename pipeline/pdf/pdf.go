// Package pdf writes a Document as a PDF laid out as an official Vietnamese document: Annex I of Decree
// 30/2020/NĐ-CP, whose sizes and lengths the constants of this package repeat.
//
// A document is first measured and cut into boxes (a line, a row, a chart), then the boxes flow onto pages. fpdf
// only draws: it neither breaks lines nor pages, because it knows no mixed styles, no rows that keep together and
// no headings that keep with what they head.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"tonghop/pipeline"
)

// New returns the writer of PDF files. It may be used by several goroutines at once.
func New() Writer { return Writer{} }

// Writer writes PDF files: it is a pipeline.Writer and a pipeline.Binder.
type Writer struct{}

var _ pipeline.Binder = Writer{}

// Extension is the ending of a PDF file.
func (Writer) Extension() string { return "pdf" }

// Write lays d out and writes it to w; the same document gives the same bytes.
func (Writer) Write(w io.Writer, d *pipeline.Document) error {
	return write(w, []*pipeline.Document{d}, false)
}

// Bind writes documents one after the other into one file, each with page numbers of its own and a bookmark of its title above those of
// its headings. The file's properties are those of the first. The same documents give the same bytes.
func (Writer) Bind(w io.Writer, documents []*pipeline.Document) error {
	if len(documents) == 0 {
		return errors.New("pdf: no documents to bind")
	}
	return write(w, documents, true)
}

// write writes documents, each below a bookmark of its title where they are titled.
func write(w io.Writer, documents []*pipeline.Document, titled bool) error {
	depth := 0
	if titled {
		depth = 1
	}
	p, before := newPen(documents[0]), 0
	var marks []*bookmark
	for _, d := range documents {
		l, err := newLayout(d, before, depth)
		if err != nil {
			return fmt.Errorf("pdf: %q: %w", d.Title, err)
		}
		if titled {
			marks = append(marks, &bookmark{text: oneLine(d.Title), page: before + 1, y: topMargin, sheet: portrait})
		}
		marks = append(marks, l.marks...)
		for i := range l.pages {
			p.page(&l.pages[i])
		}
		before += len(l.pages)
	}
	below := p.outline(marks)
	var file bytes.Buffer
	if err := p.f.Output(&file); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	count(file.Bytes(), below)
	_, err := w.Write(file.Bytes())
	return err
}

// created is the date that the file bears. fpdf takes the clock's where it is zero, and the bytes would differ.
func created(d *pipeline.Document) time.Time {
	if d.Created.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return d.Created
}
