package pipeline_test

import (
	"context"
	"strings"
	"testing"

	"tonghop/pipeline"
)

func TestClose(t *testing.T) {
	b := newBureau(t, func(c *pipeline.Config) {
		month, quarter := []pipeline.PeriodKind{pipeline.MonthKind}, []pipeline.PeriodKind{pipeline.QuarterKind}
		provinces := []pipeline.UnitKind{pipeline.ProvinceUnit}
		c.Deadlines = []pipeline.Deadline{{Form: "tong-hop", Every: month, Kinds: provinces, DueDays: 3}, {Form: "xa", Every: month, Kinds: provinces, DueDays: 6},
			{Form: "tong-hop", Every: quarter, Kinds: provinces, DueDays: 3}, {Form: "ngay-hoi", Kinds: provinces, DueDays: 3}}
	})
	b.closesSince("2025-11-20")
	lines := b.plan(b.PlanClose, "2026-11-01")
	if got := strings.Join(lines, "; "); len(lines) != 12+4 || !strings.HasPrefix(got, "close 2025-11; ") || !strings.HasSuffix(got, "close 2026-08; close 2026-09; close 2026-Q3; close 2026-10") {
		t.Errorf("the first time: %s", got)
	}
	for _, step := range []struct{ day, want string }{
		{"2026-10-29", "closed 2025-11, 2025-12, 2025-Q4, 2026-01, 2026-02, 2026-03, 2026-Q1, 2026-04, 2026-05, 2026-06, 2026-Q2, 2026-07, 2026-08, 2026-09, 2026-Q3"},
		{"2026-10-29", "nothing to close"},
		{"2026-10-30", "closed 2026-10"},
		{"2026-11-29", "nothing to close"},
		{"2026-12-05", "closed 2026-11"},
	} {
		if got := b.job(b.Close, step.day); got != step.want {
			t.Errorf("%s: %s; expected %s", step.day, got, step.want)
		}
	}
	journal, err := b.warehouse.Journal(context.Background(), b.clock.AddDate(0, 0, -1))
	if err != nil || len(journal) != 1 || journal[0].Who != pipeline.ScheduleBy || journal[0].Subject != "2026-11" {
		t.Errorf("%+v, %v", journal, err)
	}
}

// closesSince is a day from which on the job is there.
func (b *bureau) closesSince(day string) {
	b.t.Helper()
	if _, err := b.warehouse.KnownSince(context.Background(), pipeline.CloseJob, moment(day+" 00:00")); err != nil {
		b.t.Fatal(err)
	}
}

// TestCloseNotBefore leaves alone what was to be closed before the job was there.
func TestCloseNotBefore(t *testing.T) {
	b := newBureau(t, func(*pipeline.Config) {})
	b.closesSince("2026-10-20")
	if got, want := b.job(b.Close, "2026-12-01"), "closed 2026-10, 2026-11"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
	got, err := b.Close(context.Background(), moment("2026-10-01 00:30"))
	if want := "closed 2025-10, 2025-11, 2025-12, 2026-01, 2026-02, 2026-03, 2026-04, 2026-05, 2026-06, 2026-07, 2026-08, 2026-09"; err != nil || got != want {
		t.Errorf("by hand: %s, %v; expected %s", got, err, want)
	}
}

// TestCloseNotAgain leaves alone what somebody opened again, and what lies within a period that is closed.
func TestCloseNotAgain(t *testing.T) {
	b := newBureau(t, func(*pipeline.Config) {})
	b.closesSince("2025-12-20")
	b.clock = moment("2026-11-26 00:00")
	ctx := context.Background()
	november, _ := pipeline.ParsePeriod("2026-11")
	summer, _ := pipeline.ParsePeriod("2026-Q3")
	for _, p := range []pipeline.Period{november, summer} {
		if err := b.warehouse.ClosePeriod(ctx, p, "Lan"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.warehouse.ReopenPeriod(ctx, november, "Lan", "muộn"); err != nil {
		t.Fatal(err)
	}
	if got, want := b.job(b.Close, "2026-12-01"), "closed 2025-12, 2026-01, 2026-02, 2026-03, 2026-04, 2026-05, 2026-06, 2026-10"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
}
