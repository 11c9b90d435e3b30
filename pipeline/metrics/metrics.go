// Package metrics tells what there is and how jobs went as Prometheus metrics.
package metrics

import (
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"tonghop/pipeline"
)

// The metrics. Names and units follow Prometheus: seconds, and _total for what only grows.
var (
	submissions    = describe("submissions", "Submissions by state.", "state")
	findings       = describe("findings", "Findings that hold, by rule and severity.", "rule", "severity")
	deliveries     = describe("deliveries", "Deliveries by state.", "state")
	oldestDelivery = describe("delivery_queue_age_seconds", "Age of the oldest delivery that is queued or deferred; 0 where none is.")
	undelivered    = describe("undelivered", "Editions and submissions of which no message can be made; tonghop deliveries says why.")
	pending        = describe("pending_files", "Files that are archived and not settled.")
	runs           = describe("job_runs", "Runs of jobs that are recorded, by outcome: a year of them, and of intakes that found nothing the last.", "job", "outcome")
	lastSuccess    = describe("job_last_success_timestamp_seconds", "When the last run of a job that was done ended.", "job")
	lastTook       = describe("job_duration_seconds", "How long the last run of a job took.", "job")
	scans          = describe("scans_total", "Uploads that were scanned for malware since the service began, by result; what is not clean is refused.", "result")
	age            = describe("counts_age_seconds", "How old the counts are: they are taken between other work of the warehouse.")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("tonghop_"+name, help, labels, nil)
}

// Metrics holds the last counts.
type Metrics struct {
	now     func() time.Time
	handler http.Handler

	mutex  sync.Mutex
	counts pipeline.Counts
	taken  time.Time // zero until there are counts
}

// New returns metrics without counts; beside them it tells of the process itself.
func New(now func() time.Time) *Metrics {
	m := &Metrics{now: now}
	registry := prometheus.NewRegistry()
	registry.MustRegister(m, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.handler = promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
	return m
}

// ServeHTTP tells the metrics in the format that is asked for.
func (m *Metrics) ServeHTTP(w http.ResponseWriter, r *http.Request) { m.handler.ServeHTTP(w, r) }

// Set replaces the counts.
func (m *Metrics) Set(counts pipeline.Counts) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.counts, m.taken = counts, m.now()
}

// Describe tells of no metric beforehand: which labels there are, the counts say.
func (m *Metrics) Describe(chan<- *prometheus.Desc) {}

// Collect tells the counts.
func (m *Metrics) Collect(out chan<- prometheus.Metric) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.taken.IsZero() {
		return
	}
	gauge := func(what *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(what, prometheus.GaugeValue, value, labels...)
	}
	for state, n := range m.counts.Submissions {
		gauge(submissions, float64(n), string(state))
	}
	for by, n := range m.counts.Findings {
		gauge(findings, float64(n), by.Rule, string(by.Severity))
	}
	for state, n := range m.counts.Deliveries {
		gauge(deliveries, float64(n), string(state))
	}
	waiting := 0.0
	if !m.counts.OldestDelivery.IsZero() {
		waiting = m.now().Sub(m.counts.OldestDelivery).Seconds()
	}
	gauge(oldestDelivery, waiting)
	gauge(undelivered, float64(m.counts.Undelivered))
	gauge(pending, float64(m.counts.Pending))
	for job, of := range m.counts.Runs {
		for outcome, n := range of.Runs {
			gauge(runs, float64(n), string(job), string(outcome))
		}
		if !of.LastSuccess.IsZero() {
			gauge(lastSuccess, float64(of.LastSuccess.Unix()), string(job))
		}
		gauge(lastTook, of.LastTook.Seconds(), string(job))
	}
	for result, n := range m.counts.Scans {
		out <- prometheus.MustNewConstMetric(scans, prometheus.CounterValue, float64(n), string(result))
	}
	gauge(age, m.now().Sub(m.taken).Seconds())
}
