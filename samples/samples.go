// Package samples makes the workbooks of the published cases from their tables of figures.
package samples

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// columns of a case's figures.csv: a line a figure that was published, and for each file at least one line.
// unit is who the figure is about; a breakdown is written as in "area=dtts". One more column, cumulative, says yes for
// a figure of the column "lũy kế từ đầu năm"; most cases need none.
var columns = []string{"file", "layout", "reporter", "period", "unit", "indicator", "breakdown", "figure"}

// Workbook is a workbook of a case.
type Workbook struct {
	Name  string
	Bytes []byte
}

// Build makes the workbooks of a table, in its order. A figure that finds no cell is an error.
func Build(c *pipeline.Catalog, table io.Reader) ([]Workbook, error) {
	r := csv.NewReader(table)
	lines, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 || !slices.Equal(lines[0], columns) && !slices.Equal(lines[0], append(slices.Clone(columns), "cumulative")) {
		return nil, fmt.Errorf("expected the columns %v, and cumulative behind them if need be", columns)
	}
	var workbooks []Workbook
	for i := 1; i < len(lines); {
		end := i
		for end < len(lines) && lines[end][0] == lines[i][0] {
			end++
		}
		data, err := build(c, lines[i:end])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", lines[i][0], err)
		}
		workbooks = append(workbooks, Workbook{Name: lines[i][0], Bytes: data})
		i = end
	}
	return workbooks, nil
}

// build makes one workbook of its lines, which agree in all but the figure.
func build(c *pipeline.Catalog, lines [][]string) ([]byte, error) {
	layoutID, reporterID, periodText := lines[0][1], lines[0][2], lines[0][3]
	period, ok := pipeline.ReadPeriod(periodText)
	if !ok {
		return nil, fmt.Errorf("%q is no period", periodText)
	}
	_, day := c.Config.Calendar.Days(period)
	layout, there := c.Layout(layoutID, day)
	reporter, known := c.Geography.Unit(reporterID)
	if !there || !known || !reporter.On(day) {
		return nil, fmt.Errorf("layout %q or reporter %q is not there on %s", layoutID, reporterID, day.Format("2006-01-02"))
	}
	form := c.Form(layout, reporter, period)
	form.Figures = map[pipeline.Entry]string{}
	for _, line := range lines {
		cumulative := len(line) > len(columns) && line[8] == "yes"
		form.Figures[pipeline.Entry{Unit: line[4], Indicator: line[5], Breakdown: pipeline.Breakdown(line[6]), Cumulative: cumulative}] = line[7]
	}
	var out bytes.Buffer
	err := excel.WriteForm(&out, form)
	return out.Bytes(), err
}
