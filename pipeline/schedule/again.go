package schedule

import (
	"time"

	"tonghop/pipeline"
)

// waits are how long what failed is left alone, behind its first attempt and those that follow; behind the last it is for a person.
var waits = []time.Duration{5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour}

// Attempts is how often an occasion is attempted by itself.
var Attempts = len(waits) + 1

// Again returns when a run is attempted again: zero for never. A run that ended at a moment which is yet to come was recorded by a clock that was wrong.
func Again(run pipeline.JobRun, now time.Time) time.Time {
	if run.Outcome != pipeline.RunFailed && run.Outcome != pipeline.RunOverdue || run.By != pipeline.ScheduleBy || !run.Job.Again() || run.Attempt >= Attempts {
		return time.Time{}
	}
	if run.Ended.After(now) {
		return now
	}
	return run.Ended.Add(waits[max(run.Attempt, 1)-1])
}

// again are the occasions of a job whose turn has come again, of runs that failed. A later occasion has done what an earlier one was to do, but where each is made up for.
func (s *Scheduler) again(job pipeline.Job, failed []pipeline.JobRun, covered time.Time) (runs []pipeline.JobRun) {
	now := s.clock.Now()
	for _, run := range failed {
		if at := Again(run, now); run.Job == job && !at.IsZero() && !at.After(now) && (job.Each() || run.Due.Equal(covered)) {
			runs = append(runs, pipeline.JobRun{Occasion: run.Occasion, By: pipeline.ScheduleBy, Attempt: run.Attempt + 1})
		}
	}
	return runs
}
