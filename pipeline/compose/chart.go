package compose

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// chart is a bar chart: lines of "title: …", "unit: …", "category: {query.column}" and, for each series, "series: {query.column} name".
type chart struct {
	line        int
	title, unit *phrase
	category    *phrase
	series      []*phrase
}

func (t *template) chart(line int, body string) (*chart, error) {
	c := &chart{line: line}
	for i, text := range strings.Split(strings.TrimSpace(body), "\n") {
		key, value, _ := strings.Cut(text, ":")
		p := textPhrase(strings.TrimSpace(value), line+i)
		switch strings.TrimSpace(key) {
		case "title":
			c.title = p
		case "unit":
			c.unit = p
		case "category":
			c.category = p
		case "series":
			c.series = append(c.series, p)
		default:
			return nil, mistake(t.report, line+i, "chart: unknown key %q; expected title, unit, category or series", key)
		}
	}
	if c.title == nil || c.category == nil || len(c.series) == 0 || queryOf(c.category) == "" {
		return nil, mistake(t.report, line, "a chart needs title, category: {query.column} and series: {query.column} name")
	}
	if told, ok := tells(c.series...); ok {
		return nil, mistake(t.report, line, "%s: a chart draws its figures as they are; expected {query.column}", told.place())
	}
	return c, nil
}

// fill makes the chart, unless no figure in it is known.
func (c *chart) fill(f *filler) ([]pipeline.Block, error) {
	query := queryOf(c.category)
	made := pipeline.Chart{Title: f.text(c.title, "", 0), Unit: f.text(c.unit, "", 0)}
	known := 0
	for row := range f.rows(c.line, query) {
		made.Categories = append(made.Categories, f.text(c.category, query, row))
	}
	for _, p := range c.series {
		series := pipeline.Series{}
		for row := range made.Categories {
			cell := f.tableCell(p, query, row)
			if cell.Figure == nil {
				return nil, mistake(f.report, p.line, "series: expected {query.column} with figures, then a name")
			}
			series.Name = cell.Mark
			series.Figures = append(series.Figures, *cell.Figure)
			if cell.Figure.Quantity.State == vi.Declared {
				known++
			}
		}
		made.Series = append(made.Series, series)
	}
	if known == 0 {
		return nil, f.err
	}
	return []pipeline.Block{made}, nil
}
