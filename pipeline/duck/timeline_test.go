package duck_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

// timeline is what is known of a unit, a line each, in the periods from the one to the other, each a month.
func (o *office) timeline(unit, from, to string, keys ...string) []string {
	o.t.Helper()
	timeline, err := o.Timeline(context.Background(), o.timelineRequest(unit, from, to, keys...))
	if err != nil {
		o.t.Fatal(err)
	}
	lines := []string{}
	for _, f := range timeline.Figures {
		line := fmt.Sprintf("%s %s %s %s %s", f.Kind, f.Period, pipeline.TimelineKey{Indicator: f.Indicator, Breakdown: pipeline.Breakdown(f.Breakdown)}, f.Quantity, f.Source)
		if len(f.Lacks) > 0 {
			line += " lacks " + strings.Join(f.Lacks, ", ")
		}
		if f.MissingParts > 0 {
			line += fmt.Sprint(" without ", f.MissingParts)
		}
		lines = append(lines, line)
	}
	for _, form := range timeline.Nothing {
		lines = append(lines, fmt.Sprintf("nothing %s %s", form.Period, form.Layout.ID))
	}
	for _, u := range timeline.Communes {
		lines = append(lines, "commune "+u.ID+" "+u.Name)
	}
	return lines
}

func (o *office) timelineRequest(unit, from, to string, keys ...string) pipeline.TimelineRequest {
	o.t.Helper()
	province, _, _ := strings.Cut(unit, "/")
	about, known := o.catalog.Geography.Unit(province)
	first, err := pipeline.ParsePeriod(from)
	last, err2 := pipeline.ParsePeriod(to)
	if !known || err != nil || err2 != nil {
		o.t.Fatal(unit, err, err2)
	}
	request := pipeline.TimelineRequest{Unit: unit}
	for _, u := range o.catalog.Geography.Units {
		if unit == province && o.catalog.Geography.Became(u.ID, province) {
			request.Reports = append(request.Reports, u.ID)
		}
	}
	for p := first; ; p = pipeline.Run(nextMonth(p), nextMonth(p)) {
		_, day := o.catalog.Config.Calendar.Days(p)
		onMap, _ := about.TimelineMap(day)
		request.Periods = append(request.Periods, pipeline.TimelinePeriod{Period: p, Map: onMap})
		if p == last {
			break
		}
	}
	for _, key := range keys {
		indicator, breakdown, _ := strings.Cut(key, "@")
		request.Figures = append(request.Figures, pipeline.TimelineKey{Indicator: indicator, Breakdown: pipeline.Breakdown(breakdown)})
	}
	return request
}

func nextMonth(p pipeline.Period) int {
	_, last := p.Range()
	return last + 1
}

func TestTimeline(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	o.together("tong-hop ca-mau 2025-05 | models.built 2 | models.closing 40", "tong-hop bac-lieu 2025-05 | models.closing 17",
		"tong-hop ca-mau 2025-06 | models.built 3", "tong-hop ca-mau-2025 2025-07 | models.built gần 10 | models.built@area=dtts 0 | tips 5",
		"tong-hop ca-mau-2025 2025-09 | models.built x", "xa ca-mau-2025 2025-07 | ca-mau-2025/hung-my models.closing 4 | ca-mau-2025/an models.built 5", "xa ca-mau 2025-06 | ca-mau/cai-nuoc/hung-my models.built 1")
	o.expect("a province, on its own map", o.timeline("ca-mau-2025", "2025-05", "2025-09", "models.built", "models.built@area=dtts"),
		"declared 2025-05 models.built 2 sum lacks Bạc Liêu without 1", "declared 2025-06 models.built 3 sum lacks Bạc Liêu without 1",
		"declared 2025-07 models.built gần 10 own", "declared 2025-07 models.built@area=dtts - own", "declared 2025-09 models.built x own",
		"commune ca-mau-2025/an an", "commune ca-mau/cai-nuoc/hung-my hung-my")
	o.expect("a commune", o.timeline("ca-mau-2025/hung-my", "2025-06", "2025-08", "models.closing", "models.built"), "declared 2025-07 models.closing 4 own", "commune ca-mau-2025/hung-my hung-my")
	o.expect("a province that was", o.timeline("ca-mau", "2025-05", "2025-06", "models.closing"), "declared 2025-05 models.closing 40 own")
	o.expect("a returned form says nothing", o.timeline("dong-thap-2025", "2025-07", "2025-08", "models.built"))
}

// A region has its own word, and the sum of its provinces of each month's map; what does not add up over units has no sum.
func TestTimelineOfARegion(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	o.together("vung dia-ban-tay-nguyen 2025-06 | models.built 9 | commendations.localities 3", "tong-hop kon-tum 2025-06 | models.built 4 | commendations.localities 1", "tong-hop lam-dong 2025-06 | models.built gần 5",
		"tong-hop lam-dong 2025-05 | models.built 0")
	o.expect("a region", o.timeline("dia-ban-tay-nguyen", "2025-05", "2025-06", "models.built", "commendations.localities"),
		"declared 2025-06 commendations.localities 3 own", "declared 2025-06 models.built 9 own", "total 2025-05 models.built - sum without 4", "total 2025-06 models.built gần 9 sum without 3")
}

// A unit's word that there is nothing is told, where it is its own.
func TestTimelineOfNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	layout, _ := o.catalog.Layout("tong-hop", time.Date(2025, 8, 31, 0, 0, 0, 0, time.UTC))
	unit, _ := o.catalog.Geography.Unit("ca-mau-2025")
	period, _ := pipeline.ParsePeriod("2025-08")
	if err := o.ConfirmNothing(context.Background(), layout, unit, period, "lan"); err != nil {
		t.Fatal(err)
	}
	o.expect("its own", o.timeline("ca-mau-2025", "2025-07", "2025-09", "models.built"), "nothing 2025-08 tong-hop")
	o.expect("another's", o.timeline("dong-thap-2025", "2025-07", "2025-09", "models.built"))
	o.expect("another time", o.timeline("ca-mau-2025", "2025-09", "2025-09", "models.built"))
}

// What the catalogue offers is what forms have a place for.
func TestTimelineKeys(t *testing.T) {
	t.Parallel()
	o := newOffice(t, noRule)
	keys := o.catalog.TimelineKeys()
	for _, want := range []string{"models.closing", "models.closing@area=dtts", "commendations.collectives@award=bang-khen;level=bo", "tips"} {
		if !slices.ContainsFunc(keys, func(k pipeline.TimelineKey) bool { return k.String() == want }) {
			t.Errorf("no %s in %v", want, keys)
		}
	}
	if slices.ContainsFunc(keys, func(k pipeline.TimelineKey) bool { return k.Indicator == "" }) {
		t.Error(keys)
	}
}

// BenchmarkLook asks, over ten years of months of the whole nation, for what people look at: figures over a year of a province and of the nation, and the
// reconciliation of a region.
func BenchmarkLook(b *testing.B) {
	o := newOfficeOnDisk(b)
	o.history(10)
	for _, c := range []struct{ name, unit string }{{"province", "ca-mau-2025"}, {"nation", pipeline.Nation}} {
		b.Run(c.name, func(b *testing.B) {
			request := o.timelineRequest(c.unit, "2034-12", "2035-12", "models.closing", "models.built", "tips")
			for b.Loop() {
				if timeline, err := o.Timeline(context.Background(), request); err != nil || len(timeline.Figures) < 13*3 {
					b.Fatal(len(timeline.Figures), err)
				}
			}
		})
	}
	b.Run("reconciliation", func(b *testing.B) {
		unit, _ := o.catalog.Geography.Unit("tay-nam-bo")
		period, _ := pipeline.ParsePeriod("2035-12")
		_, day := o.catalog.Config.Calendar.Days(period)
		order, err := o.catalog.NewOrder(pipeline.Report{}, unit, period, day)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			all, err := o.Reconcile(context.Background(), order, o.catalog.TimelineKeys())
			if err != nil || len(all) < 10 || all[0].Declared == nil && all[0].Total == nil && len(all[0].Parts) == 0 {
				b.Fatal(all, err)
			}
		}
	})
}
