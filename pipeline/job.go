package pipeline

import (
	"context"
	"time"
)

// Job (công việc định kỳ) is something that the service does at its times.
type Job string

// The jobs.
const (
	IntakeJob  Job = "intake"  // takes in what lies in the inbox
	RemindJob  Job = "remind"  // reminds units, before a deadline, of forms that they have not sent
	ChaseJob   Job = "chase"   // asks units, after a deadline, for forms that they have not sent
	CloseJob   Job = "close"   // closes periods that have been due for long enough
	MonthlyJob Job = "monthly" // drafts the reports of the last month, and sends the drafts
	BackupJob  Job = "backup"  // backs up the data folder
	VerifyJob  Job = "verify"  // compares what is kept with its hashes and its originals
)

// Jobs are all jobs, in the order in which they begin where several are due at once: what is taken in first is in the report.
var Jobs = []Job{IntakeJob, CloseJob, MonthlyJob, RemindJob, ChaseJob, BackupJob, VerifyJob}

// Each tells whether a job is made up for once for each occasion that was missed. The others are done once, for the last one: what
// they missed, the last run does too, or nobody wants it twice.
func (j Job) Each() bool { return j == CloseJob }

// Again tells whether a run that failed is attempted again for its occasion. An intake has its next occasion soon, which does the same, and what a
// verification finds it finds again.
func (j Job) Again() bool { return j != IntakeJob && j != VerifyJob }

// Beside tells whether a job runs beside the others: one that takes long, and changes nothing that they work on. They wait for it no longer than a statement
// of the warehouse takes, or for an intake, the moment that a backup is of.
func (j Job) Beside() bool { return j == BackupJob || j == VerifyJob }

// JobSpec says when a job runs: a line of jobs in tonghop.yaml.
type JobSpec struct {
	Job   Job
	Spec  string        // minute, hour, day, month, weekday, in Asia/Ho_Chi_Minh; "" for never
	Limit time.Duration // a run that takes longer is broken off
	Place string        // file:line that says so, for messages
}

// Occasion is a moment that a job is due at. Nothing is run twice for the same one.
type Occasion struct {
	Job Job       `json:"job"`
	Due time.Time `json:"due"` // UTC, to the second
}

// JobRun is what became of a job on one occasion. It is recorded before the job begins and when it has ended; one that the process did not
// live to end is interrupted, and taken up again.
type JobRun struct {
	ID int64 `json:"id"` // in the order of their beginnings
	Occasion
	By      string     `json:"by"` // ScheduleBy, or who ran it by hand
	Started time.Time  `json:"started"`
	Ended   time.Time  `json:"ended,omitzero"` // zero while it runs
	Outcome RunOutcome `json:"outcome"`
	Did     string     `json:"did"`     // in one line: "3 workbooks: 2 accepted, 1 returned"
	Error   string     `json:"error"`   // in one line, "" for none
	Attempt int        `json:"attempt"` // for the occasion, from 1; those that were interrupted are not counted
}

// ScheduleBy is who runs what nobody ran by hand.
const ScheduleBy = "schedule"

// NoWorkbooks begins what an intake says that found nothing.
const NoWorkbooks = "no workbooks"

// RunOutcome is how a run of a job ended.
type RunOutcome string

// The outcomes of a run.
const (
	RunRunning     RunOutcome = "running"
	RunDone        RunOutcome = "done"
	RunFailed      RunOutcome = "failed"      // with an error, of which a panic is one; it is attempted again a few times, where Job.Again says so
	RunOverdue     RunOutcome = "overdue"     // broken off at its limit; else as failed
	RunInterrupted RunOutcome = "interrupted" // by the end of the process
)

// Work is what a job does.
type Work struct {
	// Do does what is to be done on an occasion, once however often it is called for it, and says in one line what that was.
	Do func(ctx context.Context, due time.Time) (did string, err error)
	// Plan says what Do would do now, a line each, and does nothing; nil where nobody can say.
	Plan func(ctx context.Context, due time.Time) ([]string, error)
}

// JobRecord keeps the runs of jobs.
type JobRecord interface {
	// KnownSince returns from when on a job's occasions count: when it was first asked about, which is recorded; now, where what is recorded is later.
	KnownSince(ctx context.Context, job Job, now time.Time) (time.Time, error)
	// BeginRun records that a run begins, and returns it with its id and its attempt. began is false where a run of the job goes on, or the occasion has one
	// that has ended: nothing is recorded then. A run gives way that was interrupted; one that failed or was overdue, where it or the new one is by
	// hand, or the new one says that it is a later attempt.
	BeginRun(ctx context.Context, run JobRun) (begun JobRun, began bool, err error)
	// EndRun records how a run ended: Ended, Outcome, Did and Error by its ID. Of intakes that found nothing only the last is kept; other runs for a year, and the
	// newest of each job in any case.
	EndRun(ctx context.Context, run JobRun) error
	// Interrupt makes interrupted what is recorded as running: what an earlier process did not end.
	Interrupt(ctx context.Context, now time.Time) error
	// Covered returns of each job that ran the latest occasion, not after now, that was run: by the schedule, unless interrupted, and by hand where it was done.
	Covered(ctx context.Context, now time.Time) (map[Job]time.Time, error)
	// Failed returns the schedule's runs that failed or were overdue, of occasions not after now that had fewer attempts than most, the oldest occasion first.
	Failed(ctx context.Context, now time.Time, most int) ([]JobRun, error)
	// Runs lists runs, the newest first; job "" lists those of all, limit 0 lists all.
	Runs(ctx context.Context, job Job, limit int) ([]JobRun, error)
	// LastRuns returns of each job the run that began last.
	LastRuns(ctx context.Context) (map[Job]JobRun, error)
}
