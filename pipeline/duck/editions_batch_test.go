package duck_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
)

// TestEditionsInOneBatch settles several editions of a form, among others, in one batch and one after the other: what becomes of each is the same, and so is what
// stands in the end.
func TestEditionsInOneBatch(t *testing.T) {
	t.Parallel()
	forms := []string{
		"tong-hop ca-mau-2025 2025-11 | models.closing 5 | models.built 1",
		"tong-hop can-tho-2025 2025-11 | models.closing 7",
		"tong-hop ca-mau-2025 2025-11 | models.closing 6 | models.built 2",
		"tong-hop ca-mau-2025 2025-11  | models.closing 6 | models.built 2",            // says the same in other bytes
		"tong-hop ca-mau-2025 2025-11 | models.closing 6 | models.closing@area=dtts 8", // goes back: a part exceeds the whole
		"vung tay-nam-bo 2025-11 | ca-mau-2025 models.closing 9 | models.closing 20",
		"tong-hop can-tho-2025 2025-12 | models.closing 7",
		"tong-hop ca-mau-2025 2025-11 | models.closing 9 | models.built 4",
		"xa ca-mau-2025 2025-11 | ca-mau-2025/a models.closing 4 | models.closing 4",
		"xa ca-mau-2025 2025-11 | ca-mau-2025/a models.closing 4 | ca-mau-2025/b models.closing 5 | models.closing 9",
	}
	type decided struct {
		State       pipeline.State
		Edition     int
		Differences []pipeline.Difference
	}
	var became [2][]decided
	var journal [2][]string
	var stands [2][]string
	for i := range became {
		o := newOffice(t)
		var outcomes []pipeline.Outcome
		if i == 0 {
			for _, form := range forms {
				outcomes = append(outcomes, o.take(o.form(form))...)
			}
		} else {
			outcomes = o.take(o.arrivals(forms)...)
		}
		for _, outcome := range outcomes {
			became[i] = append(became[i], decided{outcome.State, outcome.Edition, outcome.Differences})
		}
		entries, err := o.Journal(context.Background(), o.clock.AddDate(-1, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			journal[i] = append(journal[i], e.Subject+" "+e.Detail["state"]+" "+e.Detail["edition"])
		}
		submissions, err := o.Submissions(context.Background(), nil, "", "")
		if err != nil {
			t.Fatal(err)
		}
		stands[i] = o.found("")
		for _, s := range submissions {
			stands[i] = append(stands[i], s.Name+" "+string(s.State))
		}
	}
	for what, pair := range map[string][2]any{"outcomes": {became[0], became[1]}, "journal": {journal[0], journal[1]}, "what stands": {stands[0], stands[1]}} {
		if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
			t.Errorf("%s (-one by one +in one batch):\n%s", what, diff)
		}
	}
	want := []pipeline.State{pipeline.Accepted, pipeline.Accepted, pipeline.Accepted, pipeline.Unchanged, pipeline.Returned, pipeline.Accepted, pipeline.Accepted, pipeline.Accepted, pipeline.Accepted, pipeline.Accepted}
	for i, state := range want {
		if became[1][i].State != state {
			t.Errorf("%s is %s, expected %s", forms[i], became[1][i].State, state)
		}
	}
	if len(stands[1]) <= len(forms) {
		t.Errorf("no finding of scope total: %v", stands[1])
	}
}
