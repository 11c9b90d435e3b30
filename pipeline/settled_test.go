package pipeline

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSettledJoinsBatches(t *testing.T) {
	finding := func(id, expected string) Finding { return Finding{ID: id, Expected: expected} }
	var s Settled
	s.add(Settled{Raised: []Finding{finding("new", "1"), finding("gone-again", "1")}, Cleared: []Finding{finding("cleared", "1"), finding("back", "1"), finding("back-changed", "1")}})
	s.add(Settled{Raised: []Finding{finding("new", "2"), finding("back", "1"), finding("back-changed", "2")}, Cleared: []Finding{finding("gone-again", "1")}})
	want := Settled{Raised: []Finding{finding("new", "2"), finding("back-changed", "2")}, Cleared: []Finding{finding("cleared", "1")}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestChanged(t *testing.T) {
	before := []Finding{{ID: "a", Got: "1"}, {ID: "b", Got: "1"}, {ID: "c", Got: "1"}}
	after := []Finding{{ID: "a", Got: "1"}, {ID: "b", Got: "2"}, {ID: "d", Got: "1"}}
	raised, cleared := Changed(before, after)
	if diff := cmp.Diff([]Finding{{ID: "b", Got: "2"}, {ID: "d", Got: "1"}}, raised); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Finding{{ID: "c", Got: "1"}}, cleared); diff != "" {
		t.Error(diff)
	}
}

// What may be behind a finding is no part of what it says: another cause raises nothing.
func TestAnotherCauseRaisesNothing(t *testing.T) {
	before := Finding{ID: "a", Got: "1", Causes: []Cause{{Code: "part-twice"}}}
	after := before
	after.Causes = []Cause{{Code: "part-left-out"}}
	if raised, cleared := Changed([]Finding{before}, []Finding{after}); len(raised)+len(cleared) > 0 {
		t.Errorf("raised %v, cleared %v", raised, cleared)
	}
}
