package duck_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tonghop/pipeline"
)

// BenchmarkUndelivered asks what is to be delivered when ten thousand messages are.
func BenchmarkUndelivered(b *testing.B) {
	o := newOfficeOnDisk(b)
	ctx := context.Background()
	if err := o.DeliverSince(ctx, o.clock); err != nil {
		b.Fatal(err)
	}
	for batch := range 10 {
		var subjects []string
		var deliveries []pipeline.Delivery
		for i := range 1000 {
			subjects = append(subjects, fmt.Sprint("submission ", batch*1000+i))
			deliveries = append(deliveries, pipeline.Delivery{Key: fmt.Sprint("submission ", batch*1000+i, " a@example.vn"), Text: "Kính gửi"})
		}
		o.queue(subjects, deliveries...)
	}
	for b.Loop() {
		if _, err := o.Undelivered(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRun records a run of a job, beginning and end, and asks what is covered, as the scheduler does each minute, after a thousand runs.
func BenchmarkRun(b *testing.B) {
	o := newOfficeOnDisk(b)
	run := func(n int) {
		id, began := o.begin(pipeline.IntakeJob, o.clock.Add(time.Duration(n)*time.Minute), pipeline.ScheduleBy)
		if !began {
			b.Fatal(n)
		}
		o.end(id, pipeline.RunDone)
		if _, err := o.Covered(context.Background(), o.clock); err != nil {
			b.Fatal(err)
		}
	}
	n := 0
	for ; n < 1000; n++ {
		run(n)
	}
	for b.Loop() {
		run(n)
		n++
	}
}
