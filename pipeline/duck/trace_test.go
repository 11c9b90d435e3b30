package duck_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

// trace is the trace of a figure, a line each: what it is, its unit and value, how it came about, and indented what it is made of.
func (o *office) trace(unit, indicator, period, onMap string) []string {
	o.t.Helper()
	province, _, _ := strings.Cut(unit, "/")
	about, known := o.catalog.Geography.Unit(province)
	wanted, read := pipeline.ReadPeriod(period)
	id, breakdown, _ := strings.Cut(indicator, "@")
	counted, ok := o.catalog.Indicator(id)
	if !known || !read || !ok {
		o.t.Fatal(unit, period, indicator)
	}
	var day time.Time
	if onMap != "" {
		day, _ = time.Parse(time.DateOnly, onMap)
	}
	order, err := o.catalog.NewOrder(pipeline.Report{}, about, wanted, day)
	if err != nil {
		o.t.Fatal(err)
	}
	trace, err := o.Trace(context.Background(), pipeline.TraceRequest{Order: order, Unit: unit, Indicator: counted, Breakdown: pipeline.Breakdown(breakdown)})
	if err != nil {
		o.t.Fatal(err)
	}
	lines := []string{}
	for _, f := range trace.Figures {
		lines = append(lines, figureLines(f, "")...)
	}
	lines = append(lines, otherLines(trace.Others, "")...)
	if trace.Difference != nil {
		lines = append(lines, fmt.Sprintf("difference %d", *trace.Difference/10_000))
	}
	return lines
}

func figureLines(f pipeline.TracedFigure, indent string) []string {
	lines := []string{strings.TrimRight(fmt.Sprintf("%s%s %s %s %s %s", indent, f.Kind, f.Unit, f.Says, f.Source, f.How), " ")}
	if len(f.Lacks) > 0 {
		lines[0] += " lacks " + strings.Join(f.Lacks, ", ")
	}
	for _, part := range f.Parts {
		lines = append(lines, figureLines(part, indent+"  ")...)
	}
	for _, c := range f.Cells {
		lines = append(lines, indent+"  "+cellLine(c))
	}
	return append(lines, otherLines(f.Others, indent+"  ")...)
}

func otherLines(others []pipeline.OtherCell, indent string) []string {
	var lines []string
	for _, other := range others {
		lines = append(lines, indent+"not "+cellLine(other.TracedCell)+": "+string(other.Why))
	}
	return lines
}

func cellLine(c pipeline.TracedCell) string {
	line := fmt.Sprintf("%s %s!%s %s %q", c.File, c.Sheet, c.Cell, c.Period, c.Raw)
	for _, f := range c.Findings {
		line += " " + f.Rule
		if f.Waiver != nil {
			line += " (" + f.Waiver.Reason + ")"
		}
	}
	return line
}

func TestTrace(t *testing.T) {
	t.Parallel()
	month := func(m, figures string) string { return "tong-hop ca-mau 2024-" + m + " | " + figures }
	for _, c := range []struct {
		name      string
		forms     []string
		unit      string
		indicator string
		period    string
		onMap     string
		want      []string
	}{
		{"a quarter of its months, though declared", []string{month("01", "models.built 1"), month("02", "models.built 2"), month("03", "models.built 4"), "tong-hop ca-mau 2024-Q1 | models.built 9"},
			"ca-mau", "models.built", "2024-Q1", "", []string{
				"declared ca-mau 7 sum added", `  tong-hop-ca-mau-2024-01.xlsx S!A1 2024-01 "1"`, `  tong-hop-ca-mau-2024-02.xlsx S!A1 2024-02 "2"`, `  tong-hop-ca-mau-2024-03.xlsx S!A1 2024-03 "4"`,
				`  not tong-hop-ca-mau-2024-Q1.xlsx S!A1 2024-Q1 "9" total-imbalance: other-time`}},
		{"what months lack", []string{month("01", "models.built 1"), month("03", "models.built 4")}, "ca-mau", "models.built", "2024-Q1", "", []string{
			"declared ca-mau 5 sum added lacks tháng 02 năm 2024", `  tong-hop-ca-mau-2024-01.xlsx S!A1 2024-01 "1"`, `  tong-hop-ca-mau-2024-03.xlsx S!A1 2024-03 "4"`}},
		{"the last of a stock", []string{month("11", "models.closing 5"), month("12", "models.closing 6"), "tong-hop ca-mau 2024-Q4 | models.closing 7"}, "ca-mau", "models.closing", "2024", "", []string{
			"declared ca-mau 6 own last", `  tong-hop-ca-mau-2024-12.xlsx S!A1 2024-12 "6"`, `  not tong-hop-ca-mau-2024-Q4.xlsx S!A1 2024-Q4 "7" total-imbalance: other-time`}},
		{"hedged", []string{"tong-hop ca-mau 2024 | tips gần 2.500"}, "ca-mau", "tips", "2024", "", []string{"declared ca-mau gần 2.500 own declared", `  tong-hop-ca-mau-2024.xlsx S!A1 2024 "gần 2.500"`}},
		{"a breakdown", []string{"tong-hop ca-mau 2024 | models.closing 5 | models.closing@area=dtts 3"}, "ca-mau", "models.closing@area=dtts", "2024", "", []string{
			"declared ca-mau 3 own last", `  tong-hop-ca-mau-2024.xlsx S!A2 2024 "3"`}},
		{"a superior's row", []string{"vung dia-ban-tay-nam-bo 2024 | ca-mau models.closing 5"}, "ca-mau", "models.closing", "2024", "", []string{
			"declared ca-mau 5 superior last", `  vung-dia-ban-tay-nam-bo-2024.xlsx S!A1 2024 "5"`}},
		{"one of two superiors' rows", []string{"vung dia-ban-tay-nam-bo 2024 | ca-mau models.closing 5", "vung viet-nam 2024 | ca-mau models.closing 5"}, "ca-mau", "models.closing", "2024", "", []string{
			"declared ca-mau 5 superior last", `  vung-dia-ban-tay-nam-bo-2024.xlsx S!A1 2024 "5"`, `  not vung-viet-nam-2024.xlsx S!A1 2024 "5": other-superior`}},
		{"the column of the year to date", []string{"tong-hop ca-mau 2024-01 | models.built 5 | models.built+ 5"}, "ca-mau", "models.built", "2024-01", "", []string{
			"declared ca-mau 5 own declared", `  tong-hop-ca-mau-2024-01.xlsx S!A1 2024-01 "5"`, `  not tong-hop-ca-mau-2024-01.xlsx S!A2 2024-01 "5": other-form`}},
		{"nothing, and where it would stand", []string{"tong-hop ca-mau 2024 | models.closing … | models.built 1"}, "ca-mau", "models.closing", "2024", "", []string{`not tong-hop-ca-mau-2024.xlsx S!A1 2024 "…" empty-figures: empty`}},
		{"nothing at all", []string{"tong-hop ca-mau 2024 | models.built 1"}, "ca-mau", "models.closing", "2020", "", nil},
		{"a region and its provinces", []string{"vung dia-ban-tay-nguyen 2024 | models.closing 20 | kon-tum models.closing 7 | gia-lai models.closing 8", "tong-hop kon-tum 2024 | models.closing 6"},
			"dia-ban-tay-nguyen", "models.closing", "2024", "", []string{
				"declared dia-ban-tay-nguyen 20 own last", `  vung-dia-ban-tay-nguyen-2024.xlsx S!A1 2024 "20" total-parts-missing`,
				"total dia-ban-tay-nguyen 14 sum", "  part kon-tum 6 own last", `    tong-hop-kon-tum-2024.xlsx S!A1 2024 "6"`, `    not vung-dia-ban-tay-nguyen-2024.xlsx S!A2 2024 "7" superior-differs: superior`,
				"  part gia-lai 8 superior last", `    vung-dia-ban-tay-nguyen-2024.xlsx S!A3 2024 "8"`, "  part dak-lak …", "  part dak-nong …", "  part lam-dong …", "difference 6"}},
		{"what became one unit", []string{"tong-hop ca-mau 2024 | models.closing 32", "tong-hop bac-lieu 2024 | models.closing 57", "vung dia-ban-tay-nam-bo 2024 | bac-lieu models.closing 57"},
			"ca-mau-2025", "models.closing", "2024", "2025-07-01", []string{
				"part ca-mau-2025 89 sum last", "  former bac-lieu 57 own", `    tong-hop-bac-lieu-2024.xlsx S!A1 2024 "57"`, `    not vung-dia-ban-tay-nam-bo-2024.xlsx S!A1 2024 "57": superior`,
				"  former ca-mau 32 own", `    tong-hop-ca-mau-2024.xlsx S!A1 2024 "32"`}},
		{"a part that is not there", []string{"tong-hop ca-mau 2024 | models.closing 32"}, "ca-mau-2025", "models.closing", "2024", "2025-07-01", []string{
			"part ca-mau-2025 32 sum last lacks Bạc Liêu", "  former ca-mau 32 own", `    tong-hop-ca-mau-2024.xlsx S!A1 2024 "32"`}},
		{"over a change of the map", []string{"tong-hop ca-mau 2025-H1 | models.built 5", "tong-hop bac-lieu 2025-H1 | models.built 3", "tong-hop ca-mau-2025 2025-H2 | models.built 7"}, "ca-mau-2025", "models.built", "2025", "", []string{
			"declared ca-mau-2025 15 sum declared", "  former bac-lieu 3 own", `    tong-hop-bac-lieu-2025-H1.xlsx S!A1 2025-H1 "3"`, "  former ca-mau 5 own", `    tong-hop-ca-mau-2025-H1.xlsx S!A1 2025-H1 "5"`,
			"  former ca-mau-2025 7 own", `    tong-hop-ca-mau-2025-2025-H2.xlsx S!A1 2025-H2 "7"`}},
		{"the whole, told by the later unit", []string{"tong-hop ca-mau 2025-H1 | models.built 5", "tong-hop ca-mau-2025 2025 | models.built 15"}, "ca-mau-2025", "models.built", "2025", "", []string{
			"declared ca-mau-2025 15 own declared", `  tong-hop-ca-mau-2025-2025.xlsx S!A1 2025 "15" total-parts-missing`, `not tong-hop-ca-mau-2025-H1.xlsx S!A1 2025-H1 "5": whole-told`}},
		{"what does not add up over units", []string{"vung dia-ban-tay-nguyen 2024 | commendations.localities 5", "tong-hop kon-tum 2024 | commendations.localities 1"}, "dia-ban-tay-nguyen", "commendations.localities", "2024", "", []string{
			"declared dia-ban-tay-nguyen 5 own declared", `  vung-dia-ban-tay-nguyen-2024.xlsx S!A1 2024 "5"`}},
		{"a commune", []string{"xa ca-mau 2024-08 | ca-mau models.closing 9 | ca-mau/cai-nuoc/hung-my models.closing 4 | ca-mau/phuong-5 models.closing 5"}, "ca-mau/phuong-5", "models.closing", "2024-08", "", []string{
			"part ca-mau/phuong-5 5 own last", `  xa-ca-mau-2024-08.xlsx S!A3 2024-08 "5"`}},
		{"what a commune has that does not add up", []string{"xa ca-mau 2024-08 | ca-mau/phuong-5 festival.pledged_rate 100 | ca-mau/phuong-6 festival.pledged_rate 90"}, "ca-mau/phuong-5", "festival.pledged_rate", "2024-08", "", []string{
			"part ca-mau/phuong-5 100 own declared", `  xa-ca-mau-2024-08.xlsx S!A1 2024-08 "100"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.together(c.forms...)
			o.expect(c.name, o.trace(c.unit, c.indicator, c.period, c.onMap), c.want...)
		})
	}
}

// A waiver is told with the finding that it accepts, and goes from the trace with it.
func TestTraceWaiver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.together("vung dia-ban-tay-nguyen 2024 | kon-tum models.closing 7", "tong-hop kon-tum 2024 | models.closing 6")
	findings, err := o.Findings(context.Background(), "", nil, "")
	if err != nil || len(findings) != 1 {
		t.Fatal(findings, err)
	}
	if _, _, err := o.Waive(context.Background(), pipeline.WaiverRequest{Finding: findings[0].ID, By: "V28", Reason: "Số mới"}); err != nil {
		t.Fatal(err)
	}
	o.expect("waived", o.trace("kon-tum", "models.closing", "2024", ""), "declared kon-tum 6 own last", `  tong-hop-kon-tum-2024.xlsx S!A1 2024 "6"`,
		`  not vung-dia-ban-tay-nguyen-2024.xlsx S!A1 2024 "7" superior-differs (Số mới): superior`)
}
