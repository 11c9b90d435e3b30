package portal_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// fill takes in a unit's form with figures, "models.built 3" or "models.built@area=dtts 3", and returns the number of the submission, which must be accepted.
// Of a form with a row a commune, "unit" before the figure names the commune.
func (o *office) fill(layout, unit, period string, figures ...string) int64 {
	o.Helper()
	c := o.pipeline.Catalog
	of, err := pipeline.ParsePeriod(period)
	if err != nil {
		o.Fatal(err)
	}
	_, day := c.Config.Calendar.Days(of)
	about, ok := c.Layout(layout, day)
	reporter, known := c.Geography.Unit(unit)
	if !ok || !known {
		o.Fatal(layout, unit)
	}
	form := c.Form(about, reporter, of)
	form.Figures = map[pipeline.Entry]string{}
	for _, figure := range figures {
		key, text, _ := strings.Cut(figure, " ")
		indicator, breakdown, _ := strings.Cut(key, "@")
		form.Figures[pipeline.Entry{Unit: unit, Indicator: indicator, Breakdown: pipeline.Breakdown(breakdown)}] = text
	}
	var workbook bytes.Buffer
	if err := excel.WriteForm(&workbook, form); err != nil {
		o.Fatal(err)
	}
	id := o.workbook("", fmt.Sprintf("%s-%s-%s.xlsx", layout, unit, period), workbook.Bytes())
	if got := o.outcome(id); got.State != pipeline.Accepted {
		o.Fatal(got)
	}
	return id
}

func TestFigures(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.fill("tong-hop", "ca-mau-2025", "2026-08", "models.closing 12", "models.built 0")
	o.fill("tong-hop", "ca-mau-2025", "2026-09", "models.closing gần 20", "models.built 3", "models.built@area=dtts 1")
	o.fill("tong-hop", "dong-thap-2025", "2026-09", "models.closing 54321")
	o.send("ca-mau-2025") // 2026-10 goes back
	b := o.browse("lan")
	status, page := b.get("/figures")
	b.must(http.StatusOK, "<h1>Số liệu qua các kỳ của tỉnh Cà Mau</h1>", status, page)
	for name, want := range map[string]string{"09/2026": "gần 20", "08/2026": "12", "10/2026": "chưa có số liệu", "11/2025": "chưa có số liệu"} {
		if got := line(page, name); got != want {
			t.Errorf("%s: %q, expected %q", name, got, want)
		}
	}
	b.holds(page, `<title id="chart-0-title">`, `role="img"`, "09/2026: gần 20", `aria-current="page">Số liệu`)
	if strings.Contains(page, "54.321") || strings.Contains(page, " style=") {
		t.Error("another's figures, or a style that is not let through")
	}
	if line(page, "10/2025") != "" || line(page, "11/2026") == "" {
		t.Errorf("not the last thirteen months\n%s", page)
	}
	status, page = b.get("/figures?figure=models.built&figure=models.built%40area%3Ddtts&by=quarter&from=" + url.QueryEscape("quý III năm 2026") + "&to=9/2026")
	b.must(http.StatusOK, "Mô hình xây dựng mới (vùng dân tộc thiểu số)", status, page)
	if got := line(page, "quý III năm 2026"); got != "3 Còn thiếu: tháng 7 năm 2026." {
		t.Errorf("%q\n%s", got, page)
	}
	if _, page = b.get("/figures?figure=models.built&from=8/2026&to=8/2026"); line(page, "08/2026") != "0 Báo cáo là không có." {
		t.Errorf("%q", line(page, "08/2026"))
	}
	nothing, _ := pipeline.ParsePeriod("2026-07")
	layout, _ := o.pipeline.Catalog.Layout("tong-hop", pipeline.DayOf(o.clock))
	own, _ := o.pipeline.Catalog.Geography.Unit("ca-mau-2025")
	if err := o.ConfirmNothing(context.Background(), layout, own, nothing, "lan"); err != nil {
		t.Fatal(err)
	}
	_, page = b.get("/figures?figure=models.built&figure=models.closing&from=7/2026&to=10/2026")
	if got := line(page, "07/2026"); got != "xác nhận không có" {
		t.Errorf("%q", got)
	}
	for picture, want := range map[string]int{`fill="#0b4a8f"/>`: 3, `stroke-dasharray`: 1, `width="3"`: 1, `>chưa có số liệu</text>`: 2, `>xác nhận không có</text>`: 2} { // known and zero, hedged, zero, unknown, nothing
		if got := strings.Count(page, picture); got != want {
			t.Errorf("%d times %s, expected %d", got, picture, want)
		}
	}
	for query, want := range map[string]string{"from=hom+qua": "Chưa đọc được kỳ đầu", "to=x": "Chưa đọc được kỳ cuối", "from=9/2026&to=8/2026": "Kỳ đầu ở sau kỳ cuối", "from=1900&to=2026": "Nhiều kỳ quá"} {
		if _, page := b.get("/figures?" + query); !strings.Contains(page, want) {
			t.Errorf("%s: no %q", query, want)
		}
	}
	for _, foreign := range []string{"/figures?unit=dong-thap-2025", "/figures?unit=viet-nam", "/figures?unit=dong-thap-2025/an", "/trace?unit=dong-thap-2025&indicator=models.closing&period=2026-09",
		"/trace?unit=ca-mau-2025&within=viet-nam&indicator=models.closing&period=2026-09"} {
		if status, _ := b.get(foreign); status != http.StatusNotFound {
			t.Errorf("%s: %d", foreign, status)
		}
	}
	if status, page := o.browse("ky").get("/figures?unit=dong-thap-2025"); status != http.StatusOK || line(page, "09/2026") != "54.321" {
		t.Errorf("the auditor: %d %q", status, line(page, "09/2026"))
	}
	if status, _ := o.browse("ky").get("/figures?unit=atlantis"); status != http.StatusNotFound {
		t.Error(status)
	}
}
