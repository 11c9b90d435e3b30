package metrics_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/metrics"
)

func TestMetrics(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	m := metrics.New(func() time.Time { return now })
	page := func() string {
		answer := httptest.NewRecorder()
		m.ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
		return answer.Body.String()
	}
	if text := page(); strings.Contains(text, "tonghop_") || !strings.Contains(text, "go_goroutines") {
		t.Errorf("before there are counts:\n%s", text)
	}
	m.Set(pipeline.Counts{
		Submissions:    map[pipeline.State]int{pipeline.Accepted: 63},
		Findings:       map[pipeline.FindingCount]int{{Rule: "total-imbalance", Severity: pipeline.Error}: 2},
		Deliveries:     map[pipeline.DeliveryState]int{pipeline.DeliveryDeferred: 1},
		OldestDelivery: now.Add(-90 * time.Second),
		Pending:        3,
		Undelivered:    2,
		Scans:          map[pipeline.ScanResult]int{pipeline.ScannedClean: 7, pipeline.ScanFailed: 0},
		Runs: map[pipeline.Job]pipeline.JobCounts{pipeline.BackupJob: {Runs: map[pipeline.RunOutcome]int{pipeline.RunDone: 5}, LastSuccess: now.Add(-time.Hour),
			LastTook: 2500 * time.Millisecond}},
	})
	now = now.Add(10 * time.Second)
	text := page()
	for _, line := range []string{
		`tonghop_submissions{state="accepted"} 63`,
		`tonghop_findings{rule="total-imbalance",severity="error"} 2`,
		`tonghop_deliveries{state="deferred"} 1`,
		"tonghop_delivery_queue_age_seconds 100",
		"tonghop_pending_files 3",
		"tonghop_undelivered 2",
		"# TYPE tonghop_scans_total counter",
		`tonghop_scans_total{result="clean"} 7`,
		`tonghop_scans_total{result="failed"} 0`,
		"# TYPE tonghop_job_runs gauge", // it falls when old runs are let go of
		`tonghop_job_runs{job="backup",outcome="done"} 5`,
		`tonghop_job_last_success_timestamp_seconds{job="backup"} 1.7953308e+09`,
		`tonghop_job_duration_seconds{job="backup"} 2.5`,
		"tonghop_counts_age_seconds 10",
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("%s is not told", line)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}
