package duck_test

import (
	"context"
	"testing"

	"tonghop/pipeline"
)

const (
	kept    = "tong-hop kon-tum 2024 | models.closing 6"
	changed = "tong-hop kon-tum 2024 | models.closing 7"
	wrong   = "tong-hop kon-tum 2024 | models.closing 8 | models.closing@area=dtts 9"
	closing = "SELECT figure FROM believed_cell([$period]) WHERE indicator = 'models.closing' AND breakdown = '' AND $unit <> '' AND $map IS NOT NULL"
)

func TestReturnedAfterAccepted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.forms(kept)
	if got := states(o.take(o.form(wrong))); got != "returned 0" {
		t.Error(got)
	}
	o.expect("the older edition counts", o.ask("kon-tum", "2024", closing), "6")
	o.expect("what is wrong is open", o.found("part-exceeds-whole"), "kon-tum 2024 A2 9 8")
	if got := states(o.take(o.form(changed))); got != "accepted 2" {
		t.Error(got)
	}
	o.expect("the newer edition counts", o.ask("kon-tum", "2024", closing), "7")
	o.expect("nothing is open", o.found(""))
}

func TestReturnedThenAccepted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.take(o.form(wrong))
	o.expect("nothing counts", o.ask("kon-tum", "2024", closing))
	o.forms(kept)
	o.expect("nothing is open", o.found(""))
	o.expect("it counts", o.ask("kon-tum", "2024", closing), "6")
}

// Findings of a form that no longer counts are gone, those of the forms that it touches are made anew.
func TestSupersededFindings(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.forms(region("16", "1", "2", "3", "4", "5"), "tong-hop kon-tum 2024 | models.closing 3")
	o.expect("imbalance", o.found("total-imbalance"), "dia-ban-tay-nguyen 2024 A1 16 17")
	o.expect("row", o.found("superior-differs"), "dia-ban-tay-nguyen 2024 A2 1 3")
	o.forms(region("17", "3", "2", "3", "4", "5"))
	o.expect("nothing", o.found(""))
	o.forms("tong-hop kon-tum 2024 | models.closing 2")
	o.expect("imbalance", o.found("total-imbalance"), "dia-ban-tay-nguyen 2024 A1 17 16")
}

func TestEditionsOfDistinctForms(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	got := states(o.take(o.arrivals([]string{kept, "tong-hop gia-lai 2024 | models.closing 1", "tong-hop kon-tum 2023 | models.closing 1"})...))
	got += "; " + states(o.take(o.arrivals([]string{changed, "tong-hop gia-lai 2024 | models.closing 2"})...))
	if got != "accepted 1, accepted 1, accepted 1; accepted 2, accepted 2" {
		t.Error(got)
	}
}

// know tells what the warehouse says of files before they are read.
func (o *office) know(texts ...string) (outcomes []pipeline.Outcome) {
	o.t.Helper()
	for _, text := range texts {
		receipt := o.receipt(text)
		known, err := o.Known(context.Background(), []pipeline.Receipt{receipt})
		if err != nil {
			o.t.Fatal(err)
		}
		outcome, ok := known[receipt.ID]
		if !ok {
			outcome.State = "unknown"
		}
		outcomes = append(outcomes, outcome)
	}
	return outcomes
}

func TestKnownBytes(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	ask := func(want string) {
		t.Helper()
		if got := states(o.know(kept, changed, wrong, "unreadable")); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	ask("unknown 0, unknown 0, unknown 0, unknown 0")
	o.forms(kept)
	ask("unchanged 1, unknown 0, unknown 0, unknown 0")
	o.forms(changed)
	ask("unknown 0, unchanged 2, unknown 0, unknown 0")
	o.take(o.form(wrong), o.refused("unreadable"))
	ask("unknown 0, unknown 0, returned 0, rejected 0") // the edition again would take back what went back
	if got := states(o.take(o.form(changed))); got != "unchanged 2" {
		t.Error(got)
	}
	o.expect("what went back is answered", o.found("part-exceeds-whole"))
	ask("unknown 0, unchanged 2, returned 0, rejected 0")
	o.reopen(func(c *pipeline.Catalog) { c.Hash = "another" })
	ask("unknown 0, unchanged 2, unknown 0, unknown 0")
	o.forms(kept)
	ask("unchanged 3, unknown 0, unknown 0, unknown 0")
}

// refused is the arrival of a file that no layout reads.
func (o *office) refused(text string) pipeline.Arrival {
	return pipeline.Arrival{Receipt: o.receipt(text), Refusal: &pipeline.Refusal{Code: "unknown-form"}}
}

// A file that was rejected is read under a newer catalogue: what was said of it before is answered.
func TestRejectedThenReadable(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	o.take(o.refused(kept), o.refused("another file"))
	if n := len(o.found("unknown-form")); n != 2 {
		t.Fatal(n)
	}
	o.reopen(func(c *pipeline.Catalog) { c.Hash = "another" })
	o.take(o.refused("another file"))
	if n := len(o.found("unknown-form")); n != 2 {
		t.Errorf("%d findings, of two files that were rejected", n)
	}
	o.forms(kept)
	if n := len(o.found("unknown-form")); n != 1 {
		t.Errorf("%d findings, of one file that is rejected still", n)
	}
}
