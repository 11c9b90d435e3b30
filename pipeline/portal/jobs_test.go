package portal_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/portal"
	"tonghop/pipeline/schedule"
)

// jobs are the jobs of the configuration, by a real scheduler; what they do is to be done.
func (o *office) jobs() portal.Jobs {
	o.Helper()
	works := map[pipeline.Job]pipeline.Work{}
	for _, job := range pipeline.Jobs {
		works[job] = pipeline.Work{Do: func(context.Context, time.Time) (string, error) { return "did " + string(job), nil }}
	}
	now := func() time.Time { return o.clock }
	specs := o.pipeline.Catalog.Config.Jobs
	scheduler, err := schedule.New(context.Background(), specs, works, o.Warehouse, schedule.Clock{Now: now, Wait: schedule.Wait}, slog.New(slog.DiscardHandler))
	if err != nil {
		o.Fatal(err)
	}
	return portal.Jobs{
		Standing: func(ctx context.Context) ([]portal.JobStanding, error) {
			tables, err := schedule.Timetables(specs, now())
			if err != nil {
				return nil, err
			}
			last, err := o.LastRuns(ctx)
			var standing []portal.JobStanding
			for _, t := range tables {
				s := portal.JobStanding{Job: t.Job(), Spec: t.Spec().Spec, Next: t.After(now())}
				if run, ok := last[t.Job()]; ok {
					s.Last = &run
				}
				standing = append(standing, s)
			}
			return standing, err
		},
		Run: func(job pipeline.Job, by string) (pipeline.JobRun, bool, error) {
			return scheduler.Once(context.Background(), pipeline.Occasion{Job: job, Due: now()}, by)
		},
	}
}

// A job is run by hand, once a form, and its outcome told.
func TestRunJob(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("an")
	_, page := b.get("/jobs")
	if n := strings.Count(page, "Chưa chạy"); n != len(pipeline.Jobs) {
		t.Errorf("%d jobs that never ran\n%s", n, page)
	}
	once := field(page, "once")
	for range 2 {
		status, page := b.post("/jobs/intake/run", "once", once)
		b.must(http.StatusOK, "did intake", status, page)
		b.must(http.StatusOK, "do an", status, page)
		o.clock = o.clock.Add(time.Minute)
	}
	runs, err := o.Runs(context.Background(), pipeline.IntakeJob, 0)
	if err != nil || len(runs) != 1 || runs[0].By != "an" {
		t.Errorf("%+v, %v", runs, err)
	}
	if status, _ := b.post("/jobs/coffee/run", "once", once); status != http.StatusNotFound {
		t.Errorf("a job that is none: %d", status)
	}
	if _, page := o.browse("ky").get("/jobs"); strings.Contains(page, "/jobs/intake/run") {
		t.Error("an auditor is offered to run a job")
	}
}
