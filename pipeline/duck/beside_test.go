package duck_test

import (
	"context"
	"testing"
	"time"

	"tonghop/pipeline"
)

// TestBeside holds that people see the board while forms are settled: what was committed, at once.
func TestBeside(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	beside, err := o.Beside(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.CloseReading()
	accepted := func() (n int) {
		standings, _, err := beside.Board(ctx, pipeline.BoardSelection{Period: "2025-11"})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range standings {
			if s.State == string(pipeline.Accepted) {
				n++
			}
		}
		return n
	}
	batch, err := o.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer batch.Rollback()
	if err := batch.Load(ctx, []pipeline.Arrival{o.form("tong-hop ca-mau-2025 2025-11 | models.built 5")}); err != nil {
		t.Fatal(err)
	}
	if err := batch.Check(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := batch.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	if n := accepted(); n != 0 {
		t.Errorf("%d are accepted before they are committed", n)
	}
	if err := batch.Commit(); err != nil {
		t.Fatal(err)
	}
	if n := accepted(); n != 1 {
		t.Errorf("%d are accepted", n)
	}
}
