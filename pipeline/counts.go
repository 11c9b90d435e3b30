package pipeline

import (
	"context"
	"time"
)

// Counts are what there is at a moment, for whoever watches the service.
type Counts struct {
	Submissions    map[State]int
	Findings       map[FindingCount]int // that hold, of current forms
	Deliveries     map[DeliveryState]int
	OldestDelivery time.Time // when the oldest that is queued or deferred was queued; zero for none
	Undelivered    int       // editions and submissions of which no message can be made
	Pending        int       // files that are archived and not settled
	Runs           map[Job]JobCounts
	Scans          map[ScanResult]int // files that were scanned for malware since the process began; nil where none are
}

// FindingCount is what findings are counted by.
type FindingCount struct {
	Rule     string
	Severity Severity
}

// JobCounts are the runs of a job.
type JobCounts struct {
	Runs        map[RunOutcome]int
	LastSuccess time.Time     // when the last run that was done ended; zero for none
	LastTook    time.Duration // of the last run that ended
}

// Counter counts what the warehouse holds: all but Pending, which the archive knows, Undelivered, which the pipeline does, and Scans, which the
// reception does.
type Counter interface {
	Counts(ctx context.Context) (Counts, error)
}
