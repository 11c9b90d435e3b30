package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/duck"
	"tonghop/templates"
)

// service is a scheduler over a warehouse, with a clock that moves as soon as somebody waits.
type service struct {
	t      *testing.T
	record *duck.Warehouse
	mu     sync.Mutex
	now    time.Time
	jumps  map[string]string // to where the clock is moved when it comes somewhere
	specs  []pipeline.JobSpec
	works  map[pipeline.Job]pipeline.Work
	did    []string // jobs with the moments that they were due at; of those that run beside others, read when they have ended
	log    strings.Builder
}

var defaults = sync.OnceValues(func() (*pipeline.Catalog, error) { return catalog.Load(templates.FS, "") })

func newService(t *testing.T, now string, specs ...string) *service {
	t.Helper()
	t.Parallel()
	c, err := defaults()
	if err != nil {
		t.Fatal(err)
	}
	s := &service{t: t, now: at(now), jumps: map[string]string{}, works: map[pipeline.Job]pipeline.Work{}}
	if s.record, err = duck.Open(context.Background(), "", c, s.clock, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.record.Close() })
	for _, job := range pipeline.Jobs {
		for _, text := range specs {
			if spec, ok := strings.CutPrefix(text, string(job)+" "); ok {
				s.specs = append(s.specs, pipeline.JobSpec{Job: job, Spec: spec, Limit: time.Minute})
				s.works[job] = pipeline.Work{Do: func(_ context.Context, due time.Time) (string, error) {
					s.mu.Lock()
					defer s.mu.Unlock()
					s.did = append(s.did, string(job)+" "+due.In(pipeline.Zone).Format("02 15:04"))
					return "all of it", nil
				}}
			}
		}
	}
	return s
}

func (s *service) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *service) set(now string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = at(now)
}

// start starts a process.
func (s *service) start(wait func(context.Context, time.Duration) error) *Scheduler {
	s.t.Helper()
	scheduler, err := New(context.Background(), s.specs, s.works, s.record, Clock{s.clock, wait}, slog.New(slog.NewTextHandler(&s.log, nil)))
	if err != nil {
		s.t.Fatal(err)
	}
	return scheduler
}

// serve starts a process and lets the clock go to a moment.
func (s *service) serve(until string) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	jumped := map[string]bool{}
	var scheduler *Scheduler
	scheduler = s.start(func(_ context.Context, d time.Duration) error {
		scheduler.beside.Wait()
		s.mu.Lock()
		defer s.mu.Unlock()
		if d == longest {
			d = 20 * time.Minute // the machine was busy
		}
		s.now = s.now.Add(d)
		minute := s.now.In(pipeline.Zone).Format("2006-01-02 15:04")
		if to, ok := s.jumps[minute]; ok && !jumped[minute] {
			jumped[minute] = true
			s.now = at(to)
		}
		if len(jumped) == len(s.jumps) && !s.now.Before(at(until)) {
			cancel()
		}
		return ctx.Err()
	})
	scheduler.Run(ctx)
}

// expect says what was done since it was last asked.
func (s *service) expect(what string, want ...string) {
	s.t.Helper()
	if !slices.Equal(s.did, want) {
		s.t.Errorf("%s: %q; expected %q", what, s.did, want)
	}
	s.did = nil
}

// outcomes are those of all runs, the newest first.
func (s *service) outcomes() string {
	s.t.Helper()
	runs, err := s.record.Runs(context.Background(), "", 0)
	if err != nil {
		s.t.Fatal(err)
	}
	var texts []string
	for _, r := range runs {
		texts = append(texts, fmt.Sprintf("%s %s %s %s%s", r.Job, r.Due.In(pipeline.Zone).Format("02 15:04"), r.Outcome, r.Did, r.Error))
	}
	return strings.Join(texts, "\n")
}

// TestTimes lets two days pass, without anything that was due before the service was known.
func TestTimes(t *testing.T) {
	s := newService(t, "2026-10-05 07:00", "remind 0 8 * * *", "close 0 8 * * *", "intake 0 */12 * * *", "chase ")
	s.serve("2026-10-06 11:00")
	s.expect("in order", "close 05 08:00", "remind 05 08:00", "intake 05 12:00", "intake 06 00:00", "close 06 08:00", "remind 06 08:00")
	s.serve("2026-10-06 11:30")
	s.expect("another process, nothing new")
	if got, want := strings.Split(s.outcomes(), "\n")[0], "remind 06 08:00 done all of it"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
}

// TestCatchUp is down for three days: each closing is made up for, of the others the last.
func TestCatchUp(t *testing.T) {
	s := newService(t, "2026-10-05 07:00", "remind 0 8 * * *", "close 0 9 * * *", "monthly 0 6 18 * *")
	s.serve("2026-10-05 10:00")
	s.expect("the first day", "remind 05 08:00", "close 05 09:00")
	s.set("2026-10-08 12:00")
	s.serve("2026-10-08 13:00")
	s.expect("after it was down", "close 06 09:00", "close 07 09:00", "close 08 09:00", "remind 08 08:00")
	s.set("2027-10-08 12:00")
	s.specs[0].Spec = ""
	s.serve("2027-10-08 13:00")
	s.expect("after a year", "monthly 18 06:00", "remind 08 08:00")
}

// TestClock moves the clock while the service runs.
func TestClock(t *testing.T) {
	s := newService(t, "2026-10-05 07:00", "remind 0 8 * * *", "close 0 9 * * *")
	s.jumps = map[string]string{"2026-10-05 10:00": "2026-10-08 10:00", "2026-10-08 10:20": "2026-10-08 09:20"}
	s.serve("2026-10-08 12:00")
	s.expect("forward, and back by an hour", "remind 05 08:00", "close 05 09:00", "close 06 09:00", "close 07 09:00", "close 08 09:00", "remind 08 08:00")
	s.jumps = map[string]string{"2026-10-08 12:20": "2026-10-05 07:00"}
	s.serve("2026-10-09 12:00")
	s.expect("back by days, where occasions were passed over and are due now", "remind 06 08:00", "remind 07 08:00", "remind 09 08:00", "close 09 09:00")
}

// TestClockAhead begins years ahead, and is put right.
func TestClockAhead(t *testing.T) {
	s := newService(t, "2036-10-05 07:00", "remind 0 8 * * *", "close 0 8 * * *")
	s.jumps = map[string]string{"2036-10-06 10:00": "2026-10-05 07:00"}
	s.serve("2026-10-05 10:00")
	s.expect("until it was noticed", "close 05 08:00", "remind 05 08:00", "close 06 08:00", "remind 06 08:00", "close 05 08:00", "remind 05 08:00")
}

// TestKilled kills a process in the middle of a run: the next one takes it up again, with what came after.
func TestKilled(t *testing.T) {
	s := newService(t, "2026-10-05 07:00", "remind 0 8 * * *", "close 0 8 * * *", "backup 0 8 * * *")
	ctx, kill := context.WithCancel(context.Background())
	defer kill()
	began := make(chan bool)
	whole := s.works[pipeline.CloseJob]
	s.works[pipeline.CloseJob] = pipeline.Work{Do: func(context.Context, time.Time) (string, error) { began <- true; select {} }}
	s.set("2026-10-05 07:59")
	go s.start(func(ctx context.Context, _ time.Duration) error { s.set("2026-10-05 08:00"); return ctx.Err() }).Run(ctx)
	<-began
	s.works = map[pipeline.Job]pipeline.Work{pipeline.CloseJob: whole, pipeline.RemindJob: s.works[pipeline.RemindJob], pipeline.BackupJob: s.works[pipeline.BackupJob]}
	s.start(Wait)
	if got, want := s.outcomes(), "close 05 08:00 interrupted "; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
	s.set("2026-10-06 09:00")
	s.serve("2026-10-06 10:00")
	s.expect("taken up again", "close 05 08:00", "close 06 08:00", "remind 06 08:00", "backup 06 08:00")
}

func TestOutcomes(t *testing.T) {
	s := newService(t, "2026-10-05 07:00", "close 0 8 * * *", "remind 0 8 * * *", "chase 0 8 * * *", "backup 0 8 * * *", "verify 0 8 * * *")
	s.specs[2].Limit, s.specs[3].Limit = time.Millisecond, time.Millisecond
	fails := func(_ context.Context, due time.Time) (string, error) {
		return "half\nof it", errors.New("no room\n\tleft")
	}
	waits := func(ctx context.Context, due time.Time) (string, error) {
		<-ctx.Done()
		return "a third of it", ctx.Err()
	}
	panics := func(context.Context, time.Time) (string, error) {
		var none []string
		return none[len(none)], nil
	}
	s.works[pipeline.CloseJob] = pipeline.Work{Do: panics}
	s.works[pipeline.RemindJob] = pipeline.Work{Do: fails}
	s.works[pipeline.ChaseJob] = pipeline.Work{Do: waits}
	s.works[pipeline.BackupJob] = pipeline.Work{Do: func(context.Context, time.Time) (string, error) { select {} }}
	s.set("2026-10-05 07:59")
	scheduler := s.start(nil)
	scheduler.grace = 500 * time.Millisecond
	ctx, stop := context.WithCancel(context.Background())
	scheduler.clock.Wait = func(context.Context, time.Duration) error {
		scheduler.beside.Wait()
		if len(s.did) > 0 {
			stop()
		}
		s.set("2026-10-05 08:00")
		return ctx.Err()
	}
	scheduler.Run(ctx)
	want := `backup 05 08:00 overdue it was told to end, and goes on
verify 05 08:00 done all of it
chase 05 08:00 overdue a third of itcontext deadline exceeded
remind 05 08:00 failed half of itno room left
close 05 08:00 failed it broke off with a mistake of the program, which the log describes: runtime error: index out of range [0] with length 0`
	got := strings.Split(s.outcomes(), "\n")
	slices.Sort(got[:2]) // they begin in any order
	if got := strings.Join(got, "\n"); got != want {
		t.Errorf("%s\nexpected\n%s", got, want)
	}
	if log := s.log.String(); !strings.Contains(log, "scheduler_test.go") || !strings.Contains(log, "runtime error: index out of range [0] with length 0") {
		t.Errorf("the log does not say where it panicked:\n%s", log)
	}
	for _, c := range []struct {
		job  pipeline.Job
		want bool
	}{{pipeline.BackupJob, false}, {pipeline.CloseJob, true}} {
		run, began, err := scheduler.Once(context.Background(), pipeline.Occasion{Job: c.job, Due: at("2026-10-05 08:00")}, "Lan")
		if err != nil || began != c.want {
			t.Errorf("by hand: %+v, %v, %v", run, began, err)
		}
	}
}

// TestStop ends the service in the middle of a run, which ends in time and is taken up again.
func TestStop(t *testing.T) {
	s := newService(t, "2026-10-05 07:59", "close 0 8 * * *")
	whole := s.works[pipeline.CloseJob]
	ctx, stop := context.WithCancel(context.Background())
	s.works[pipeline.CloseJob] = pipeline.Work{Do: func(ctx context.Context, _ time.Time) (string, error) { stop(); <-ctx.Done(); return "half", ctx.Err() }}
	s.start(func(ctx context.Context, _ time.Duration) error { s.set("2026-10-05 08:00"); return ctx.Err() }).Run(ctx)
	if got, want := s.outcomes(), "close 05 08:00 interrupted halfcontext canceled"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
	s.works[pipeline.CloseJob] = whole
	s.serve("2026-10-05 09:00")
	s.expect("taken up again", "close 05 08:00")
}

// TestNoOverlap runs a job by hand while the schedule's run of it goes on, and the other way round.
func TestNoOverlap(t *testing.T) {
	s := newService(t, "2026-10-05 07:59", "close 0 8 * * *", "remind 0 9 * * *")
	var scheduler *Scheduler
	ctx := context.Background()
	s.works[pipeline.CloseJob] = pipeline.Work{Do: func(context.Context, time.Time) (string, error) {
		s.did = append(s.did, "close")
		for _, due := range []string{"2026-10-05 08:00", "2026-10-04 08:00"} {
			if _, began, err := scheduler.Once(ctx, pipeline.Occasion{Job: pipeline.CloseJob, Due: at(due)}, "Lan"); began || err != nil {
				t.Errorf("%s began %v, %v", due, began, err)
			}
		}
		if _, began, err := scheduler.Once(ctx, pipeline.Occasion{Job: pipeline.RemindJob, Due: at("2026-10-05 08:00")}, "Lan"); !began || err != nil {
			t.Errorf("another job began %v, %v", began, err)
		}
		return "", nil
	}}
	scheduler = s.start(nil)
	if run, began, err := scheduler.Once(ctx, pipeline.Occasion{Job: pipeline.CloseJob, Due: at("2026-10-05 08:00")}, "Lan"); !began || err != nil || run.Outcome != pipeline.RunDone {
		t.Errorf("%+v, %v, %v", run, began, err)
	}
	s.expect("by hand", "close", "remind 05 08:00")
	s.set("2026-10-05 09:30")
	s.works[pipeline.CloseJob] = pipeline.Work{Do: func(context.Context, time.Time) (string, error) { return "", errors.New("twice") }}
	s.serve("2026-10-05 10:00")
	s.expect("the schedule does not run what was run by hand")
}

// TestAgain lets jobs fail: each occasion is attempted a few times, with growing waits, then never again; a later one takes its place, but where each is made up for;
// and what another attempt would not mend is not attempted again.
func TestAgain(t *testing.T) {
	s := newService(t, "2026-10-05 07:00", "close 0 8 * * *", "monthly 0 6 18 * *", "remind 0 8 * * *", "verify 0 8 6 * *")
	fails := map[string]int{"close 05 08:00": 2, "close 06 08:00": 9, "remind 05 08:00": 9, "verify 06 08:00": 9, "monthly 18 06:00": 1}
	for job, work := range s.works {
		s.works[job] = pipeline.Work{Do: func(ctx context.Context, due time.Time) (string, error) {
			did, _ := work.Do(ctx, due)
			s.mu.Lock()
			defer s.mu.Unlock()
			what := s.did[len(s.did)-1]
			s.did[len(s.did)-1] += s.now.In(pipeline.Zone).Format(" at 02 15:04")
			if fails[what]--; fails[what] >= 0 {
				return "", errors.New("no room")
			}
			return did, nil
		}}
	}
	s.serve("2026-10-05 08:30")
	s.expect("at first", "close 05 08:00 at 05 08:00", "remind 05 08:00 at 05 08:00", "close 05 08:00 at 05 08:20", "remind 05 08:00 at 05 08:20")
	s.serve("2026-10-05 09:00") // another process goes on
	s.expect("then", "close 05 08:00 at 05 08:40", "remind 05 08:00 at 05 08:40")
	s.serve("2026-10-06 07:59")
	s.expect("until it was enough", "remind 05 08:00 at 05 09:40", "remind 05 08:00 at 05 12:40")
	s.set("2026-10-06 08:00")
	s.serve("2026-10-06 08:40")
	s.expect("the next day", "close 06 08:00 at 06 08:00", "remind 06 08:00 at 06 08:00", "verify 06 08:00 at 06 08:00", "close 06 08:00 at 06 08:20")
	s.set("2026-10-07 08:00")
	s.serve("2026-10-08 07:59")
	s.expect("each, side by side", "close 06 08:00 at 07 08:00", "close 07 08:00 at 07 08:00", "remind 07 08:00 at 07 08:00", "close 06 08:00 at 07 09:00", "close 06 08:00 at 07 12:00")
	if got, want := strings.Split(s.outcomes(), "\n")[0], "close 06 08:00 failed no room"; got != want {
		t.Errorf("%s; expected %s", got, want)
	}
}

// TestAgainByClock has a run fail by a clock that is ahead: it is attempted again when the clock is right, and a clock that goes back attempts nothing out of turn.
func TestAgainByClock(t *testing.T) {
	now := at("2026-10-05 08:00")
	run := pipeline.JobRun{Occasion: pipeline.Occasion{Job: pipeline.MonthlyJob, Due: now}, By: pipeline.ScheduleBy, Outcome: pipeline.RunFailed, Ended: now, Attempt: 1}
	if got := Again(run, now); !got.Equal(now.Add(waits[0])) {
		t.Errorf("again at %v", got)
	}
	run.Ended = now.AddDate(10, 0, 0)
	if got := Again(run, now); !got.Equal(now) {
		t.Errorf("ended years ahead, again at %v", got)
	}
	for _, change := range []func(*pipeline.JobRun){
		func(r *pipeline.JobRun) { r.Attempt = Attempts }, func(r *pipeline.JobRun) { r.Outcome = pipeline.RunDone }, func(r *pipeline.JobRun) { r.By = "Lan" },
		func(r *pipeline.JobRun) { r.Job = pipeline.IntakeJob }, func(r *pipeline.JobRun) { r.Outcome = pipeline.RunInterrupted },
	} {
		other := run
		if change(&other); !Again(other, now).IsZero() {
			t.Errorf("%+v is attempted again", other)
		}
	}
}

// TestBeside has a verification and a backup go on for days: other jobs have their times, neither has a second run, and the service ends with them.
func TestBeside(t *testing.T) {
	s := newService(t, "2026-10-05 07:59", "backup 0 8 * * *", "verify 0 8 * * *", "monthly 0 9 * * *")
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	begun := make(chan pipeline.Job, 9)
	for _, job := range []pipeline.Job{pipeline.BackupJob, pipeline.VerifyJob} {
		s.works[job] = pipeline.Work{Do: func(ctx context.Context, due time.Time) (string, error) {
			begun <- job
			<-ctx.Done()
			return "half", ctx.Err()
		}}
	}
	s.specs[1].Limit, s.specs[2].Limit = 24*time.Hour, 24*time.Hour
	s.start(func(ctx context.Context, d time.Duration) error {
		s.mu.Lock()
		s.now = s.now.Add(max(d, 20*time.Minute))
		later := s.now.After(at("2026-10-06 10:00"))
		s.mu.Unlock()
		if s.clock().Equal(at("2026-10-05 08:39")) { // both have begun before a day is over
			<-begun
			<-begun
		}
		if later {
			stop()
		}
		return ctx.Err()
	}).Run(ctx)
	s.expect("while they go on", "monthly 05 09:00", "monthly 06 09:00")
	got := strings.Split(s.outcomes(), "\n")
	slices.Sort(got)
	want := []string{"backup 05 08:00 interrupted halfcontext canceled", "monthly 05 09:00 done all of it", "monthly 06 09:00 done all of it", "verify 05 08:00 interrupted halfcontext canceled"}
	if !slices.Equal(got, want) || len(begun) > 0 {
		t.Errorf("%q, begun again %d; expected %q", got, len(begun), want)
	}
}
