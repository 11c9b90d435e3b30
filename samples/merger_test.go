package samples_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
	"tonghop/templates"
)

// mergedOn is the day of a merger that nobody has decided on: of An Giang and Cà Mau, which takes the name and code of one.
var mergedOn = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

// writeMerger lays both tables of the map over the defaults: the two provinces end, the new one is a row in each.
func writeMerger(t *testing.T, dir string) {
	t.Helper()
	const last = "2029-12-31"
	provinces, ended := defaultLines(t, "geography/provinces.csv"), 0
	for i, line := range provinces {
		fields := strings.Split(line, ",")
		if fields[0] == "an-giang-2025" || fields[0] == "ca-mau-2025" {
			provinces[i] = strings.Join(append(fields[:5], last, "merge", "an-giang-2030", "yes", "chưa có ai quyết định"), ",")
			ended++
		}
	}
	provinces = append(provinces, "an-giang-2030,91,An Giang,tỉnh,2030-01-01,,,,,chưa có ai quyết định")

	regions := defaultLines(t, "geography/regions.csv")
	for i, line := range regions {
		fields := strings.Split(line, ",")
		if fields[3] != "an-giang-2025" && fields[3] != "ca-mau-2025" {
			continue
		}
		ended++
		regions[i] = strings.Join(append(fields[:5:5], last), ",")
		if fields[3] == "an-giang-2025" {
			regions = append(regions, strings.Join(append(fields[:3:3], "an-giang-2030", "2030-01-01", ""), ","))
		}
	}
	if ended < 4 {
		t.Fatalf("%d rows ended; the map has changed", ended)
	}
	for name, lines := range map[string][]string{"provinces.csv": provinces, "regions.csv": regions} {
		if err := os.MkdirAll(filepath.Join(dir, "geography"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "geography", name), []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func defaultLines(t *testing.T, name string) []string {
	t.Helper()
	text, err := fs.ReadFile(templates.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// TestNewMerger holds that a merger is rows in two CSV files and nothing else: forms are read, figures restated and blank forms
// made by the map of each day.
func TestNewMerger(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeMerger(t, dir)
	c, err := catalog.Load(catalog.Overlay(dir, templates.FS), "")
	if err != nil {
		t.Fatal(err)
	}
	o := newOffice(t, c)
	const before = `file,layout,reporter,period,unit,indicator,breakdown,figure
an-giang.xlsx,tong-hop,an-giang-2025,2029,an-giang-2025,models.closing,,115
an-giang.xlsx,tong-hop,an-giang-2025,2029,an-giang-2025,models.built,,gần 20
ca-mau.xlsx,tong-hop,ca-mau-2025,2029,ca-mau-2025,models.closing,,89
ca-mau.xlsx,tong-hop,ca-mau-2025,2029,ca-mau-2025,models.built,,7
can-tho.xlsx,tong-hop,can-tho-2025,2029,can-tho-2025,models.closing,,160
moi.xlsx,tong-hop,an-giang-2030,2030,an-giang-2030,models.closing,,210
moi.xlsx,tong-hop,an-giang-2030,2030,an-giang-2030,models.built,,6
`
	workbooks, err := sample.Build(c, excel.WriteForm, tables(before, ""))
	if err != nil {
		t.Fatal(err)
	}
	o.takeAll(workbooks)

	// The year before, as it was and restated; the two years together are told on the later map alone.
	o.expect("2029 as it was", o.linesOf("tay-nam-bo", "2029", time.Time{}, closing), "An Giang 115", "Cà Mau 89", "Cần Thơ 160")
	o.expect("2029 restated", o.linesOf("tay-nam-bo", "2029", mergedOn, closing), "An Giang 204", "Cần Thơ 160")
	o.expect("built in 2029, restated", o.linesOf("tay-nam-bo", "2029", mergedOn, "models.built"), "An Giang gần 27")
	o.expect("built in both years", o.linesOf("tay-nam-bo", "2029..2030", time.Time{}, "models.built"), "An Giang gần 33")
	o.expect("2030", o.linesOf("tay-nam-bo", "2030", time.Time{}, closing), "An Giang 210")
	o.expect("the new province alone, of what became it", o.linesOf("an-giang-2030", "2029", mergedOn, closing), "An Giang 204")

	// What was merged is not divided again.
	period, unit := mustPeriod(t, "2030"), unitOf(t, c, "tay-nam-bo")
	if _, err := c.NewOrder(pipeline.Report{}, unit, period, mergedOn.AddDate(0, 0, -1)); err == nil || !strings.Contains(err.Error(), "is there since 2030-01-01") {
		t.Errorf("brought back before the merger: %v", err)
	}
	checkMergedForms(t, c, o)
}

// checkMergedForms holds the report that is made, and the forms that are read and made out, after the merger.
func checkMergedForms(t *testing.T, c *pipeline.Catalog, o *office) {
	t.Helper()
	report, _ := c.Report("period")
	order, err := c.NewOrder(report, unitOf(t, c, "tay-nam-bo"), mustPeriod(t, "2029"), mergedOn)
	if err != nil {
		t.Fatal(err)
	}
	asPDF, _ := o.publish(order)
	if text := onOneLine(textOf(t, asPDF, "-raw")); !strings.Contains(text, "An Giang (gồm An Giang, Cà Mau) 204") {
		t.Errorf("the report of 2029 on the map of 2030 does not say what An Giang is made of:\n%s", text)
	}

	day := mergedOn.AddDate(0, 7, 13)
	layout, _ := c.Layout("vung", day)
	var names []string
	for _, u := range c.Form(layout, unitOf(t, c, "tay-nam-bo"), mustPeriod(t, "2030-08")).Below {
		names = append(names, u.ID)
	}
	if want := []string{"vinh-long-2025", "dong-thap-2025", "an-giang-2030", "can-tho-2025"}; !slices.Equal(sorted(names), sorted(want)) {
		t.Errorf("the region's form of August 2030 has rows for %v, expected %v", names, want)
	}

	// Cà Mau sends a form of 2030 as if nothing had happened.
	form, _ := c.Layout("tong-hop", day)
	blank := c.Form(form, unitOf(t, c, "ca-mau-2025"), mustPeriod(t, "2030-08"))
	blank.Figures = map[pipeline.Entry]string{{Unit: "ca-mau-2025", Indicator: closing}: "89"}
	var late bytes.Buffer
	if err := excel.WriteForm(&late, blank); err != nil {
		t.Fatal(err)
	}
	outcome := o.take(sample.Workbook{Name: "ca-mau-2030.xlsx", Bytes: late.Bytes()})[0]
	if outcome.State != pipeline.Rejected || len(outcome.Findings) != 1 || !strings.Contains(outcome.Findings[0].Sentence+outcome.Findings[0].Advice, "An Giang") {
		t.Errorf("a form of a province that is no more: %s %+v", outcome.State, outcome.Findings)
	}
}

func sorted(texts []string) []string { return slices.Sorted(slices.Values(texts)) }

func mustPeriod(t testing.TB, text string) pipeline.Period {
	t.Helper()
	period, err := pipeline.ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return period
}

func unitOf(t testing.TB, c *pipeline.Catalog, id string) pipeline.Unit {
	t.Helper()
	unit, ok := c.Geography.Unit(id)
	if !ok {
		t.Fatalf("no unit %s", id)
	}
	return unit
}

// linesOf are the lines of a report that have a figure of an indicator.
func (o *office) linesOf(unit, period string, onMap time.Time, indicator string) []string {
	o.t.Helper()
	order, err := o.Catalog.NewOrder(pipeline.Report{}, unitOf(o.t, o.Catalog, unit), mustPeriod(o.t, period), onMap)
	if err != nil {
		o.t.Fatal(err)
	}
	return o.askFor(order, `SELECT name, figure FROM report_line($unit, $scope, $period, $day, $map, '')
		WHERE kind = 'part' AND indicator = '`+indicator+`' AND breakdown = '' AND figure.value IS NOT NULL ORDER BY name COLLATE vi`)
}
