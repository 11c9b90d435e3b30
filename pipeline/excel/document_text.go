package excel

import (
	"tonghop/pipeline"

	"github.com/xuri/excelize/v2"
)

// bodySize is the size of running text (Decree 30/2020: 13–14).
const bodySize = 13

// Two columns, so that letterhead and signature stand side by side; together as wide as the text on A4.
var textWidths = []float64{30, 52}

// The beginnings of paragraphs. Excel cannot indent a first line, so that two em spaces stand for it.
const (
	firstIndent = "\u2003\u2003"
	listMark    = "- "
)

var (
	bodyText  = look{size: bodySize, across: "justify", down: "top", wrap: true}
	headings  = map[int]look{1: {size: bodySize, bold: true, down: "center", wrap: true}, 2: {size: bodySize, bold: true, down: "center", wrap: true}}
	heading3  = look{size: bodySize, down: "center", wrap: true}
	titleText = look{size: 14, bold: true, across: "center", down: "center", wrap: true}
	underText = look{size: bodySize, italic: true, across: "center", down: "center", wrap: true}
	linkText  = look{size: bodySize, italic: true, across: "center", down: "center", wrap: true, color: linkColor, underline: true}

	contentsText = look{size: bodySize, across: "left", down: "center", wrap: true, color: linkColor, underline: true}
)

// textSheet is a sheet of running text, written downwards.
type textSheet struct {
	*canvas
	row  int // the next row
	tail int // where the last paragraph begins, if nothing else came after it; 0 otherwise
}

func (r *report) newText() *textSheet {
	sheet := r.sheet(textWidths)
	sheet.prose = true
	return &textSheet{canvas: sheet, row: 1}
}

// words is the sheet on which running text goes on; an annex gets one with its first words.
func (r *report) words() *textSheet {
	if r.text == nil {
		r.text = r.newText()
		r.text.row = r.annexTitle(r.text.canvas, r.text.row)
	}
	return r.text
}

// gap leaves a low row empty.
func (t *textSheet) gap(points float64) {
	t.heights[t.row] = points
	t.row++
}

func (t *textSheet) full(value any, l look) place {
	at := t.line(t.row, 1, len(t.widths), value, l)
	t.row++
	return at
}

// together puts a page break before rows that would be torn over two pages. The heights of rows are known only when the
// sheet is written.
func (t *textSheet) together(from, to int) {
	const page = (297 - 2*marginTop) / 25.4 * 72 // points
	t.also(func(file *excelize.File) error {
		used, block := 0.0, 0.0
		for row := 1; row < from; row++ {
			if used += t.heights[row]; used > page {
				used = t.heights[row]
			}
		}
		for row := from; row <= to; row++ {
			block += t.heights[row]
		}
		if used+block <= page || block > page {
			return nil
		}
		return file.InsertPageBreak(t.name, place{from, 1}.String())
	})
}

// isWords tells whether a block is running text.
func isWords(block pipeline.Block) bool {
	switch block.(type) {
	case pipeline.Heading, pipeline.Paragraph, pipeline.List:
		return true
	}
	return false
}

// block writes a block of running text.
func (t *textSheet) block(block pipeline.Block) {
	switch block := block.(type) {
	case pipeline.Heading:
		t.heading(block)
	case pipeline.Paragraph:
		t.paragraph(block, "")
	case pipeline.List:
		for _, item := range block.Items {
			t.paragraph(item, listMark)
		}
	}
}

func (t *textSheet) heading(h pipeline.Heading) {
	l, ok := headings[h.Level]
	if !ok {
		l = heading3
	}
	t.gap(6)
	t.full(cleanText(h.Text), l)
	t.tail = 0
}

// paragraph writes a paragraph; its figures are written by the same words as in the PDF.
func (t *textSheet) paragraph(p pipeline.Paragraph, mark string) {
	runs := []textRun{{text: firstIndent + mark, size: bodySize}}
	for _, inline := range p.Inlines {
		text := inline.Text
		if inline.Figure != nil {
			text = inline.Figure.Quantity.Prose()
		}
		if text = cleanText(text); text != "" {
			runs = append(runs, textRun{text: text, size: bodySize, bold: inline.Bold, italic: inline.Italic})
		}
	}
	t.gap(4)
	t.tail = t.row
	t.row = t.tall(t.row, 1, len(t.widths), 1, runs, bodyText)
}

// link leads from the text to the sheet of a table or chart, where the PDF has it in its place.
func (t *textSheet) link(text, sheet string) {
	t.gap(6)
	t.tail = 0
	t.leads(text, sheet, linkText)
}

// leads writes a line that leads to a sheet.
func (t *textSheet) leads(text, sheet string, l look) {
	at := t.full(cleanText(text), l).String()
	t.also(func(file *excelize.File) error {
		return file.SetCellHyperLink(t.name, at, quoteSheet(sheet)+"!A1", "Location")
	})
}

// annexTitle writes the title of the annex once, on whichever of its sheets comes first, and returns the next row.
func (r *report) annexTitle(sheet *canvas, row int) int {
	if r.annex == nil || r.titled {
		return row
	}
	r.titled, sheet.starts = true, true
	lines := []struct {
		text string
		look look
	}{{r.annex.Label(), titleText}, {r.annex.Title, titleText}, {r.annex.Reference, underText}}
	for _, line := range lines {
		if text := cleanText(line.text); text != "" {
			sheet.line(row, 1, len(sheet.widths), text, line.look)
			row++
		}
	}
	return row
}
