package pipeline

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline/vi"
)

// sourceColumns are the columns of the table of sources, by their words in the catalogue.
var sourceColumns = []struct {
	word  string
	align Align
}{
	{"row", Center}, {"indicator", Left}, {"breakdown", Left}, {"unit", Left}, {"period", Left}, {"printed", Right}, {"made-of", Left},
	{"reporter", Left}, {"file", Left}, {"edition", Center}, {"sheet", Left}, {"cell", Center}, {"raw", Left}, {"read", Right}, {"findings", Left},
}

// sourceTable sets the rows, which are numbered as they stand.
func (c *Catalog) sourceTable(rows []*sourceRow, order Order) *Table {
	table := &Table{Caption: c.Words["sources-title"]}
	for _, column := range sourceColumns {
		table.Columns = append(table.Columns, Column{Header: c.Words["sources-"+column.word], Align: column.align})
	}
	numbers := make(map[int64]int, len(rows)) // of the rows of cells
	units := map[string]string{order.Unit.ID: order.Unit.Name}
	for i, row := range rows {
		if row.cell != nil {
			numbers[row.cell.ID], units[row.cell.Unit] = i+1, row.cell.UnitName
		}
	}
	indicators := remembered(func(id string) string {
		indicator, _ := c.Indicator(id)
		return cmp.Or(indicator.Name, id)
	})
	breakdowns := remembered(func(b string) string { return c.BreakdownName(Breakdown(b)) })
	periods := remembered(vi.PeriodName)
	for i, row := range rows {
		unit, period := row.about()
		cells := []Cell{{Text: indicators(row.indicator)}, {Text: breakdowns(row.breakdown)}, {Text: c.sourceUnit(unit, units)}, {Text: periods(period)}}
		cells = append(cells, c.sourceFigure(row, numbers)...)
		made := Row{Kind: PartRow, Cells: append([]Cell{{Text: strconv.Itoa(i + 1)}}, append(cells, c.sourceCell(row)...)...)}
		if row.cell == nil {
			made.Kind = TotalRow
		}
		table.Rows = append(table.Rows, made)
	}
	return table
}

// about is the unit and the period of a row.
func (r *sourceRow) about() (unit, period string) {
	if r.figure != nil {
		return r.figure.Unit, r.figure.Period
	}
	return r.cell.Unit, r.cell.Period
}

// sourceUnit names a unit as it is known: that of the order and those of cells are, communes among them.
func (c *Catalog) sourceUnit(id string, known map[string]string) string {
	if name, ok := known[id]; ok {
		return name
	}
	if u, ok := c.Geography.Unit(id); ok {
		return u.Name
	}
	return id
}

// remembered answers what it was asked before without asking again.
func remembered(ask func(string) string) func(string) string {
	answers := map[string]string{}
	return func(of string) string {
		answer, ok := answers[of]
		if !ok {
			answer = ask(of)
			answers[of] = answer
		}
		return answer
	}
}

// sourceFigure is the figure as the report prints it, and what it is made of.
func (c *Catalog) sourceFigure(row *sourceRow, numbers map[int64]int) []Cell {
	f := row.figure
	if f == nil {
		return []Cell{{}, {}}
	}
	return []Cell{{Figure: f}, {Text: c.madeOf(f, row.cell != nil, numbers)}}
}

// madeOf says where a figure comes from: its own cell, the rows that it adds up, or other figures.
func (c *Catalog) madeOf(f *Figure, here bool, numbers map[int64]int) string {
	word := "sources-adds"
	switch {
	case here && f.Source == Superior:
		return c.Words["sources-superior"]
	case here:
		return c.Words["sources-own"]
	case len(f.Cells) == 0:
		return c.Words["sources-computed"]
	case len(f.Cells) == 1:
		word = "sources-from"
	}
	rows := make([]int, 0, len(f.Cells))
	for _, id := range f.Cells {
		if number, ok := numbers[id]; ok {
			rows = append(rows, number)
		}
	}
	if len(rows) < len(f.Cells) {
		word = "sources-unlisted"
	}
	text := Fill(c.Words[word], map[string]string{"rows": ranges(rows), "count": vi.Int(int64(len(f.Cells))).String()})
	if f.MissingParts > 0 {
		text += Fill(c.Words["sources-lacking"], map[string]string{"count": strconv.Itoa(f.MissingParts)})
	}
	return text
}

// ranges writes numbers with neighbours as ranges: "3–7, 9".
func ranges(numbers []int) string {
	slices.Sort(numbers)
	var b strings.Builder
	for i := 0; i < len(numbers); {
		last := i
		for last+1 < len(numbers) && numbers[last+1] == numbers[last]+1 {
			last++
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(numbers[i]))
		if last > i {
			b.WriteString("–" + strconv.Itoa(numbers[last]))
		}
		i = last + 1
	}
	return b.String()
}

// sourceCell is where a cell stands, what stands in it, how that was read and what was found.
func (c *Catalog) sourceCell(row *sourceRow) []Cell {
	cell := row.cell
	if cell == nil {
		return make([]Cell, 8)
	}
	return []Cell{{Text: cell.ReporterName}, {Text: cell.File}, {Text: strconv.Itoa(cell.Edition)}, {Text: cell.Sheet}, {Text: cell.Cell},
		{Text: shortened(cell.Raw, 200)}, {Figure: &Figure{Quantity: cell.ReadAs.Quantity}}, {Text: c.foundOn(cell)}}
}

// foundOn says what was found on a cell and what of it was accepted; notes are left out.
func (c *Catalog) foundOn(cell *TracedCell) string {
	var texts []string
	for _, f := range cell.Findings {
		if f.Severity == Note {
			continue
		}
		text := c.Words["severity-"+string(f.Severity)] + ": " + shortened(f.Sentence, 400)
		if f.Waiver != nil {
			text += " " + shortened(f.Waiver.Say(c.Words), 400)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "\n")
}

// shortened cuts a text that comes from an upload, or from whoever explains, to so many letters.
func shortened(text string, most int) string {
	for i := range text {
		if most--; most < 0 {
			return text[:i] + "…"
		}
	}
	return text
}
