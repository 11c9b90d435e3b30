package sample_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
	"tonghop/templates"
)

// tips finds more than 1000 tips.
const tips = `SELECT submission, sheet, cell, figure AS got, 1000 AS expected FROM form_cell
	WHERE submission IN (SELECT unnest($submissions)) AND indicator = 'tips' AND NOT cumulative AND value > 1000`

const header = "file,layout,reporter,period,unit,indicator,breakdown,figure\n"

// line is a line of a table; the province is there in 2026.
func line(file, indicator, figure string) string {
	return file + ",tong-hop,ca-mau-2025,2026-08,ca-mau-2025," + indicator + ",," + figure + "\n"
}

// form is a whole form: without the models in operation it would go back.
func form(file, figure string) string {
	return line(file, "models.closing", "5") + line(file, "tips", figure)
}

// TestVerdicts tests a rule on samples that it passes, and on every kind that it does not.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	formRule := pipeline.Rule{Code: "own", Severity: pipeline.Warning, Scope: pipeline.FormScope, Sentence: "Ô {cell} ghi {got}.", Advice: "Kiểm tra lại.", SQL: tips, File: "rules/own.sql"}
	totalRule := formRule
	totalRule.Code, totalRule.Scope = "own-total", pipeline.TotalScope
	required, _ := c.Rule("required-figure")
	c.Rules = []pipeline.Rule{required, formRule, totalRule} // one that makes forms come back, and no others to wait for
	clock := func() time.Time { return time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC) }
	reader := excel.NewReader(c, nil)
	open := func(ctx context.Context, c *pipeline.Catalog) (*pipeline.Pipeline, func() error, error) {
		warehouse, err := duck.Open(ctx, "", c, clock, nil)
		if err != nil {
			return nil, nil, err
		}
		return &pipeline.Pipeline{Catalog: c, Reader: reader, Warehouse: warehouse, Now: clock}, warehouse.Close, nil
	}
	tester := &sample.Tester{Catalog: c, Open: open, Write: excel.WriteForm}

	silent := form("silent-a.xlsx", "900")
	cases := map[string]struct {
		rule        pipeline.Rule
		table, want string // want: what the verdict says; "" is ok
	}{
		"right":             {formRule, form("fires-a.xlsx", "1200") + silent, ""},
		"right, on totals":  {totalRule, form("fires-a.xlsx", "1200") + silent, ""},
		"no sample":         {formRule, "", "it has no sample: expected own.csv or own.lines.csv beside rules/own.sql"},
		"does not fire":     {formRule, form("fires-a.xlsx", "200") + silent, "it does not fire on fires-a.xlsx"},
		"not silent":        {formRule, form("fires-a.xlsx", "1200") + form("silent-a.xlsx", "1300"), "it is not silent on silent-a.xlsx, Tổng hợp!C34: Ô C34 ghi 1.300."},
		"neither":           {formRule, form("fires-a.xlsx", "1") + form("silent-a.xlsx", "1300"), "it does not fire on fires-a.xlsx; it is not silent on silent-a.xlsx, Tổng hợp!C34: Ô C34 ghi 1.300."},
		"one kind":          {formRule, silent, "its sample has 0 workbooks fires-… and 1 silent-…: expected at least one of each"},
		"another name":      {formRule, form("a.xlsx", "1200") + silent, "a.xlsx: expected a name that begins with fires- or silent-"},
		"two forms":         {formRule, form("fires-a.xlsx", "1200") + strings.ReplaceAll(silent, "2026-08", "2026-09") + line("silent-a.xlsx", "exemplars", "1"), "rules/own.csv:6: silent-a.xlsx: expected layout tong-hop, reporter ca-mau-2025 and period 2026-09 as before"},
		"the same form":     {formRule, form("fires-a.xlsx", "1200") + form("fires-b.xlsx", "1300") + silent, "fires-b.xlsx is of the same form, unit and period as another file; it does not fire on fires-a.xlsx, fires-b.xlsx"},
		"no place":          {formRule, form("fires-a.xlsx", "1200") + line("fires-a.xlsx", "festival.participants", "3") + silent, "fires-a.xlsx: form tong-hop: no place for"},
		"no period":         {formRule, strings.ReplaceAll(form("fires-a.xlsx", "1200"), "2026-08", "tháng tám") + silent, `fires-a.xlsx: "tháng tám" is no period`},
		"a broken line":     {formRule, form("fires-a.xlsx", "1200") + "x,y\n" + silent, "rules/own.csv: record on line 4: wrong number of fields"},
		"goes back":         {formRule, line("fires-a.xlsx", "tips", "1200") + silent, ""},
		"goes back, totals": {totalRule, line("fires-a.xlsx", "tips", "1200") + silent, "fires-a.xlsx is returned: Dòng “Mô hình đang hoạt động cuối kỳ”: ô C20 còn trống"},
	}
	for name, test := range cases {
		rule := test.rule
		if test.table != "" {
			rule.Sample.Figures = pipeline.CSV{File: "rules/own.csv", Text: []byte(header + test.table)}
		}
		verdicts, err := tester.TestAll(context.Background(), []pipeline.Rule{rule})
		if err != nil || len(verdicts) != 1 {
			t.Fatal(name, verdicts, err)
		}
		verdict := verdicts[0]
		if verdict.OK != (test.want == "") || !strings.HasPrefix(verdict.Why, test.want) {
			t.Errorf("%s: %s", name, verdict.Why)
		}
		if verdict.OK && (verdict.Fires != 1 || verdict.Silent != 1 || len(verdict.Findings) != 1 || verdict.Findings[0].Got != "1.200") {
			t.Errorf("%s: %+v", name, verdict)
		}
	}
}
