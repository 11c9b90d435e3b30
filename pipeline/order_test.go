package pipeline_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

func load(t *testing.T) *pipeline.Catalog {
	t.Helper()
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil && text != "" {
		panic(err)
	}
	return d
}

func ids(units []pipeline.Unit) string {
	var all []string
	for _, u := range units {
		all = append(all, u.ID)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func TestNewOrder(t *testing.T) {
	c := load(t)
	for _, x := range []struct{ unit, period, onMap, scope, last, mapDay string }{
		{"ca-mau", "2018..2024", "", "ca-mau", "2024-12-14", "2024-12-14"},
		{"ca-mau", "2018..2024", "2025-07-01", "ca-mau", "2024-12-14", "2025-07-01"},
		{"ca-mau", "2018..2024 (số liệu đến 15/8/2024)", "", "ca-mau", "2024-08-15", "2024-08-15"},
		{"ca-mau-2025", "2024", "2025-07-01", "bac-lieu ca-mau", "2024-12-14", "2025-07-01"},
		{"ha-noi", "2007", "2008-08-01", "ha-noi-2004 ha-tay", "2007-12-14", "2008-08-01"},
		{"ha-noi", "2024", "", "ha-noi", "2024-12-14", "2024-12-14"},
		{"dia-ban-tay-nguyen", "2018..2024", "2025-07-01", "dak-lak dak-nong gia-lai kon-tum lam-dong", "2024-12-14", "2025-07-01"},
		{"tay-nam-bo", "2025-08", "", "an-giang-2025 ca-mau-2025 can-tho-2025 dong-thap-2025 vinh-long-2025", "2025-08-14", "2025-08-14"},
		{"ca-mau", "2022-08-11", "", "ca-mau", "2022-08-11", "2022-08-11"},
	} {
		period, ok := pipeline.ReadPeriod(x.period)
		unit, found := c.Geography.Unit(x.unit)
		if !ok || !found {
			t.Fatal(x)
		}
		report, _ := c.Report("period")
		o, err := c.NewOrder(report, unit, period, day(x.onMap))
		if err != nil || o.Name() != "period" || o.Unit.ID != x.unit || o.Conference != nil {
			t.Errorf("%v: %+v, %v", x, o, err)
		}
		if ids(o.Scope) != x.scope {
			t.Errorf("%s in %s is about %s, want %s", x.unit, x.period, ids(o.Scope), x.scope)
		}
		got := o.LastDay(c.Config.Calendar).Format(time.DateOnly) + " " + o.MapDay(c.Config.Calendar).Format(time.DateOnly)
		if got != x.last+" "+x.mapDay {
			t.Errorf("%s in %s goes to %s", x.unit, x.period, got)
		}
	}
	gone, _ := c.Geography.Unit("ca-mau")
	if _, err := c.NewOrder(pipeline.Report{}, gone, pipeline.Months(2026, time.January, 2026, time.March), time.Time{}); err == nil {
		t.Error("Cà Mau of 2024 has figures of 2026")
	}
	for text, n := range map[string]int{"2004": 64, "2008": 63, "2024": 63, "2025": 34} {
		period, _ := pipeline.ReadPeriod(text)
		nation, _ := c.Geography.Unit(pipeline.Nation)
		if o, err := c.NewOrder(pipeline.Report{}, nation, period, time.Time{}); err != nil || len(o.Scope) != n {
			t.Errorf("the nation in %s has %d provinces, %v; want %d", text, len(o.Scope), err, n)
		}
	}
}

func TestConferenceOrder(t *testing.T) {
	c := load(t)
	conference := pipeline.Conference{ID: "tay-bac", Name: "Tây Bắc và phụ cận", Provinces: []string{"son-la", "ha-giang", "nghe-an"}, Report: "conference",
		Period: pipeline.Months(2018, time.January, 2024, time.December).Closing(day("2024-08-15")), Map: day("2025-07-01")}
	o, err := c.ConferenceOrder(conference)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(pipeline.Unit{ID: "tay-bac", Kind: pipeline.RegionUnit, Name: "Tây Bắc và phụ cận"}, o.Unit); diff != "" {
		t.Error(diff)
	}
	if ids(o.Scope) != "ha-giang nghe-an son-la" || o.Conference.ID != "tay-bac" || o.Reports[0].ID != "conference" || !o.Map.Equal(conference.Map) {
		t.Errorf("got %+v", o)
	}
	conference.Unit, conference.Name, conference.Provinces = "dia-ban-tay-nguyen", "", nil
	if o, err := c.ConferenceOrder(conference); err != nil || ids(o.Scope) != "dak-lak dak-nong gia-lai kon-tum lam-dong" || o.Unit.Name != "Tây Nguyên" {
		t.Errorf("got %+v, %v", o, err)
	}
	conference.Period, conference.Map = pipeline.Months(2026, time.January, 2026, time.March), day("2024-12-31")
	if _, err := c.ConferenceOrder(conference); err == nil {
		t.Error("figures of 2026 are brought to the map of 2024")
	}
}

func TestCanRestate(t *testing.T) {
	g := load(t).Geography
	const merged = "the map of 2025-06-30 is older than the figures: they are by provinces of which Tuyên Quang (tuyen-quang-2025) is there since 2025-07-01 only, and figures are not brought back to an older map; give a day from then on"
	for _, c := range []struct{ from, to, want string }{
		{"2024-12-14", "2025-07-01", ""}, {"2004-12-14", "2026-12-14", ""}, // forward, whatever happened
		{"2024-12-14", "2024-12-14", ""}, {"2024-12-14", "2017-12-14", ""}, {"2024-12-14", "2008-08-01", ""}, {"2026-03-01", "2025-07-01", ""}, // the same units
		{"2025-07-01", "2025-06-30", merged},
	} {
		got := ""
		if err := pipeline.CanRestate(g.On(pipeline.ProvinceUnit, day(c.from)), day(c.to)); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("from %s to %s: %q\nwant %q", c.from, c.to, got, c.want)
		}
	}
	for _, c := range [][2]string{{"2008-08-01", "2008-07-31"}, {"2024-12-14", "2004-01-01"}, {"2026-12-14", "2024-12-14"}, {"2024-12-14", "1990-01-01"}} {
		if pipeline.CanRestate(g.On(pipeline.ProvinceUnit, day(c[0])), day(c[1])) == nil {
			t.Errorf("figures of %s are brought to the map of %s", c[0], c[1])
		}
	}
	if err := pipeline.CanRestate(g.Parts("dia-ban-tay-nguyen", day("2024-12-14")), day("2008-07-31")); err != nil {
		t.Error("Tây Nguyên has nothing to do with Hà Nội:", err)
	}
}

func TestLines(t *testing.T) {
	lines := map[string][]string{}
	for _, l := range load(t).Geography.Lines() {
		until := ""
		if !l.Until.IsZero() {
			until = l.Until.Format(time.DateOnly)
		}
		text := l.Became + " " + l.From.Format(time.DateOnly) + ".." + until
		if !l.Exact {
			text += " inexact"
		}
		lines[l.Unit] = append(lines[l.Unit], text)
	}
	for unit, want := range map[string][]string{
		"ha-noi-2004":    {"ha-noi-2004 2004-01-01..2008-07-31", "ha-noi 2008-08-01.. inexact"},
		"ha-tay":         {"ha-tay 2004-01-01..2008-07-31", "ha-noi 2008-08-01.."},
		"ha-noi":         {"ha-noi 2008-08-01.."},
		"thua-thien-hue": {"thua-thien-hue 2004-01-01..2024-12-31", "hue 2025-01-01.."},
		"bac-giang":      {"bac-giang 2004-01-01..2025-06-30", "bac-ninh-2025 2025-07-01..2026-09-19", "bac-ninh-2026 2026-09-20.."},
		"bac-ninh-2026":  {"bac-ninh-2026 2026-09-20.."},
		"quang-ninh":     {"quang-ninh 2004-01-01..2026-08-31", "quang-ninh-2026 2026-09-01.."},
		"long-an":        {"long-an 2004-01-01..2025-06-30", "tay-ninh-2025 2025-07-01.."},
	} {
		if diff := cmp.Diff(want, lines[unit]); diff != "" {
			t.Errorf("%s (-want +got)\n%s", unit, diff)
		}
	}
}

// Every province is, on every day from its first one, exactly one province that is there.
func TestLinesAreWhole(t *testing.T) {
	g := load(t).Geography
	lines := g.Lines()
	for _, text := range []string{"2004-01-01", "2008-07-31", "2008-08-01", "2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2026-04-30", "2026-09-20", "2030-01-01"} {
		on := map[string]int{}
		for _, l := range lines {
			if d := day(text); d.Before(l.From) || !l.Until.IsZero() && d.After(l.Until) {
				continue
			}
			if became, _ := g.Unit(l.Became); became.Kind == pipeline.ProvinceUnit && !became.On(day(text)) {
				t.Errorf("%s is %s on %s, which is not there", l.Unit, l.Became, text)
			}
			on[l.Unit]++
		}
		for _, u := range g.Units {
			if u.Kind == pipeline.ProvinceUnit && !u.From.After(day(text)) && on[u.ID] != 1 {
				t.Errorf("%s is %d units on %s", u.ID, on[u.ID], text)
			}
		}
	}
}

func TestBefore(t *testing.T) {
	g := load(t).Geography
	for _, c := range []struct{ later, day, want string }{
		{"tay-ninh-2025", "2024-12-14", "long-an tay-ninh"}, {"can-tho-2025", "2025-06-30", "can-tho hau-giang soc-trang"}, {"ha-noi", "2007-12-14", "ha-noi-2004 ha-tay"},
		{"hue", "2024-12-14", "thua-thien-hue"}, {"bac-ninh-2026", "2024-12-14", "bac-giang bac-ninh"}, {"bac-ninh-2026", "2026-01-01", "bac-ninh-2025"},
		{"ha-noi", "2024-12-14", ""}, {"ca-mau", "2024-12-14", ""}, {"tay-nguyen", "2024-12-14", ""}, {"can-tho-2025", "2025-07-01", ""},
	} {
		later, _ := g.Unit(c.later)
		if got := ids(g.Before(later, day(c.day))); got != c.want {
			t.Errorf("before %s, on %s, there was %q; want %q", c.later, c.day, got, c.want)
		}
	}
}
