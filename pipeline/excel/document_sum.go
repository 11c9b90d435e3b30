package excel

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tonghop/pipeline"
)

// The limits of a formula: Excel takes 8,192 characters and 255 arguments.
const (
	maxFormula   = 8000
	maxArguments = 250
)

// sums turns the figures of a row that were added up here into live formulas over the rows that they add.
func (s *tableSheet) sums(i int, row pipeline.Row) error {
	for _, part := range row.SumOf {
		if part < 0 || part >= len(s.table.Rows) || part == i {
			return fmt.Errorf("sums row %d of a table of %d rows", part+1, len(s.table.Rows))
		}
	}
	for c, cell := range row.Cells {
		if cell.Figure != nil && cell.Figure.Source == pipeline.Sum && len(row.SumOf) > 0 {
			s.sum(place{s.body + i, c + 1}, row.SumOf)
		}
	}
	return nil
}

// sum writes the formula of one cell. Where the parts on the sheet do not add up to the figure, such as a count that
// knows more than the rows show, the figure stays as it is: opening the workbook must not change what the report says.
func (s *tableSheet) sum(at place, parts []int) {
	cell := s.cells[at]
	value, known := numeric(cell.value)
	formula := s.sumFormula(at.col, parts)
	if !known || len(formula) > maxFormula || !s.addsUp(at.col, parts, value) {
		return
	}
	cell.formula = formula
	s.cells[at] = cell
}

// addsUp tells whether the numbers of parts make the value, to the four decimals that figures have.
func (s *tableSheet) addsUp(col int, parts []int, value float64) bool {
	total := 0.0
	for _, part := range parts {
		row := s.table.Rows[part]
		if col > len(row.Cells) || row.Cells[col-1].Figure == nil {
			continue
		}
		written := s.styles.figure(row.Cells[col-1].Figure, row.Cells[col-1].Mark, look{})
		if number, ok := numeric(written.value); ok {
			total += number
		}
	}
	return math.Abs(total-value) < 0.00005
}

// sumFormula adds rows of a column, neighbours as ranges.
func (s *tableSheet) sumFormula(col int, parts []int) string {
	rows := slices.Compact(slices.Sorted(slices.Values(parts)))
	var areas []area
	for _, row := range rows {
		areas = addArea(areas, place{s.body + row, col})
	}
	var sums []string
	for some := range slices.Chunk(areas, maxArguments) {
		sums = append(sums, "SUM("+strings.ReplaceAll(joinAreas(some), " ", ",")+")")
	}
	return strings.Join(sums, "+")
}
