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
	Text   string
	Number bool
}

// readable makes documents readable in a page.
func readable(documents []*pipeline.Document) []readDocument {
	all := make([]readDocument, len(documents))
	for i, d := range documents {
		all[i] = readDocument{Document: d}
		for _, block := range d.Blocks {
			if part, ok := readBlock(block); ok {
				all[i].Parts = append(all[i].Parts, part)
			}
		}
	}
	return all
}

// readBlock is a block as a part of a page; a table of contents is none, for there are no pages.
func readBlock(block pipeline.Block) (part readPart, ok bool) {
	switch b := block.(type) {
	case pipeline.Heading:
		part.Heading = &b
	case pipeline.Annex:
		part.Annex = &b
	case pipeline.Paragraph:
		part.Paragraph = readInlines(b)
	case pipeline.List:
		for _, item := range b.Items {
			part.List = append(part.List, readInlines(item))
		}
	case pipeline.Table:
		part.Table = tableOf(b)
	case pipeline.Chart:
		part.Table = chartTable(b)
	default:
		return part, false
	}
	return part, true
}

func readInlines(p pipeline.Paragraph) []readInline {
	inlines := make([]readInline, len(p.Inlines))
	for i, inline := range p.Inlines {
		inlines[i] = readInline{inline.Text, inline.Bold, inline.Italic}
		if inline.Figure != nil {
			inlines[i].Text = inline.Figure.Quantity.String()
		}
	}
	return inlines
}

func tableOf(t pipeline.Table) *readTable {
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
		read.Rows = append(read.Rows, rowOf(t, row))
	}
	return read
}

func rowOf(t pipeline.Table, row pipeline.Row) readRow {
	read := readRow{Strong: row.Kind != pipeline.PartRow}
	for j, cell := range row.Cells {
		text := cell.Text
		if cell.Figure != nil {
			text = cell.Figure.Quantity.String()
		}
		text = strings.TrimSpace(text + " " + cell.Mark)
		if row.Kind == pipeline.SectionRow && text != "" {
			return readRow{Title: text, Across: len(t.Columns)}
		}
		read.Cells = append(read.Cells, readCell{text, j < len(t.Columns) && t.Columns[j].Align == pipeline.Right})
	}
	return read
}

// chartTable tells a chart's figures: whoever hears a page has them too.
func chartTable(c pipeline.Chart) *readTable {
	read := &readTable{Caption: c.Title, Unit: c.Unit, Headers: []readSpan{{Across: 1}}}
	for _, series := range c.Series {
		read.Headers = append(read.Headers, readSpan{Text: series.Name, Across: 1, Number: true})
	}
	for i, category := range c.Categories {
		row := readRow{Cells: []readCell{{Text: category}}}
		for _, series := range c.Series {
			cell := readCell{Number: true}
			if i < len(series.Figures) {
				cell.Text = series.Figures[i].Quantity.String()
			}
			row.Cells = append(row.Cells, cell)
		}
		read.Rows = append(read.Rows, row)
	}
	return read
}
