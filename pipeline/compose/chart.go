package compose

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// chart is a chart: lines of "kind: line" (bar where it is left out), "size: small" (where it is), "title: …", "unit: …", "category: {query.column}" and, for each
// series, "series: {query.column} name".
type chart struct {
	at          position
	kind        pipeline.ChartKind
	small       bool
	title, unit *phrase
	category    *phrase
	series      []*phrase
}

func (t *template) addChart(at position, body string) {
	c := &chart{at: at, kind: pipeline.BarChart}
	seen := map[string]bool{}
	for i, text := range strings.Split(strings.TrimRight(body, "\n"), "\n") {
		key, value, _ := strings.Cut(text, ":")
		at, value := at.plus(i), strings.TrimSpace(value)
		key = strings.TrimSpace(key)
		if seen[key] && key != "series" {
			t.mistake(at, "chart: %s is there twice", key)
		}
		seen[key] = key != ""
		switch key {
		case "kind":
			c.kind = pipeline.ChartKind(value)
			if c.kind != pipeline.BarChart && c.kind != pipeline.LineChart {
				t.mistake(at, "chart: kind %q; expected %s or %s", value, pipeline.BarChart, pipeline.LineChart)
			}
		case "size":
			if c.small = value == "small"; !c.small {
				t.mistake(at, "chart: size %q; expected small, or no such line", value)
			}
		case "title":
			c.title = t.textPhrase(value, at)
		case "unit":
			c.unit = t.textPhrase(value, at)
		case "category":
			c.category = t.textPhrase(value, at)
		case "series":
			c.series = append(c.series, t.textPhrase(value, at))
		case "":
		default:
			t.mistake(at, "chart: unknown key %q; expected kind, size, title, unit, category or series", key)
			return
		}
	}
	t.checkChart(c, at)
	t.put(c)
}

func (t *template) checkChart(c *chart, at position) {
	told, tells := tells(c.series...)
	switch {
	case c.title == nil || c.category == nil || len(c.series) == 0 || queryOf(c.category) == "":
		t.mistake(at, "a chart needs title, category: {query.column} and series: {query.column} name")
		return
	case tells:
		t.mistake(at, "%s: a chart draws its figures as they are; expected {query.column}", told.place())
	case t.inSheet():
		t.mistake(at, "a sheet has no chart; it belongs in the report")
	}
	for _, p := range c.series {
		switch {
		case len(p.pieces) == 0 || p.pieces[0].column == "" || queryOf(p) != queryOf(c.category):
			t.mistake(p.at, "series: expected {%s.column} with figures, then a name", queryOf(c.category))
		case len(c.series) > 1 && len(p.pieces) == 1:
			t.mistake(p.at, "series: expected a name behind %s, for there are several", p.plain())
		}
	}
}

// fill makes the chart, unless no figure in it is known.
func (c *chart) fill(f *filler) ([]pipeline.Block, error) {
	query := queryOf(c.category)
	made := pipeline.Chart{Kind: c.kind, Small: c.small, Title: f.text(c.title, "", 0), Unit: f.text(c.unit, "", 0)}
	known := 0
	for row := range f.rows(c.at, query) {
		made.Categories = append(made.Categories, f.text(c.category, query, row))
	}
	for _, p := range c.series {
		series := pipeline.Series{}
		for row := range made.Categories {
			cell := f.tableCell(p, query, row)
			if cell.Figure == nil {
				return nil, p.at.mistake("series: expected {query.column} with figures, then a name")
			}
			series.Name = vi.Capital(cell.Mark)
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
