package compose

import (
	"cmp"
	"slices"
	"strings"

	tables "github.com/yuin/goldmark/extension/ast"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

type table struct {
	at            position
	caption, unit *phrase
	columns       []pipeline.Column
	cells         []*phrase
	query         string
	notes         []*phrase
}

// columnOf reads a header "Group / Header" and the alignment of its column.
func columnOf(header *phrase, alignment tables.Alignment) pipeline.Column {
	c := pipeline.Column{Header: strings.TrimSpace(header.plain())}
	if group, below, ok := strings.Cut(c.Header, " / "); ok {
		c.Group, c.Header = group, below
	}
	switch alignment {
	case tables.AlignRight:
		c.Align = pipeline.Right
	case tables.AlignCenter:
		c.Align = pipeline.Center
	}
	return c
}

// weigh makes columns of numbers equally wide. Without such columns the widths follow from the texts.
func weigh(columns []pipeline.Column) {
	weights := map[pipeline.Align]float64{pipeline.Left: 2.5, pipeline.Center: 1, pipeline.Right: 1.2}
	if !slices.ContainsFunc(columns, func(c pipeline.Column) bool { return c.Align == pipeline.Right }) {
		return
	}
	for i := range columns {
		columns[i].Weight = weights[columns[i].Align]
	}
}

func (t *table) fill(f *filler) ([]pipeline.Block, error) {
	made := pipeline.Table{Caption: f.text(t.caption, "", 0), Unit: f.text(t.unit, "", 0)}
	for _, column := range t.columns {
		column.Group, column.Header = f.header(column.Group), f.header(column.Header)
		made.Columns = append(made.Columns, column)
	}
	for row := range f.rows(t.at, t.query) {
		made.Rows = append(made.Rows, t.row(f, row))
	}
	if len(made.Rows) == 0 {
		return nil, f.err
	}
	addSums(made.Rows)
	for _, note := range t.notes {
		query := queryOf(note)
		for row := range f.rows(note.at, query) {
			made.Notes = append(made.Notes, f.text(note, query, row))
		}
	}
	return []pipeline.Block{made}, nil
}

// header fills the words of an order in a header; one that begins a header begins with a capital.
func (f *filler) header(text string) string {
	filled := pipeline.Fill(text, f.words)
	if strings.HasPrefix(text, "{") {
		return vi.Capital(filled)
	}
	return filled
}

func (t *table) row(f *filler, row int) pipeline.Row {
	made := pipeline.Row{Kind: t.kind(f, row)}
	for _, p := range t.cells {
		cell := f.tableCell(p, t.query, row)
		cell.Mark = cmp.Or(cell.Mark, markOf(cell.Figure))
		if made.Kind == pipeline.SectionRow && cell.Figure != nil && cell.Figure.Quantity.State == vi.Missing {
			cell = pipeline.Cell{}
		}
		made.Cells = append(made.Cells, cell)
	}
	return made
}

// The marks that a table puts behind a figure by itself; the report's notes explain them.
const (
	superiorMark = "(1)" // a superior's figure about the unit, for want of its own
	partialMark  = "(*)" // a sum that lacks parts
	waivedMark   = "(3)" // a figure with a finding that was accepted on an explanation
)

// markOf marks what a reader must not take for the unit's own or the whole sum.
func markOf(f *pipeline.Figure) string {
	if f == nil || !f.Quantity.Known() {
		return ""
	}
	mark := ""
	if f.Source == pipeline.Superior || f.FromSuperior {
		mark = superiorMark
	}
	if f.Source == pipeline.Sum && f.MissingParts > 0 {
		mark += partialMark
	}
	if f.Waived {
		mark += waivedMark
	}
	return mark
}

var rowKinds = []string{string(pipeline.PartRow), string(pipeline.SectionRow), string(pipeline.SubtotalRow), string(pipeline.TotalRow), string(pipeline.DeclaredRow)}

// kind reads the column kind: a part's where it is empty, or the query has none. An unknown one would be added up wrongly, unseen.
func (t *table) kind(f *filler, row int) pipeline.RowKind {
	result := f.results[t.query]
	column := slices.Index(result.Columns, "kind")
	if column < 0 || result.Rows[row][column].Text == "" {
		return pipeline.PartRow
	}
	kind := result.Rows[row][column].Text
	if !slices.Contains(rowKinds, kind) {
		f.fail(f.queryAt(t.query), "query %q: a row of a table has the kind %q; expected one of %s", t.query, kind, listed(rowKinds))
	}
	return pipeline.RowKind(kind)
}

// tableCell makes a figure of a cell that begins with one, with what is written behind it as its mark; else text.
func (f *filler) tableCell(p *phrase, query string, row int) pipeline.Cell {
	if len(p.pieces) == 1 && p.pieces[0].column != "" { // most are one place: no text is put together for them
		cell := f.cell(p.at, p.pieces[0], query, row)
		return pipeline.Cell{Text: strings.TrimSpace(cell.Text), Figure: cell.Figure}
	}
	inlines := f.inlines(p, query, row)
	if len(inlines) == 0 || inlines[0].Figure == nil {
		return pipeline.Cell{Text: f.text(p, query, row)}
	}
	cell := pipeline.Cell{Figure: inlines[0].Figure}
	for _, behind := range inlines[1:] {
		cell.Mark += behind.Text
	}
	cell.Mark = strings.TrimSpace(cell.Mark)
	return cell
}

// addSums says which rows each subtotal and total adds.
func addSums(rows []pipeline.Row) {
	var all, group []int
	for i := range rows {
		switch rows[i].Kind {
		case pipeline.PartRow:
			all, group = append(all, i), append(group, i)
		case pipeline.SectionRow:
			group = nil
		case pipeline.SubtotalRow:
			rows[i].SumOf, group = group, nil
		case pipeline.TotalRow:
			rows[i].SumOf = all
		}
	}
}
