package pipeline

import "testing"

// TestReadAhead holds that a file is read early only before Ingest comes to it, and that nothing is held on to.
func TestReadAhead(t *testing.T) {
	var a readAhead
	if a.take(1) != nil {
		t.Error("nothing was begun")
	}
	first, second := a.begin(1), a.begin(2)
	a.reach([]Receipt{{ID: 1}, {ID: 2}, {ID: 3}})
	if a.begin(3) != nil {
		t.Error("begun too late: Ingest reads it")
	}
	if got := a.take(1); got != first || first == nil || a.take(1) != nil {
		t.Errorf("took %p, expected %p once", got, first)
	}
	later := a.begin(4)
	a.drop() // 2 needed no reading
	if second == nil || a.take(2) != nil || a.take(4) != later {
		t.Error("dropped are those that Ingest has come to, and no others")
	}
	for id := range int64(2 * batchSize) {
		a.begin(10 + id)
	}
	if len(a.files) != batchSize {
		t.Errorf("%d are held, expected %d at most", len(a.files), batchSize)
	}
}
