package duck_test

import (
	"context"
	"testing"
	"time"

	"tonghop/pipeline"
)

// Whoever keeps a copy of the journal computes its hashes again from what JournalEntry.Digest says: these are sha256sum's of
// "0:,1:1,27:2026-01-31T08:15:00.000000Z,3:Lan,7:closing,7:2024-08,5:state,6:closed," and of the line behind it.
func TestJournalIsAChain(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	o := newOfficeOnDisk(t)
	o.clock = time.Date(2026, 1, 31, 8, 15, 0, 999, time.UTC)
	if err := o.Record(ctx, pipeline.JournalEntry{Who: "Lan", Action: pipeline.ClosingAction, Subject: "2024-08", Detail: map[string]string{"state": "closed"}},
		pipeline.JournalEntry{Who: "Đỗ Bích \xff", Action: pipeline.DecisionAction, Subject: "7", Detail: map[string]string{"b": `"`, "a": "<&>\u2028"}}); err != nil {
		t.Fatal(err)
	}
	o.clock = time.Date(2026, 2, 1, 17, 0, 0, 0, time.UTC) // 2 February in Vietnam
	o.reopen(func(*pipeline.Catalog) {})
	if err := o.Record(ctx, pipeline.JournalEntry{Who: "Lan", Action: pipeline.ClosingAction, Subject: "2024-08"}); err != nil {
		t.Fatal(err)
	}
	entries, err := o.Journal(ctx, time.Time{})
	if err != nil || len(entries) != 3 {
		t.Fatal(entries, err)
	}
	want := []string{"4032426397caa372d6b01f74c8a978dc895009d02903f66531eac7da6caa040f",
		"3103df86bd740d0b4f4cf59b930de0fad11f7a55bbe3258a32f3fda7d934fe63"}
	for i, e := range entries {
		if i < len(want) && e.Hash != want[i] {
			t.Errorf("line %d has hash %s", e.Seq, e.Hash)
		}
		if e.Seq != int64(i+1) || e.Hash != e.Digest() || i > 0 && e.Previous != entries[i-1].Hash {
			t.Errorf("line %d: %+v", i+1, e)
		}
	}
	recent, err := o.Journal(ctx, time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC))
	if err != nil || len(recent) != 1 || recent[0].Seq != 3 {
		t.Error(recent, err)
	}
}
