package duck_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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

// TestBesideOutcomesAtOnce has many ask for outcomes at the same time: each gets its own, in its order.
func TestBesideOutcomesAtOnce(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	ctx := context.Background()
	beside, err := o.Beside(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.CloseReading()
	var arrivals []pipeline.Arrival
	for _, unit := range []string{"ca-mau-2025", "dong-thap-2025", "ha-noi", "can-tho-2025"} {
		arrivals = append(arrivals, o.form("tong-hop "+unit+" 2025-11 | models.closing 5 | models.built dozens"))
	}
	o.take(arrivals...)
	var ids []int64
	for _, a := range arrivals {
		ids = append(ids, a.Receipt.ID)
	}
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			asked := []int64{ids[i%4], 999, ids[(i+1)%4]}[:1+i%3]
			want, wantErr := o.Outcomes(ctx, slices.DeleteFunc(slices.Clone(asked), func(id int64) bool { return id == 999 }))
			got, gotErr := beside.Outcomes(ctx, asked)
			if wantErr != nil || gotErr != nil {
				t.Error(wantErr, gotErr)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || len(got) == 0 || len(got[0].Findings) == 0 {
				t.Errorf("%v (-alone +at once):\n%s", asked, diff)
			}
		})
	}
	all.Wait()
}

// TestBesideAccount holds that what is changed of an account is known at once to whoever asks beside: a session of a disabled one ends.
func TestBesideAccount(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	ctx := context.Background()
	beside, err := o.Beside(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.CloseReading()
	account := pipeline.Account{Login: "lan", Name: "Lan", Role: pipeline.DepartmentRole, Changed: o.clock}
	if _, ok, err := beside.Account(ctx, "lan"); ok || err != nil {
		t.Error(ok, err)
	}
	for _, change := range []func() error{
		func() error { return o.SaveAccount(ctx, account, "test", "added") },
		func() error { account.Disabled = true; return beside.SaveAccount(ctx, account, "test", "disabled") },
		func() error { account.Failures = 3; return o.RecordAttempt(ctx, account) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			got, ok, err := beside.Account(ctx, "lan")
			if !ok || err != nil || got.Disabled != account.Disabled || got.Failures != account.Failures {
				t.Errorf("%+v, %t, %v; expected %+v", got, ok, err, account)
			}
		}
	}
}
