package excel_test

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"

	"github.com/xuri/excelize/v2"
)

// totalled is a document with totals of every kind: over hedges and what is not known, of decimals, on a sheet of its own and in a
// supplement.
func totalled() *pipeline.Document {
	d := explained()
	rates := pipeline.Table{Caption: "Tỷ lệ", Columns: []pipeline.Column{{Header: "Địa phương"}, {Header: "Tỷ lệ (%)"}}}
	for _, rate := range []vi.Number{1_000, 2_000, 125_000} { // 0,1 and 0,2 make 0,30000000000000004 on a computer
		rates.Rows = append(rates.Rows, pipeline.Row{Kind: pipeline.PartRow, Cells: []pipeline.Cell{words("Xã"), own(vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: rate})}})
	}
	rates.Rows = append(rates.Rows, pipeline.Row{Kind: pipeline.TotalRow, SumOf: []int{0, 1, 2}, Cells: []pipeline.Cell{words("Cộng"), sum(vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 128_000})}})
	d.Blocks = append(d.Blocks, rates, nationTable(7))
	return d
}

var cachedNumber = regexp.MustCompile(`</f><v>[^<]*</v>`)

// LibreOffice opens a workbook, and computes its totals to the numbers that the report has where their cached values are taken away. No
// cell is an error.
func TestDocumentRecalculated(t *testing.T) {
	t.Parallel()
	given := writtenDocument(t, "totalled", totalled())
	var bare []string
	formulas := 0
	all := parts(t, given)
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		formulas += len(cachedNumber.FindAllString(all[name], -1))
		bare = append(bare, name, cachedNumber.ReplaceAllString(all[name], "</f>"))
	}
	if formulas < 50 {
		t.Fatalf("%d formulas", formulas)
	}
	saved := byLibreOffice(t, "xlsx", map[string][]byte{"given.xlsx": given, "bare.xlsx": packageOf(t, bare...)})
	want := reopened(t, given)
	for name, data := range saved {
		got := reopened(t, data)
		if !slices.Equal(got.GetSheetList(), want.GetSheetList()) {
			t.Errorf("%s: sheets %q", name, got.GetSheetList())
		}
		compared := 0
		for _, sheet := range want.GetSheetList() {
			compared += sameNumbers(t, want, got, sheet)
		}
		if compared != formulas {
			t.Errorf("%s: %d formulas of %d", name, compared, formulas)
		}
	}
}

// sameNumbers compares the raw values of a sheet, of numbers to the fifteen digits that programs keep, and counts the formulas.
func sameNumbers(t *testing.T, want, got *excelize.File, sheet string) (formulas int) {
	t.Helper()
	raw := excelize.Options{RawCellValue: true}
	rows, err := want.GetRows(sheet, raw)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		for j, text := range row {
			cell := pipeline.CellName(i+1, j+1)
			shown, _ := got.GetCellValue(sheet, cell, raw)
			number, err := strconv.ParseFloat(text, 64)
			other, otherErr := strconv.ParseFloat(shown, 64)
			if err == nil && (otherErr != nil || math.Abs(number-other) > 1e-9*math.Abs(number)) || strings.HasPrefix(shown, "#") && shown != text {
				t.Errorf("%s!%s is %q, the report has %q", sheet, cell, shown, text)
			}
			formula, _ := want.GetCellFormula(sheet, cell)
			again, _ := got.GetCellFormula(sheet, cell)
			if formula != "" {
				formulas++
			}
			if formula != again {
				t.Errorf("%s!%s: formula %q, saved as %q", sheet, cell, formula, again)
			}
		}
	}
	return formulas
}

// A total between two ends stays a number: its format says the upper end, which would not move along with a formula.
func TestDocumentTotalBetween(t *testing.T) {
	between := vi.Quantity{State: vi.Declared, Qualifier: vi.Between, Value: vi.Int(10), Upper: vi.Int(12)}
	table := pipeline.Table{Caption: "Số", Columns: []pipeline.Column{{Header: "Số"}}, Rows: []pipeline.Row{
		{Kind: pipeline.PartRow, Cells: []pipeline.Cell{own(between)}}, {Kind: pipeline.TotalRow, SumOf: []int{0}, Cells: []pipeline.Cell{sum(between)}}}}
	file := reopened(t, writtenDocument(t, "between", &pipeline.Document{Title: "a", Blocks: []pipeline.Block{table}}))
	if formula, _ := file.GetCellFormula("Số", "A4"); formula != "" {
		t.Errorf("formula %q", formula)
	}
	if value, _ := file.GetCellValue("Số", "A4"); value != "từ 10 đến 12" {
		t.Errorf("shown %q", value)
	}
}
