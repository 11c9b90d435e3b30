package duck_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// reconcile is a region's reconciliation, a line each figure.
func (o *office) reconcile(unit, period string, keys ...pipeline.TimelineKey) []string {
	o.t.Helper()
	about, known := o.catalog.Geography.Unit(unit)
	of, read := pipeline.ReadPeriod(period)
	if !known || !read {
		o.t.Fatal(unit, period)
	}
	order, err := o.catalog.NewOrder(pipeline.Report{}, about, of, time.Time{})
	if err != nil {
		o.t.Fatal(err)
	}
	all, err := o.Reconcile(context.Background(), order, keys)
	if err != nil {
		o.t.Fatal(err)
	}
	lines := []string{}
	for _, r := range all {
		balanced, imbalance, exact := r.Balanced(vi.One)
		line := fmt.Sprint(r.TimelineKey, " ", balanced)
		if exact {
			line += " " + imbalance.String()
		}
		for _, f := range []*pipeline.Figure{r.Declared, r.Total} {
			if f != nil {
				line += " " + f.Quantity.String()
			}
		}
		for _, cell := range r.Cells {
			line += fmt.Sprintf(" %s!%s", cell.File, cell.Cell)
		}
		for _, part := range r.Parts {
			if part.Figure != nil {
				line += fmt.Sprintf(" %s %s", part.UnitName, part.Figure.Quantity)
				for _, cell := range part.Cells {
					line += fmt.Sprintf(" (%s!%s)", cell.File, cell.Cell)
				}
			}
		}
		for _, f := range r.Findings {
			line += " " + f.Rule
			for _, cause := range f.Causes {
				line += ": " + cause.Sentence
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// What a region declares, what its provinces add up to, the imbalance, and what may be behind it are those of the trace and the findings.
func TestReconcile(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "total-imbalance", "total-parts-missing")
	o.together("vung dia-ban-tay-nguyen 2024 | models.closing 138 | kon-tum models.closing 17 | gia-lai models.closing 28 | dak-lak models.closing 39 | dak-nong models.closing 54 | models.closing@area=dtts trên 1 | models.built 9",
		"tong-hop lam-dong 2024 | models.closing 83 | models.built 9 | models.closing@area=dtts 3", "tong-hop kon-tum 2024 | models.built 0 | models.closing@area=dtts 4", "tong-hop dak-lak 2024 | models.built 0",
		"tong-hop gia-lai 2024 | models.built 0", "tong-hop dak-nong 2024 | models.built 0")
	o.expect("reconciled", o.reconcile("dia-ban-tay-nguyen", "2024", pipeline.TimelineKey{Indicator: "models.closing"}, pipeline.TimelineKey{Indicator: "models.built"},
		pipeline.TimelineKey{Indicator: "models.closing", Breakdown: "area=dtts"}, pipeline.TimelineKey{Indicator: "tips"}),
		"models.closing differs -83 138 221 vung-dia-ban-tay-nguyen-2024.xlsx!A1 Kon Tum 17 (vung-dia-ban-tay-nguyen-2024.xlsx!A2) Gia Lai 28 (vung-dia-ban-tay-nguyen-2024.xlsx!A3) "+
			"Đắk Lắk 39 (vung-dia-ban-tay-nguyen-2024.xlsx!A4) Đắk Nông 54 (vung-dia-ban-tay-nguyen-2024.xlsx!A5) Lâm Đồng 83 (tong-hop-lam-dong-2024.xlsx!A1) "+
			"total-imbalance: Có thể tổng chưa cộng số của Lâm Đồng: 83 (tệp tong-hop-lam-dong-2024.xlsx, ô A1).",
		"models.built agrees 0 9 9 vung-dia-ban-tay-nguyen-2024.xlsx!A7 Kon Tum - (tong-hop-kon-tum-2024.xlsx!A1) Gia Lai - (tong-hop-gia-lai-2024.xlsx!A1) Đắk Lắk - (tong-hop-dak-lak-2024.xlsx!A1) "+
			"Đắk Nông - (tong-hop-dak-nong-2024.xlsx!A1) Lâm Đồng 9 (tong-hop-lam-dong-2024.xlsx!A2)",
		"models.closing@area=dtts short trên 1 7 vung-dia-ban-tay-nguyen-2024.xlsx!A6 Kon Tum 4 (tong-hop-kon-tum-2024.xlsx!A2) Lâm Đồng 3 (tong-hop-lam-dong-2024.xlsx!A3) total-parts-missing",
		"tips unknown")
}

// Both figures as they are told must be able to hold at once.
func TestBalanced(t *testing.T) {
	t.Parallel()
	figure := func(text string, missing int) *pipeline.Figure {
		if text == "" {
			return nil
		}
		return &pipeline.Figure{Quantity: vi.ReadText(text), MissingParts: missing}
	}
	var got []string
	cases := []string{"9 9 agrees", "9 8 differs", "trên_4.700 4.753 fits", "trên_4.700 4.600 differs", "gần_1.900 1.950 differs", "từ_10_đến_12 11 fits", "8 gần_9 fits", "… 9 unknown", "0 0 agrees", " 9 unknown"}
	for _, c := range cases {
		fields := strings.Split(strings.ReplaceAll(c, "_", "~"), " ")
		r := pipeline.Reconciliation{Declared: figure(strings.ReplaceAll(fields[0], "~", " "), 0), Total: figure(strings.ReplaceAll(fields[1], "~", " "), 0)}
		balanced, _, _ := r.Balanced(vi.One)
		got = append(got, strings.ReplaceAll(fields[0]+" "+fields[1], "~", "_")+" "+string(balanced))
	}
	if !slices.Equal(got, cases) {
		t.Errorf("got %q", got)
	}
}
