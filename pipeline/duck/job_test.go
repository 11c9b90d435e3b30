package duck_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

// due is a moment of the month that the tests are in.
func due(day, hour int) time.Time { return time.Date(2026, 10, day, hour, 0, 0, 0, time.UTC) }

func (o *office) begin(job pipeline.Job, at time.Time, by string) (int64, bool) {
	o.t.Helper()
	return o.attempt(job, at, by, 0)
}

// attempt begins a run that is a later attempt; 0 is none.
func (o *office) attempt(job pipeline.Job, at time.Time, by string, attempt int) (int64, bool) {
	o.t.Helper()
	run, began, err := o.BeginRun(context.Background(), pipeline.JobRun{Occasion: pipeline.Occasion{Job: job, Due: at}, By: by, Started: at.Add(time.Second), Attempt: attempt})
	if err != nil {
		o.t.Fatal(err)
	}
	return run.ID, began
}

func (o *office) end(id int64, outcome pipeline.RunOutcome) {
	o.t.Helper()
	run := pipeline.JobRun{ID: id, Ended: due(20, 0), Outcome: outcome, Did: "3 files", Error: "none"}
	if err := o.EndRun(context.Background(), run); err != nil {
		o.t.Fatal(err)
	}
}

// recorded are all runs, the newest first: id, job, day due, who, outcome.
func (o *office) recorded() string {
	o.t.Helper()
	runs, err := o.Runs(context.Background(), "", 0)
	if err != nil {
		o.t.Fatal(err)
	}
	var texts []string
	for _, r := range runs {
		texts = append(texts, fmt.Sprint(r.ID, " ", r.Job, " ", r.Due.Format("02"), " ", r.By, " ", r.Outcome))
	}
	return strings.Join(texts, "; ")
}

func TestRunsAreRecorded(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	id, began := o.begin(pipeline.BackupJob, due(5, 1), "schedule")
	if _, again := o.begin(pipeline.BackupJob, due(5, 1), "schedule"); !began || again {
		t.Errorf("one occasion began %v, then %v", began, again)
	}
	if _, other := o.begin(pipeline.BackupJob, due(6, 1), "Lan"); other {
		t.Error("two runs of a job go on at once")
	}
	if _, began := o.begin(pipeline.CloseJob, due(5, 1), "schedule"); !began {
		t.Error("a job keeps another from running")
	}
	o.end(id, pipeline.RunDone)
	if _, again := o.begin(pipeline.BackupJob, due(5, 1), "Lan"); again {
		t.Error("what was done is done again")
	}
	if err := o.EndRun(context.Background(), pipeline.JobRun{ID: id, Outcome: pipeline.RunFailed}); err == nil {
		t.Error("a run ended twice")
	}
	o.reopen(func(*pipeline.Catalog) {})
	if got, want := o.recorded(), "2 close 05 schedule running; 1 backup 05 schedule done"; got != want {
		t.Errorf("recorded %s; expected %s", got, want)
	}
	runs, err := o.Runs(context.Background(), pipeline.BackupJob, 1)
	want := pipeline.JobRun{ID: 1, Occasion: pipeline.Occasion{Job: pipeline.BackupJob, Due: due(5, 1)}, By: "schedule", Started: due(5, 1).Add(time.Second), Ended: due(20, 0),
		Outcome: pipeline.RunDone, Did: "3 files", Error: "none", Attempt: 1}
	if err != nil || len(runs) != 1 || runs[0] != want {
		t.Errorf("%+v, %v; expected %+v", runs, err, want)
	}
}

// TestRunsGiveWay tries each outcome by the schedule and by hand, and takes the occasion up again by either.
func TestRunsGiveWay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i, c := range []struct {
		outcome    pipeline.RunOutcome
		by, then   string
		gives, all bool // all: nothing is left to do of the occasion
	}{
		{pipeline.RunDone, "schedule", "schedule", false, true}, {pipeline.RunDone, "Lan", "schedule", false, true}, {pipeline.RunDone, "schedule", "Lan", false, true},
		{pipeline.RunFailed, "schedule", "schedule", false, true}, {pipeline.RunFailed, "schedule", "Lan", true, true},
		{pipeline.RunFailed, "Lan", "Lan", true, false}, {pipeline.RunFailed, "Lan", "schedule", true, false},
		{pipeline.RunOverdue, "schedule", "schedule", false, true}, {pipeline.RunOverdue, "schedule", "Lan", true, true},
		{pipeline.RunInterrupted, "schedule", "schedule", true, false}, {pipeline.RunInterrupted, "schedule", "Lan", true, false},
	} {
		job, name := pipeline.Job(fmt.Sprint("job", i)), fmt.Sprint(c.outcome, " by ", c.by, ", then by ", c.then)
		id, _ := o.begin(job, due(1, 0), c.by)
		o.end(id, c.outcome)
		covered, err := o.Covered(context.Background(), due(2, 0))
		if at, ok := covered[job]; err != nil || ok != c.all || ok && !at.Equal(due(1, 0)) {
			t.Errorf("%s: covered until %v, %v, %v", name, at, ok, err)
		}
		if _, again := o.begin(job, due(1, 0), c.then); again != c.gives {
			t.Errorf("%s: began again %v", name, again)
		}
	}
}

// TestAttempts attempts an occasion again and again: each attempt once, what was interrupted is not counted, and what a clock recorded that was ahead is left out.
func TestAttempts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	failed := func(now time.Time) string {
		t.Helper()
		runs, err := o.Failed(context.Background(), now, 4)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, r := range runs {
			texts = append(texts, fmt.Sprint(r.Job, " ", r.Due.Format("02"), " ", r.Attempt))
		}
		return strings.Join(texts, "; ")
	}
	id, _ := o.begin(pipeline.CloseJob, due(6, 1), "schedule")
	o.end(id, pipeline.RunFailed)
	for i, c := range []struct {
		attempt int
		began   bool
		outcome pipeline.RunOutcome
		failed  string
	}{
		{1, false, "", "close 06 1"}, {2, true, pipeline.RunOverdue, "close 06 2"}, {2, false, "", "close 06 2"}, {3, true, pipeline.RunInterrupted, ""},
		{1, true, pipeline.RunFailed, "close 06 3"}, {4, true, pipeline.RunFailed, ""},
	} {
		id, began := o.attempt(pipeline.CloseJob, due(6, 1), "schedule", c.attempt)
		if began {
			o.end(id, c.outcome)
		}
		if got := failed(due(7, 0)); began != c.began || got != c.failed {
			t.Errorf("%d: began %v, then failed %q; expected %+v", i, began, got, c)
		}
	}
	for _, day := range []int{9, 5} {
		id, _ := o.begin(pipeline.MonthlyJob, due(day, 1), "schedule")
		o.end(id, pipeline.RunFailed)
	}
	id, _ = o.begin(pipeline.MonthlyJob, due(4, 1), "Lan")
	o.end(id, pipeline.RunFailed)
	if early, late := failed(due(8, 0)), failed(due(10, 0)); early != "monthly 05 1" || late != "monthly 05 1; monthly 09 1" {
		t.Errorf("failed %q, then %q", early, late)
	}
}

// TestIdleIntakes keeps of intakes that found nothing the last look, and all that found something; and looks of nothing else alike.
func TestIdleIntakes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for day, did := range []string{"no workbooks", "1 workbook: 1 accepted", "no workbooks; more is arriving", "no workbooks"} {
		for _, job := range []pipeline.Job{pipeline.IntakeJob, pipeline.CloseJob} {
			id, _ := o.begin(job, due(day+1, 1), "schedule")
			run := pipeline.JobRun{ID: id, Occasion: pipeline.Occasion{Job: job}, Ended: due(day+1, 2), Outcome: pipeline.RunDone, Did: did}
			if err := o.EndRun(context.Background(), run); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got, want := o.recorded(), "8 close 04 schedule done; 7 intake 04 schedule done; 6 close 03 schedule done; 4 close 02 schedule done; 3 intake 02 schedule done; 2 close 01 schedule done"; got != want {
		t.Errorf("recorded %s; expected %s", got, want)
	}
	if covered, err := o.Covered(context.Background(), due(9, 0)); err != nil || !covered[pipeline.IntakeJob].Equal(due(4, 1)) {
		t.Errorf("covered until %v, %v", covered, err)
	}
}

// TestOldRunsArePruned has runs of a job every 15 hours for two years, and one of another: what is older than a year goes but for the newest of a job, which a clock
// that is years ahead leaves too.
func TestOldRunsArePruned(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	const runs = "INSERT INTO job_run SELECT %[1]d + n, '%[2]s', due, 'schedule', due, due, 'done', '', '', 1 FROM (SELECT n, TIMESTAMP '2026-10-01' - %[3]d * INTERVAL 15 HOUR + n * INTERVAL 15 HOUR AS due FROM range(%[3]d) r(n))"
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	behind(t, o.path, fmt.Sprintf(runs, 1, "chase", 1198), fmt.Sprintf(runs, 1199, "monthly", 1))
	o.open()
	for _, c := range []struct {
		ended  time.Time
		oldest string
		left   int
	}{{due(1, 0), "2025-10-01", 584}, {due(1, 0).AddDate(10, 0, 0), "2025-11-22", 500}} {
		for n := range 100 {
			id, _ := o.begin(pipeline.RemindJob, c.ended.Add(time.Duration(n)*time.Second), "schedule")
			if err := o.EndRun(context.Background(), pipeline.JobRun{ID: id, Ended: c.ended, Outcome: pipeline.RunDone}); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := o.Runs(context.Background(), pipeline.ChaseJob, 0)
		if err != nil || len(kept) != c.left || kept[len(kept)-1].Due.Format(time.DateOnly) != c.oldest {
			t.Errorf("at %v: %d runs, the last %v, %v; expected %+v", c.ended, len(kept), kept[len(kept)-1], err, c)
		}
	}
	if runs, err := o.Runs(context.Background(), pipeline.MonthlyJob, 0); err != nil || len(runs) != 1 {
		t.Error("the only run of a job was pruned", err)
	}
}

func TestInterruptedRuns(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	id, _ := o.begin(pipeline.BackupJob, due(4, 1), "schedule")
	o.end(id, pipeline.RunDone)
	o.begin(pipeline.BackupJob, due(5, 1), "schedule")
	o.reopen(func(*pipeline.Catalog) {})
	if err := o.Interrupt(context.Background(), due(6, 0)); err != nil {
		t.Fatal(err)
	}
	if got, want := o.recorded(), "2 backup 05 schedule interrupted; 1 backup 04 schedule done"; got != want {
		t.Errorf("recorded %s; expected %s", got, want)
	}
	covered, err := o.Covered(context.Background(), due(6, 0))
	if err != nil || !covered[pipeline.BackupJob].Equal(due(4, 1)) {
		t.Errorf("covered until %v, %v", covered, err)
	}
	id, began := o.begin(pipeline.BackupJob, due(5, 1), "schedule")
	o.end(id, pipeline.RunDone)
	if got, want := o.recorded(), "3 backup 05 schedule done; 1 backup 04 schedule done"; !began || got != want {
		t.Errorf("recorded %s; expected %s", got, want)
	}
	last, err := o.LastRuns(context.Background())
	if err != nil || len(last) != 1 || last[pipeline.BackupJob].ID != 3 {
		t.Errorf("last %v, %v", last, err)
	}
}

// TestCoveredByClock leaves out what a clock recorded that was ahead.
func TestCoveredByClock(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, day := range []int{4, 9} {
		id, _ := o.begin(pipeline.RemindJob, due(day, 1), "schedule")
		o.end(id, pipeline.RunDone)
	}
	for now, want := range map[int]int{3: 0, 5: 4, 8: 4, 10: 9} {
		covered, err := o.Covered(context.Background(), due(now, 0))
		if at, ok := covered[pipeline.RemindJob]; err != nil || ok != (want > 0) || ok && !at.Equal(due(want, 1)) {
			t.Errorf("on %d: %v, %v, expected %d", now, at, err, want)
		}
	}
}

func TestKnownSince(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	for i, c := range []struct{ now, want time.Time }{{due(5, 3), due(5, 3)}, {due(6, 0), due(5, 3)}, {due(4, 0), due(4, 0)}, {due(9, 0), due(4, 0)}} {
		since, err := o.KnownSince(context.Background(), pipeline.RemindJob, c.now)
		if err != nil || !since.Equal(c.want) {
			t.Errorf("%d: %v, %v; expected %v", i, since, err, c.want)
		}
		o.reopen(func(*pipeline.Catalog) {})
	}
}
