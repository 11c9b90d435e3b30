package portal

import (
	"strings"

	"tonghop/pipeline"
)

// readDocument is a document as a page shows it: nothing in it but text.
type readDocument struct {
	*pipeline.Document
	Parts []readPart
}

// readPart is a block of a document; one of its fields is set.
type readPart struct {
	Heading   *pipeline.Heading
	Annex     *pipeline.Annex
	Paragraph []readInline
	List      [][]readInline
	Table     *readTable
}

type readInline struct {
	Text         string
	Bold, Italic bool
	Trace        string // of a figure, where it comes from; "" for none
}

type readTable struct {
	Caption, Unit string
	Groups        []readSpan // above the headers; nil for none
	Headers       []readSpan
	Rows          []readRow
	Notes         []string
}

// readSpan is a cell of a table's head.
type readSpan struct {
	Text   string
	Across int
	Number bool
}

// readRow is a row, or the title of those below it, which spans all.
type readRow struct {
	Title  string
	Across int
	Strong bool
	Cells  []readCell
}

type readCell struct {
	Text, Mark string
	Number     bool
	Trace      string
}

// links tells where a figure comes from, "" for nowhere.
type links func(*pipeline.Figure) string

// readable makes documents readable in a page, with figures that lead to their sources.
func readable(documents []*pipeline.Document, to links) []readDocument {
	all := make([]readDocument, len(documents))
	for i, d := range documents {
		all[i] = readDocument{Document: d}
		for _, block := range d.Blocks {
			if part, ok := to.readBlock(block); ok {
				all[i].Parts = append(all[i].Parts, part)
			}
		}
	}
	return all
}

// readBlock is a block as a part of a page; a table of contents is none, for there are no pages.
func (to links) readBlock(block pipeline.Block) (part readPart, ok bool) {
	switch b := block.(type) {
	case pipeline.Heading:
		part.Heading = &b
	case pipeline.Annex:
		part.Annex = &b
	case pipeline.Paragraph:
		part.Paragraph = to.readInlines(b)
	case pipeline.List:
		for _, item := range b.Items {
			part.List = append(part.List, to.readInlines(item))
		}
	case pipeline.Table:
		part.Table = to.tableOf(b)
	case pipeline.Chart:
		part.Table = to.chartTable(b)
	default:
		return part, false
	}
	return part, true
}

func (to links) readInlines(p pipeline.Paragraph) []readInline {
	inlines := make([]readInline, len(p.Inlines))
	for i, inline := range p.Inlines {
		inlines[i] = readInline{Text: inline.Text, Bold: inline.Bold, Italic: inline.Italic}
		if inline.Figure != nil {
			inlines[i].Text, inlines[i].Trace = inline.Figure.Quantity.String(), to(inline.Figure)
		}
	}
	return inlines
}

func (to links) tableOf(t pipeline.Table) *readTable {
	read := &readTable{Caption: t.Caption, Unit: t.Unit, Notes: t.Notes}
	grouped := false
	for j := 0; j < len(t.Columns); {
		next := j + 1
		for group := t.Columns[j].Group; group != "" && next < len(t.Columns) && t.Columns[next].Group == group; {
			next++
		}
		read.Groups = append(read.Groups, readSpan{Text: t.Columns[j].Group, Across: next - j})
		grouped = grouped || t.Columns[j].Group != ""
		j = next
	}
	if !grouped {
		read.Groups = nil
	}
	for _, column := range t.Columns {
		read.Headers = append(read.Headers, readSpan{Text: column.Header, Across: 1, Number: column.Align == pipeline.Right})
	}
	for _, row := range t.Rows {
		read.Rows = append(read.Rows, to.rowOf(t, row))
	}
	return read
}

func (to links) rowOf(t pipeline.Table, row pipeline.Row) readRow {
	read := readRow{Strong: row.Kind != pipeline.PartRow}
	for j, cell := range row.Cells {
		shown := readCell{Text: cell.Text, Mark: cell.Mark, Number: j < len(t.Columns) && t.Columns[j].Align == pipeline.Right}
		if cell.Figure != nil {
			shown.Text, shown.Trace = cell.Figure.Quantity.String(), to(cell.Figure)
		}
		if text := strings.TrimSpace(shown.Text + " " + shown.Mark); row.Kind == pipeline.SectionRow && text != "" {
			return readRow{Title: text, Across: len(t.Columns)}
		}
		read.Cells = append(read.Cells, shown)
	}
	return read
}

// chartTable tells a chart's figures: whoever hears a page has them too.
func (to links) chartTable(c pipeline.Chart) *readTable {
	read := &readTable{Caption: c.Title, Unit: c.Unit, Headers: []readSpan{{Across: 1}}}
	for _, series := range c.Series {
		read.Headers = append(read.Headers, readSpan{Text: series.Name, Across: 1, Number: true})
	}
	for i, category := range c.Categories {
		row := readRow{Cells: []readCell{{Text: category}}}
		for _, series := range c.Series {
			cell := readCell{Number: true}
			if i < len(series.Figures) {
				cell.Text, cell.Trace = series.Figures[i].Quantity.String(), to(&series.Figures[i])
			}
			row.Cells = append(row.Cells, cell)
		}
		read.Rows = append(read.Rows, row)
	}
	return read
}
