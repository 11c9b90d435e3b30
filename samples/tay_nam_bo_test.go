package samples_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
)

// The conference of the thirteen provinces of Tây Nam Bộ, the first of the published cases.
const (
	southwest = "dia-ban-tay-nam-bo"
	years     = "2018..2024"
	closing   = "models.closing"
	regions   = "vung-tay-nam-bo.xlsx"
	socTrang  = "soc-trang.xlsx"
)

// southwestFiles are the workbooks of the case as they lie in its folder.
func southwestFiles(t testing.TB) []sample.Workbook {
	t.Helper()
	workbooks := caseFiles(t, "tay-nam-bo-2024")
	if len(workbooks) != 15 {
		t.Fatalf("%d workbooks of the case", len(workbooks))
	}
	return workbooks
}

// without leaves a file out.
func without(workbooks []sample.Workbook, name string) []sample.Workbook {
	return slices.DeleteFunc(slices.Clone(workbooks), func(w sample.Workbook) bool { return w.Name == name })
}

// corrected makes a workbook of the case with another number of models for a unit; "" leaves the cell empty.
func corrected(t testing.TB, c *pipeline.Catalog, file, unit, figure string) sample.Workbook {
	t.Helper()
	text, err := os.ReadFile("tay-nam-bo-2024/figures.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	key := strings.Join([]string{unit, closing, "", ""}, ",")
	table, changes := lines[0], 0
	for _, line := range lines[1:] {
		if !strings.HasPrefix(line, file+",") {
			continue
		}
		if before, _, ok := strings.Cut(line, key); ok {
			line = before + key + `"` + figure + `"` + "\n"
			changes++
		}
		table += line
	}
	workbooks, err := sample.Build(c, excel.WriteForm, tables(table, ""))
	if err != nil || len(workbooks) != 1 || changes != 1 {
		t.Fatal(len(workbooks), changes, err)
	}
	return workbooks[0]
}

// cellOf finds in a workbook the cell that holds a unit's number of models.
func (o *office) cellOf(w sample.Workbook, unit string) string {
	o.t.Helper()
	reading, err := o.Reader.Read(w.Bytes)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, cell := range reading.Observations {
		if cell.Unit == unit && cell.Indicator == closing && cell.Breakdown == "" {
			return cell.Cell
		}
	}
	o.t.Fatalf("%s has no cell for %s", w.Name, unit)
	return ""
}

// ask runs a query as a report of the region does, and prints its rows.
func (o *office) ask(query string) []string {
	o.t.Helper()
	unit, _ := o.Catalog.Geography.Unit(southwest)
	period, err := pipeline.ParsePeriod(years)
	if err != nil {
		o.t.Fatal(err)
	}
	order, err := o.Catalog.NewOrder(pipeline.Report{}, unit, period, time.Time{})
	if err != nil {
		o.t.Fatal(err)
	}
	return o.askFor(order, query)
}

// askFor runs a query as the report of an order does, and prints its rows.
func (o *office) askFor(order pipeline.Order, query string) []string {
	o.t.Helper()
	var results pipeline.Results
	if _, _, err := o.warehouse.Compute(context.Background(), [][]pipeline.Query{{{Name: "asked", SQL: query}}}, order, func(all []pipeline.Results) ([]*pipeline.Document, error) {
		results = all[0]
		return nil, nil
	}); err != nil {
		o.t.Fatal(err)
	}
	lines := []string{}
	for _, row := range results["asked"].Rows {
		var cells []string
		for _, cell := range row {
			if cell.Figure != nil {
				cell.Text = cell.Figure.Quantity.String()
			}
			cells = append(cells, cell.Text)
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return lines
}

// state prints what is open and what is believed, without what tells one arrival from another.
func (o *office) state() string {
	o.t.Helper()
	var lines []string
	for _, f := range o.findings("") {
		f.Submission = 0
		lines = append(lines, fmt.Sprintf("%+v", f))
	}
	slices.Sort(lines)
	believed := o.ask(`SELECT b.unit, b.indicator, b.period, b.breakdown, b.figure, b.reporter, b.file_name, b.sheet, b.cell
		FROM believed_cell((SELECT list(DISTINCT period) FROM accepted_cell)) b
		WHERE $unit || $period <> '' AND $map IS NOT NULL ORDER BY ALL`)
	models := o.ask(`SELECT reporter, period, unit, name, state, reason, file_name, sheet, cell FROM model
		WHERE submission_state = 'accepted' AND $unit || $period <> '' AND $map IS NOT NULL ORDER BY ALL`)
	days := o.ask(`WITH taken AS (SELECT id AS submission FROM submission WHERE state = 'accepted')
		SELECT reporter, period, unit, name, models, pledged_rate, sheet, cell FROM festivals_in('taken') WHERE $unit || $period <> '' AND $map IS NOT NULL ORDER BY ALL`)
	return strings.Join(slices.Concat(lines, believed, models, days), "\n")
}

// told prints the open findings of a severity: rule, file, cell, got, expected.
func (o *office) told(severity pipeline.Severity) []string {
	o.t.Helper()
	lines := []string{}
	for _, f := range o.findings(string(severity)) {
		lines = append(lines, strings.Join([]string{f.Rule, f.File, f.Cell, f.Got, f.Expected}, " "))
	}
	slices.Sort(lines)
	return lines
}

func (o *office) expect(what string, got []string, want ...string) {
	o.t.Helper()
	if !slices.Equal(got, want) && len(got)+len(want) > 0 {
		o.t.Errorf("%s\ngot:\n  %s\nwant:\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// takeOne takes one workbook in and says what became of it.
func (o *office) takeOne(w sample.Workbook) string {
	o.t.Helper()
	outcome := o.take(w)[0]
	return fmt.Sprintf("%s %d", outcome.State, outcome.Edition)
}

func TestCorrectionAndBack(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	o := newOffice(t, c)
	files := southwestFiles(t)
	find := func(name string) sample.Workbook {
		return files[slices.IndexFunc(files, func(w sample.Workbook) bool { return w.Name == name })]
	}
	for _, outcome := range o.take(files...) {
		if outcome.State != pipeline.Accepted || outcome.Edition != 1 {
			t.Fatalf("%s is %s: %v", outcome.Name, outcome.State, outcome.Findings)
		}
	}
	first := o.state()
	o.expect("errors at first", o.told(pipeline.Error))

	if got := o.takeOne(corrected(t, c, socTrang, "soc-trang", "65")); got != "accepted 2" {
		t.Error(got)
	}
	total, row := o.cellOf(find(regions), southwest), o.cellOf(find(regions), "soc-trang")
	o.expect("errors at the region's total and row", o.told(pipeline.Error),
		"superior-differs "+regions+" "+row+" 66 65", "total-imbalance "+regions+" "+total+" 891 890")
	for _, f := range o.findings("error") {
		if f.Rule == "total-imbalance" && !strings.Contains(f.Sentence, "chênh lệch 1.") {
			t.Error(f.Sentence)
		}
	}
	if o.state() == first {
		t.Error("a correction changed nothing")
	}

	if got := o.takeOne(find(socTrang)); got != "accepted 3" {
		t.Error(got)
	}
	if got := o.state(); got != first {
		t.Errorf("taken back, not everything is as at first\ngot:\n%s\nwant:\n%s", got, first)
	}
	if got := o.takeOne(find(socTrang)); got != "unchanged 3" {
		t.Error(got)
	}
}

func TestProvinceLeftOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t, loadCatalog(t))
	o.take(without(southwestFiles(t), socTrang)...)
	const line = "FROM report_line($unit, $scope, $period, $day, $map, '') WHERE indicator = 'models.closing' AND breakdown = ''"
	o.expect("its figure is the region's", o.ask("SELECT unit, figure "+line+" AND from_superior"), "soc-trang 66")
	o.expect("the others are their own", o.ask("SELECT count(*) "+line+" AND kind = 'part' AND NOT from_superior"), "12")
	o.expect("the total", o.ask("SELECT figure, missing "+line+" AND kind = 'total'"), "891 0")
	o.expect("who has not sent", o.ask("SELECT id FROM not_sent($unit, $scope, $period, $day)"), "soc-trang")
	o.expect("errors", o.told(pipeline.Error))
}

func TestProvinceLeftOutOfBoth(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	o := newOffice(t, c)
	region := corrected(t, c, regions, "soc-trang", "")
	o.take(append(without(without(southwestFiles(t), socTrang), regions), region)...)
	var found []pipeline.Finding
	for _, f := range o.findings("warning") {
		if f.Rule == "total-parts-missing" && f.Reporter == southwest {
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d warnings: %v", len(found), found)
	}
	f := found[0]
	if f.Cell != o.cellOf(region, southwest) || f.Got != "891" || f.Expected != "825" || !strings.Contains(f.Sentence, "còn thiếu Sóc Trăng, phần còn lại là 66.") {
		t.Errorf("%+v", f)
	}
	o.expect("errors", o.told(pipeline.Error))
	o.expect("it is not made up", o.ask("SELECT figure FROM report_line($unit, $scope, $period, $day, $map, '') WHERE kind = 'part' AND unit = 'soc-trang' AND indicator = 'models.closing' AND breakdown = ''"), "…")
}
