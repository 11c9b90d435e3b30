package excel

import (
	"math"
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The limits of a formula: Excel takes 8,192 characters and 255 arguments.
const (
	maxFormula   = 8000
	maxArguments = 250
)

// sum is the live formula of a figure that was added up here, over the rows that it adds; "" for none. Parts that are not known are
// texts, which a sum passes over, and hedged parts count by their number: both as the figure was added up. Where the parts on the sheet
// do not come to the figure, as a count that knows more than the rows show, it stays a number: opening the workbook must not change what
// the report says. So does one between two ends, for the upper is in its format and would not move along.
func (s *tableSheet) sum(row *pipeline.Row, c int) string {
	f := row.Cells[c].Figure
	if len(row.SumOf) == 0 || f.Source != pipeline.Sum || f.Quantity.Qualifier == vi.Between {
		return ""
	}
	value, known := s.number(row, c)
	formula := s.sumFormula(c+1, row.SumOf)
	if !known || len(formula) > maxFormula || !s.addsUp(row, c, value) {
		return ""
	}
	return formula
}

// number is the number that a cell of the table has on the sheet, where it has one.
func (s *tableSheet) number(row *pipeline.Row, c int) (float64, bool) {
	if c >= len(row.Cells) || row.Cells[c].Figure == nil {
		return 0, false
	}
	quantity := &row.Cells[c].Figure.Quantity
	_, ok := s.styles.number(quantity, cleanText(row.Cells[c].Mark))
	return quantity.Value.Float(), ok
}

// addsUp tells whether the numbers of the parts make the value, to the four decimals that figures have.
func (s *tableSheet) addsUp(row *pipeline.Row, c int, value float64) bool {
	total := 0.0
	for _, part := range uniqueRows(row.SumOf) {
		if number, ok := s.number(&s.table.Rows[part], c); ok {
			total += number
		}
	}
	return math.Abs(total-value) < 0.00005
}

// sumFormula adds rows of a column, neighbours as ranges.
func (s *tableSheet) sumFormula(col int, parts []int) string {
	var areas []area
	for _, row := range uniqueRows(parts) {
		areas = addArea(areas, place{s.body + row, col})
	}
	var sums []string
	for some := range slices.Chunk(areas, maxArguments) {
		sums = append(sums, "SUM("+strings.ReplaceAll(joinAreas(some), " ", ",")+")")
	}
	return strings.Join(sums, "+")
}

// uniqueRows are rows in their order, each once.
func uniqueRows(rows []int) []int {
	for i := 1; i < len(rows); i++ {
		if rows[i] <= rows[i-1] {
			return slices.Compact(slices.Sorted(slices.Values(rows)))
		}
	}
	return rows
}
