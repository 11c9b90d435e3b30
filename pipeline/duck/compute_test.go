package duck_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// TestComputeQueries holds that a query has a result where it is printed, in every report that prints it, whether or not another uses it.
func TestComputeQueries(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	order := pipeline.Order{Unit: pipeline.Unit{ID: pipeline.Nation}}
	query := func(name, text string, unprinted bool) pipeline.Query {
		return pipeline.Query{Name: name, SQL: text, File: name + ".md", Unprinted: unprinted}
	}
	const numbers, last = "SELECT unnest(range(3)) AS n", "SELECT max(n) AS n FROM numbers"
	var results []pipeline.Results
	_, _, err := o.Compute(context.Background(), [][]pipeline.Query{
		{query("numbers", numbers, true), query("last", last, false), query("alone", "SELECT 'a' AS n ORDER BY n", false)},
		{query("numbers", numbers, false), query("last", last, false), query("alone", "SELECT 'a' AS n ORDER BY n", true)},
	}, order, func(all []pipeline.Results) ([]*pipeline.Document, error) {
		results = all
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, of := range results {
		for name, result := range of {
			got = append(got, name+": "+strings.Join(lines(result), ", "))
		}
		got = append(got, "")
	}
	slices.Sort(got[:2])
	slices.Sort(got[3:5])
	o.expect("results of two reports", got, "alone: a", "last: 2", "", "last: 2", "numbers: 0, 1, 2", "")

	_, _, err = o.Compute(context.Background(), [][]pipeline.Query{{query("numbers", numbers, false), query("numbers", numbers, false)}}, order, nil)
	if err == nil || !strings.Contains(err.Error(), "the name is taken by a table or an earlier query") {
		t.Errorf("a name twice in one report: %v", err)
	}
}
