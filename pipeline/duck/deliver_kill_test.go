package duck_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

// queueForever is the environment variable that makes TestKilledQueue queue into the warehouse that it names until it is killed.
const queueForever = "TONGHOP_QUEUE_FOREVER"

// TestKilledQueue kills a process that queues: what it queued at once is there whole or not at all, and goes on from there.
func TestKilledQueue(t *testing.T) {
	o := newOffice(t)
	if o.path = os.Getenv(queueForever); o.path != "" {
		o.reopen(func(*pipeline.Catalog) {})
		fmt.Println("queueing")
		for batch := 0; ; batch++ {
			o.queue(batchOf(batch))
		}
	}
	o.path = filepath.Join(t.TempDir(), "warehouse.duckdb")
	o.reopen(func(*pipeline.Catalog) {})
	for range 8 {
		if err := o.Close(); err != nil {
			t.Fatal(err)
		}
		command := exec.Command(os.Args[0], "-test.run=^TestKilledQueue$")
		command.Env = append(os.Environ(), queueForever+"="+o.path)
		out, err := command.StdoutPipe()
		if err == nil {
			err = command.Start()
		}
		if err == nil {
			_, err = out.Read(make([]byte, 8)) // it has begun
		}
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(200 * time.Millisecond))
		_ = command.Process.Kill()
		_ = command.Wait()
		o.open()
		o.wholeBatches()
	}
	if o.delivered(pipeline.DeliveryFilter{Limit: 1}) == "" {
		t.Error("nothing was queued at all")
	}
}

// batchOf is what is queued at once: two deliveries with attachments, of one subject.
func batchOf(batch int) (subjects []string, a, b pipeline.Delivery) {
	subject := fmt.Sprint("batch ", batch)
	d := pipeline.Delivery{Subject: subject, Text: strings.Repeat("Kính gửi ", 200), Attachments: []pipeline.KeptFile{{Name: "a"}, {Name: "b"}}}
	a, b = d, d
	a.Key, b.Key = subject+" a", subject+" b"
	return []string{subject}, a, b
}

func (o *office) wholeBatches() {
	o.t.Helper()
	found, err := o.Deliveries(context.Background(), pipeline.DeliveryFilter{})
	if err != nil {
		o.t.Fatal(err)
	}
	for i, d := range found {
		batch := (len(found) - 1 - i) / 2
		if _, a, b := batchOf(batch); len(d.Attachments) != 2 || d.Key != a.Key && d.Key != b.Key {
			o.t.Fatalf("%+v is not of batch %d", d, batch)
		}
	}
	o.expect("a subject for each batch", o.ask("kon-tum", "2024", "SELECT count(*)::VARCHAR FROM delivered_subject"), fmt.Sprint(len(found)/2))
}
