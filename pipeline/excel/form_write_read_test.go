package excel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// blank makes out the form of a layout of the defaults for a unit.
func blank(t *testing.T, c *pipeline.Catalog, layout, unit, period string) pipeline.Form {
	t.Helper()
	i := slices.IndexFunc(c.Layouts, func(l pipeline.Layout) bool { return l.ID == layout })
	reporter, ok := c.Geography.Unit(unit)
	if i < 0 || !ok {
		t.Fatalf("no layout %s or unit %s", layout, unit)
	}
	form := pipeline.Form{Layout: c.Layouts[i], Head: c.Head, Reporter: reporter, Receiver: "Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc",
		Period: mustPeriod(t, period), Figures: map[pipeline.Entry]string{}, Words: map[string]string{}, Indicators: map[string]pipeline.Indicator{}}
	if form.Layout.Rows.Each == pipeline.ProvinceUnit {
		_, day := c.Config.Calendar.Days(form.Period)
		form.Below = c.Geography.Parts(unit, day)
	}
	for _, indicator := range c.Indicators {
		form.Indicators[indicator.ID] = indicator
	}
	return form
}

// What a form is given comes back when it is read: one layout writes and reads.
func TestFormComesBack(t *testing.T) {
	c := defaults(t)
	province := blank(t, c, "tong-hop", "quang-nam", "2017")
	for _, unit := range c.Geography.Parts(pipeline.Nation, time.Date(2017, 12, 31, 0, 0, 0, 0, time.UTC)) {
		province.Units = append(province.Units, unit.Name) // 63: they stand on a hidden sheet
	}
	province.Words = map[string]string{"assessment": "Phong trào được duy trì.\nNhiều mô hình mới.", "proposals": "Không."}
	province.Figures = map[pipeline.Entry]string{
		{Unit: "quang-nam", Indicator: "models.closing"}:                       "2258",
		{Unit: "quang-nam", Indicator: "models.built", Cumulative: true}:       "175",
		{Unit: "quang-nam", Indicator: "launches.participations"}:              "hơn 355.000",
		{Unit: "quang-nam", Indicator: "models.built", Breakdown: "area=dtts"}: "0",
	}
	region := blank(t, c, "vung", "tay-nam-bo", "2018..2024")
	region.Figures = map[pipeline.Entry]string{
		{Unit: "soc-trang", Indicator: "models.closing"}: "66", {Unit: "ca-mau", Indicator: "models.closing"}: "gần 40",
		{Unit: "tay-nam-bo", Indicator: "models.replicated"}: "67",
	}
	for _, form := range []pipeline.Form{province, region} {
		reading, err := excel.NewReader(c, nil).Read(written(t, "default-"+form.Layout.ID, form))
		if err != nil {
			t.Errorf("%s: %v", form.Layout.ID, err)
			continue
		}
		if reading.Layout != form.Layout.ID || reading.Version != form.Layout.Version || reading.Reporter.ID != form.Reporter.ID || reading.Period != form.Period {
			t.Errorf("%s: read as layout %s, version %d, unit %s, period %s", form.Layout.ID, reading.Layout, reading.Version, reading.Reporter.ID, reading.Period)
		}
		for _, refusal := range reading.Refusals {
			t.Errorf("%s: %+v", form.Layout.ID, refusal)
		}
		compareFigures(t, form, reading)
		for id, want := range form.Words {
			if !slices.ContainsFunc(reading.Narratives, func(n pipeline.Narrative) bool { return n.Box == id && n.Text == want }) {
				t.Errorf("%s: box %s did not come back: %+v", form.Layout.ID, id, reading.Narratives)
			}
		}
	}
}

func compareFigures(t *testing.T, form pipeline.Form, reading *pipeline.Reading) {
	t.Helper()
	got := map[pipeline.Entry]string{}
	for _, o := range reading.Observations {
		got[pipeline.Entry{Unit: o.Unit, Indicator: o.Indicator, Breakdown: o.Breakdown, Cumulative: o.Cumulative}] = fmt.Sprint(o.Quantity.State, " ", o.Raw)
	}
	for entry, want := range form.Figures {
		state := "declared "
		if want == "0" {
			state = "zero "
		}
		if got[entry] != state+want {
			t.Errorf("%s: %+v came back as %q, want %q", form.Layout.ID, entry, got[entry], state+want)
		}
	}
}
