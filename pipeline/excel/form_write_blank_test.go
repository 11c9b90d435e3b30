package excel_test

import (
	"bytes"
	"testing"

	"tonghop/pipeline"
)

// The blank forms are those that Catalog.Form makes out.
func TestBlankForms(t *testing.T) {
	c := defaults(t)
	for _, layout := range c.Layouts {
		unit, _ := c.Geography.Unit(map[bool]string{true: "ca-mau", false: "dia-ban-tay-nam-bo"}[layout.Sender.Sends(pipeline.ProvinceUnit)])
		form := c.Form(layout, unit, mustPeriod(t, "2024-08"))
		data := written(t, "blank-"+layout.ID, form)
		file := reopened(t, data)
		if got, _ := beside(t, file, layout.Sheet, find(t, file, layout.Sheet, c.Head.Reporter[0]+":"), 1, 0); got != unit.Name {
			t.Errorf("%s: made out for %q", layout.ID, got)
		}
		if !bytes.Equal(data, written(t, "blank-"+layout.ID, form)) {
			t.Errorf("%s: the same form gave other bytes", layout.ID)
		}
	}
}

func TestItemsByColumns(t *testing.T) {
	form := blank(t, defaults(t), "khen-thuong", "soc-trang", "2018..2024")
	form.Period, _ = pipeline.ReadPeriod("2018..2024 (số liệu đến 15/8/2024)")
	form.Figures = map[pipeline.Entry]string{
		{Unit: "soc-trang", Indicator: "commendations.recipients"}:                                                "1.200",
		{Unit: "soc-trang", Indicator: "commendations.collectives", Breakdown: "award=bang-khen;level=bo"}:        "27",
		{Unit: "soc-trang", Indicator: "commendations.individuals", Breakdown: "award=bang-khen;level=ubnd-tinh"}: "0",
	}
	file := reopened(t, written(t, "khen-thuong", form))
	const sheet = "Khen thưởng"
	for _, c := range []struct {
		label string
		right int
		want  string
	}{{"Tổng số", 5, "1.200"}, {"Bằng khen của Bộ Công an", 2, "27"}, {"Bằng khen của Ủy ban nhân dân tỉnh", 3, "0"},
		{"Kỳ báo cáo:", 1, "Giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)"}} {
		if got, cell := beside(t, file, sheet, find(t, file, sheet, c.label), c.right, 0); got != c.want {
			t.Errorf("%s %s %q, want %q", c.label, cell, got, c.want)
		}
	}
}
