// Package preview writes a document as plain text for a terminal: what a person reads to judge a report before it is written. What a
// workbook has behind the report, its Supplements, is left out.
package preview

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strings"

	"tonghop/pipeline"
)

// width is how many characters a line has at most.
const width = 100

// Writer writes documents as text. It is a pipeline.Writer.
type Writer struct{}

// Extension is the file's ending.
func (Writer) Extension() string { return "txt" }

// Write writes a document.
func (Writer) Write(w io.Writer, d *pipeline.Document) error {
	p := &page{}
	p.letterhead(&d.Letterhead)
	signed := false
	for i, block := range d.Blocks {
		if annex, ok := block.(pipeline.Annex); ok {
			if !signed {
				p.signature(d)
			}
			signed = true
			p.annex(annex)
			continue
		}
		p.block(block, d.Blocks[i:])
	}
	if !signed {
		p.signature(d)
	}
	_, err := w.Write(p.text.Bytes())
	return err
}

// Bind writes several documents, each under the names of its files. It makes a Writer a pipeline.Binder.
func (wr Writer) Bind(w io.Writer, documents []*pipeline.Document) error {
	for i, d := range documents {
		p := &page{}
		if i > 0 {
			p.line("")
		}
		p.line(doubled(d))
		p.line("")
		if _, err := w.Write(p.text.Bytes()); err != nil {
			return err
		}
		if err := wr.Write(w, d); err != nil {
			return err
		}
	}
	return nil
}

// doubled is a double line with the names of a document's files.
func doubled(d *pipeline.Document) string {
	var names []string
	for _, extension := range slices.Sorted(maps.Keys(d.Files)) {
		names = append(names, clean(d.Files[extension]+"."+extension))
	}
	line := "══ " + strings.Join(names, ", ") + " "
	return line + strings.Repeat("═", max(0, width-long(line)))
}

// page is the text so far.
type page struct{ text bytes.Buffer }

// line writes a line without the spaces at its end.
func (p *page) line(text string) {
	p.text.WriteString(strings.TrimRight(text, " "))
	p.text.WriteByte('\n')
}

func (p *page) lines(texts []string) {
	for _, text := range texts {
		p.line(text)
	}
}

// gap leaves a line empty, unless the last one is.
func (p *page) gap() {
	if text := p.text.Bytes(); len(text) > 0 && !bytes.HasSuffix(text, []byte("\n\n")) {
		p.line("")
	}
}

func (p *page) block(block pipeline.Block, from []pipeline.Block) {
	switch b := block.(type) {
	case pipeline.Heading:
		p.gap()
		p.lines(indented(wrapped(b.Text, width-4), "    "))
	case pipeline.Paragraph:
		p.lines(hanging(inlines(b.Inlines), "    ", ""))
	case pipeline.List:
		for _, item := range b.Items {
			p.lines(hanging(inlines(item.Inlines), "    - ", "      "))
		}
	case pipeline.Table:
		p.table(&b)
	case pipeline.Chart:
		p.chart(&b)
	case pipeline.Contents:
		p.contents(b.Title, from)
	}
}

// inlines is running text on one line.
func inlines(of []pipeline.Inline) string {
	var b strings.Builder
	for _, inline := range of {
		if inline.Figure != nil {
			b.WriteString(inline.Figure.Quantity.Prose())
			continue
		}
		b.WriteString(inline.Text)
	}
	return b.String()
}

// contents lists the headings of level 1 of the body, and the annexes.
func (p *page) contents(title string, blocks []pipeline.Block) {
	p.gap()
	p.lines(centred(title, width))
	for _, entry := range pipeline.ContentsOf(blocks) {
		text := entry.Text
		if entry.Annex != "" {
			text = entry.Annex + ": " + text
		}
		p.lines(hanging(text, "    ", "        "))
	}
}

func (p *page) annex(a pipeline.Annex) {
	p.gap()
	p.line(strings.Repeat("─", width))
	p.lines(centred(a.Label(), width))
	p.lines(centred(a.Title, width))
	p.lines(centred(a.Reference, width))
	p.gap()
}
