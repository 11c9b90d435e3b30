package preview

import (
	"math"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// barWidth is how long the longest bar of a chart is.
const barWidth = 40

// chart draws bars with their numbers; of lines it makes a table.
func (p *page) chart(c *pipeline.Chart) {
	if c.Kind == pipeline.LineChart {
		p.table(asTable(c))
		return
	}
	p.gap()
	title := c.Title
	if c.Unit != "" {
		title += " (" + c.Unit + ")"
	}
	p.lines(centred(title, width))
	most := vi.Number(1)
	names := make([]string, len(c.Categories))
	room := 0
	for _, series := range c.Series {
		for i := range series.Figures {
			most = max(most, abs(value(&series.Figures[i])))
		}
	}
	for i, category := range c.Categories {
		names[i] = clean(category)
		room = max(room, min(long(names[i]), 36))
	}
	for _, series := range c.Series {
		if len(c.Series) > 1 {
			p.lines(hanging(series.Name+":", "  ", "  "))
		}
		for i, name := range names {
			if i < len(series.Figures) {
				p.lines(bar(name, room, &series.Figures[i], most))
			}
		}
	}
	p.gap()
}

// bar is a category with its bar and its number; a bar of a negative number is light.
func bar(name string, room int, f *pipeline.Figure, most vi.Number) []string {
	lines := wrapped(name, room)
	if len(lines) == 0 {
		lines = []string{""}
	}
	sign, v := "█", value(f)
	if v < 0 {
		sign = "░"
	}
	length := int(math.Ceil(float64(abs(v)) / float64(most) * barWidth)) // the smallest number is seen
	last := len(lines) - 1
	lines[last] = padded(lines[last], room) + " " + strings.TrimLeft(strings.Repeat(sign, length)+" "+f.Quantity.String(), " ")
	return indented(lines, "  ")
}

// value is what a figure draws; one that is not known draws nothing.
func value(f *pipeline.Figure) vi.Number {
	if f.Quantity.State != vi.Declared {
		return 0
	}
	return f.Quantity.Value
}

func abs(n vi.Number) vi.Number { return max(n, -n) }

// asTable is a chart's figures: a row a category, a column a series.
func asTable(c *pipeline.Chart) *pipeline.Table {
	t := &pipeline.Table{Caption: c.Title, Unit: c.Unit, Columns: []pipeline.Column{{}}}
	for _, series := range c.Series {
		t.Columns = append(t.Columns, pipeline.Column{Header: series.Name, Align: pipeline.Right})
	}
	for i, category := range c.Categories {
		row := pipeline.Row{Kind: pipeline.PartRow, Cells: []pipeline.Cell{{Text: category}}}
		for _, series := range c.Series {
			cell := pipeline.Cell{}
			if i < len(series.Figures) {
				cell.Figure = &series.Figures[i]
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
