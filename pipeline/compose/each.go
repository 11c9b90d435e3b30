package compose

import (
	"maps"
	"slices"

	"tonghop/pipeline"
)

// unitColumn is the column that says whose row it is, in a report that is a document for each unit.
const unitColumn = "unit"

// fillers returns the filler of each document of a report: the whole, or one for each row of the report's query, in which words are that
// unit's and results with a column unit have only its rows.
func (c *Composer) fillers(whole *filler, t *template) ([]*filler, error) {
	if t.report.Each == "" {
		return []*filler{whole}, nil
	}
	columns, err := eachColumns(t, whole.results)
	if err != nil {
		return nil, err
	}
	groups := byUnit(whole.results)
	var fillers []*filler
	seen := map[string]bool{}
	for _, row := range whole.results[t.report.Each].Rows {
		unit := pipeline.Unit{ID: row[columns[0]].Text}
		if known, ok := c.catalog.Geography.Unit(unit.ID); ok {
			unit = known
		}
		unit.Name = row[columns[1]].Text
		if seen[unit.ID] {
			return nil, t.eachAt().mistake("each: query %s has two rows of unit %q; expected one a unit", t.report.Each, unit.ID)
		}
		seen[unit.ID] = true
		one := *whole
		one.words = maps.Clone(whole.words)
		maps.Copy(one.words, c.unitWords(unit))
		one.results = maps.Clone(whole.results)
		for name, rows := range groups {
			one.results[name] = pipeline.Result{Columns: whole.results[name].Columns, Rows: rows[unit.ID]}
		}
		fillers = append(fillers, &one)
	}
	return fillers, nil
}

// eachAt is where a report's query for each is named: in its head.
func (t *template) eachAt() position { return position{t.report.File, t.report.HeadLines["each"]} }

// eachColumns finds unit and name in the query of which each row makes a document.
func eachColumns(t *template, results pipeline.Results) ([2]int, error) {
	result := results[t.report.Each]
	columns := [2]int{slices.Index(result.Columns, unitColumn), slices.Index(result.Columns, "name")}
	if columns[0] < 0 || columns[1] < 0 {
		return columns, t.eachAt().mistake("each: query %s does not return unit and name; it returns %s", t.report.Each, listed(result.Columns))
	}
	return columns, nil
}

// byUnit groups the rows of every result that has a column unit.
func byUnit(results pipeline.Results) map[string]map[string][][]pipeline.Cell {
	groups := map[string]map[string][][]pipeline.Cell{}
	for name, result := range results {
		column := slices.Index(result.Columns, unitColumn)
		if column < 0 {
			continue
		}
		groups[name] = map[string][][]pipeline.Cell{}
		for _, row := range result.Rows {
			unit := row[column].Text
			groups[name][unit] = append(groups[name][unit], row)
		}
	}
	return groups
}
