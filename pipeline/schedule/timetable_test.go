package schedule

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

// at is a moment by the clock of Hà Nội.
func at(text string) time.Time {
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, pipeline.Zone)
	if err != nil {
		panic(err)
	}
	return moment
}

func TestSpecs(t *testing.T) {
	for spec, want := range map[string]string{
		"30 8 * * *": "2026-10-05 08:30", "0 6 18 * *": "2026-10-18 06:00", "*/10 * * * *": "2026-10-05 00:10", "0 3 * * 0": "2026-10-11 03:00", "0 0 29 2 *": "2028-02-29 00:00",
		"0 0 * * MON": "2026-10-12 00:00",
		"":            "never",
		"0 0 30 2 *":  "there is no such day", "0 0 31 4,6 *": "there is no such day", "0 25 * * *": "above maximum", "0 8 * *": "expected exactly 5 fields", "@daily": "does not accept",
		"@every 1h": "does not accept", "TZ=UTC 0 8 * * *": "by the clock of Hà Nội always", "CRON_TZ=": "by the clock", "0 0 0 0 0 0": "expected exactly 5 fields", "a b c d e": "failed to parse",
	} {
		table, err := newTimetable(pipeline.JobSpec{Job: pipeline.RemindJob, Spec: spec, Place: "tonghop.yaml:7"}, at("2026-10-05 00:00"))
		got := "never"
		var mistake *SpecError
		switch next := table.After(at("2026-10-05 00:00")); {
		case errors.As(err, &mistake):
			got = err.Error()
			if !strings.HasPrefix(got, `tonghop.yaml:7: service.jobs.remind.spec: "`+spec+`": `) {
				t.Errorf("%q: %s", spec, got)
			}
		case err != nil:
			t.Fatal(err)
		case !next.IsZero():
			if next.Location() != time.UTC {
				t.Errorf("%q: %v", spec, next)
			}
			got = next.In(pipeline.Zone).Format("2006-01-02 15:04")
		}
		if !strings.Contains(got, want) {
			t.Errorf("%q: %s; expected %s", spec, got, want)
		}
	}
}

// TestDefaults holds that the specs that are embedded are right, and that each job has one.
func TestDefaults(t *testing.T) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := Timetables(c.Config.Jobs, at("2026-10-05 00:00"))
	if err != nil || len(tables) != len(pipeline.Jobs) {
		t.Fatalf("%d, %v", len(tables), err)
	}
	for i, table := range tables {
		if table.Job() != pipeline.Jobs[i] || table.After(at("2026-10-05 00:00")).IsZero() {
			t.Errorf("%v is never due", table.Spec())
		}
	}
	specs := []pipeline.JobSpec{{Spec: "x", Place: "a:1"}, {Spec: "y", Place: "a:2"}}
	if _, err := Timetables(specs, time.Time{}); err == nil || !strings.Contains(err.Error(), "a:1") || !strings.Contains(err.Error(), "a:2") {
		t.Errorf("%v; expected both mistakes", err)
	}
}
