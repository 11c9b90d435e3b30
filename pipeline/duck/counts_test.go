package duck_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
)

func TestCounts(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	o.take(o.form("tong-hop ca-mau 2024-10 | models.closing 5 | models.closing@area=dtts 9"), o.form("tong-hop an-giang 2024-10 | models.closing 5"))
	o.queue(nil, pipeline.Delivery{Key: "a"}, pipeline.Delivery{Key: "b"})
	late, _ := o.begin(pipeline.BackupJob, due(5, 1), "schedule")
	o.end(late, pipeline.RunFailed)
	done, _ := o.begin(pipeline.BackupJob, due(6, 1), "schedule")
	o.end(done, pipeline.RunDone)
	got, err := o.Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want := pipeline.Counts{
		Submissions:    map[pipeline.State]int{pipeline.Accepted: 1, pipeline.Returned: 1},
		Findings:       map[pipeline.FindingCount]int{{Rule: "part-exceeds-whole", Severity: pipeline.Error}: 1},
		Deliveries:     map[pipeline.DeliveryState]int{pipeline.DeliveryQueued: 2},
		OldestDelivery: o.clock,
		Runs: map[pipeline.Job]pipeline.JobCounts{pipeline.BackupJob: {Runs: map[pipeline.RunOutcome]int{pipeline.RunDone: 1, pipeline.RunFailed: 1},
			LastSuccess: due(20, 0), LastTook: due(20, 0).Sub(due(5, 1)) - time.Second}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
