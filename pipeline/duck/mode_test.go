package duck_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// attempted settles forms in one batch, and rolls it back.
func (o *office) attempted(texts ...string) []pipeline.Outcome {
	o.t.Helper()
	ctx := context.Background()
	batch, err := o.Begin(ctx)
	if err != nil {
		o.t.Fatal(err)
	}
	defer batch.Rollback()
	if err := errors.Join(batch.Load(ctx, o.arrivals(texts)), batch.Check(ctx)); err != nil {
		o.t.Fatal(err)
	}
	settled, err := batch.Settle(ctx)
	if err != nil {
		o.t.Fatal(err)
	}
	return settled.Outcomes
}

// foundBy lists what a rule finds: "reporter period cell got expected".
func foundBy(rule string, outcomes []pipeline.Outcome) []string {
	lines := []string{}
	for _, outcome := range outcomes {
		for _, f := range outcome.Findings {
			if f.Rule == rule {
				lines = append(lines, strings.Join([]string{f.Reporter, f.Period, f.Cell, f.Got, f.Expected}, " "))
			}
		}
	}
	return lines
}

// Every mode of every rule that adds up, against an operand that is there, has no cell, an empty one, zero, does not apply, or cannot be
// read. An empty cell is what a form says of a figure that is not there, so it is a missing data point of the manual, as no cell is; what
// cannot be read is its data point with the measure NULL.
func TestModesOfMissingOperands(t *testing.T) {
	t.Parallel()
	operands := []string{"5", "no cell", "", "0", "x", "năm"}
	const silent = ""
	rules := []struct {
		rule, place string
		form        string                     // with {} for the operand
		others      []string                   // forms that come with it
		want        map[pipeline.Mode][]string // got and expected, by operand
	}{
		{"stock-flow", "ca-mau 2024-08 A1", "tong-hop ca-mau 2024-08 | models.closing 20 | models.opening 9 | models.built 3 | models.merged_in 0 | models.merged_out 0 | models.dissolved {}", nil, map[pipeline.Mode][]string{
			pipeline.PartialZero: {"20 7", "20 12", "20 12", "20 12", "20 12", silent},
			pipeline.NonNull:     {"20 7", silent, silent, "20 12", "20 12", silent},
		}},
		{"form-total", "dia-ban-tay-nguyen 2024 A1", five + "20 | kon-tum models.closing 1 | gia-lai models.closing 2 | dak-lak models.closing 3 | dak-nong models.closing 4 | lam-dong models.closing {}",
			// the provinces agree with the total, so total-imbalance is silent
			[]string{"tong-hop kon-tum 2024 | models.closing 9", "tong-hop gia-lai 2024 | models.closing 2", "tong-hop dak-lak 2024 | models.closing 3", "tong-hop dak-nong 2024 | models.closing 4", "tong-hop lam-dong 2024 | models.closing 2"},
			map[pipeline.Mode][]string{
				pipeline.NonNull:     {"20 15", silent, silent, "20 10", "20 10", silent},
				pipeline.PartialZero: {"20 15", "20 10", "20 10", "20 10", "20 10", silent},
			}},
		{"opening-differs", "an-giang-2025 2025-07 A1", "tong-hop kien-giang 2025-06 | models.closing {}",
			[]string{"tong-hop an-giang 2025-06 | models.closing 10", "tong-hop an-giang-2025 2025-07 | models.opening 20"}, map[pipeline.Mode][]string{
				pipeline.NonNull:     {"20 15", silent, silent, "20 10", "20 10", silent},
				pipeline.PartialZero: {"20 15", "20 10", "20 10", "20 10", "20 10", "20 10"}, // a form that cannot be read is returned, and so not there
			}},
		{"total-imbalance", "dia-ban-tay-nguyen 2024 A1", five + "20 | kon-tum models.closing 1 | gia-lai models.closing 2 | dak-lak models.closing 3 | dak-nong models.closing 4 | lam-dong models.closing {}", nil, map[pipeline.Mode][]string{
			pipeline.PartialZero: {"20 15", silent, silent, "20 10", "20 10", silent},
		}},
		{"total-imbalance", "dia-ban-tay-nguyen 2024 A1", five + "9 | kon-tum models.closing 1 | gia-lai models.closing 2 | dak-lak models.closing 3 | dak-nong models.closing 4 | lam-dong models.closing {}", nil, map[pipeline.Mode][]string{
			pipeline.PartialZero: {"9 15", "9 10", "9 10", "9 10", "9 10", silent},
			pipeline.NonNull:     {"9 15", silent, silent, "9 10", "9 10", silent},
		}},
		{"total-parts-missing", "dia-ban-tay-nguyen 2024 A1", five + "20 | kon-tum models.closing 1 | gia-lai models.closing 2 | dak-lak models.closing 3 | dak-nong models.closing 4 | lam-dong models.closing {}", nil, map[pipeline.Mode][]string{
			pipeline.PartialZero: {silent, "20 10", "20 10", silent, silent, silent},
			pipeline.NonNull:     {silent, silent, silent, silent, silent, silent},
		}},
		{"total-doubtful", "dia-ban-tay-nguyen 2024 A1", five + "trên 1 | kon-tum models.closing 1 | gia-lai models.closing 2 | dak-lak models.closing 3 | dak-nong models.closing 4 | lam-dong models.closing {}", nil, map[pipeline.Mode][]string{
			pipeline.NonNull: {"trên 1 15", silent, silent, "trên 1 10", "trên 1 10", silent},
		}},
	}
	for _, mode := range []pipeline.Mode{pipeline.NonNull, pipeline.PartialZero} {
		for _, r := range rules {
			o := newOffice(t, r.rule, "unreadable-figure") // which returns a form
			for i := range o.catalog.Rules {
				if o.catalog.Rules[i].Mode != "" {
					o.catalog.Rules[i].Mode = mode
				}
			}
			for i, want := range r.want[mode] {
				form := strings.Replace(r.form, "{}", operands[i], 1)
				if operands[i] == "no cell" {
					form = r.form[:strings.LastIndex(r.form, " | ")]
				}
				var lines []string
				if want != silent {
					lines = append(lines, r.place+" "+want)
				}
				o.expect(string(mode)+", "+r.rule+", "+form, foundBy(r.rule, o.attempted(append(slices.Clone(r.others), form)...)), lines...)
			}
		}
	}
}
