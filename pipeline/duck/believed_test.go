package duck_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

const believed = "SELECT unit, figure, reporter FROM believed_cell([$period]) WHERE indicator = 'models.closing' AND unit <> 'dia-ban-tay-nguyen' AND $unit <> '' AND $map IS NOT NULL ORDER BY unit"

func TestWhoIsBelieved(t *testing.T) {
	t.Parallel()
	const (
		above   = "vung dia-ban-tay-nguyen 2024 | kon-tum models.closing 7"
		beside  = "vung tay-nguyen 2024 | kon-tum models.closing 8"
		nation  = "vung viet-nam 2024 | kon-tum models.closing 9"
		own     = "tong-hop kon-tum 2024 | models.closing 6"
		absent  = "tong-hop kon-tum 2024 | models.closing x"
		unknown = "tong-hop kon-tum 2024 | models.closing …"
	)
	cases := []struct {
		name  string
		forms []string
		want  string
	}{
		{"the unit itself", []string{above, nation, own}, "kon-tum 6 kon-tum"},
		{"its region before the nation", []string{nation, above}, "kon-tum 7 dia-ban-tay-nguyen"},
		{"the nation for want of others", []string{nation}, "kon-tum 9 viet-nam"},
		{"regions of two schemes: not the later one", []string{above, beside}, "kon-tum 7 dia-ban-tay-nguyen"},
		{"regions of two schemes: not the earlier one", []string{beside, above}, "kon-tum 7 dia-ban-tay-nguyen"},
		{"a unit to which it does not apply", []string{above, absent}, "kon-tum x kon-tum"},
		{"a unit that has no figure yet", []string{above, unknown}, "kon-tum 7 dia-ban-tay-nguyen"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t, noRule)
			o.forms(c.forms...)
			o.expect(c.name, o.ask("dia-ban-tay-nguyen", "2024", believed), c.want)
		})
	}
}

// Forms of three periods end with the year, so that each cumulative figure is one of the year.
func TestYearFromCumulativeFigures(t *testing.T) {
	t.Parallel()
	forms := []string{
		"tong-hop kon-tum 2024-12 | models.built 1 | models.built+ 10", "tong-hop kon-tum 2024-Q4 | models.built 2 | models.built+ 11",
		"tong-hop kon-tum 2024-H2 | models.built 3 | models.built+ 12"}
	const year = "SELECT figure FROM believed_cell([$period]) WHERE indicator = 'models.built' AND $unit <> '' AND $map IS NOT NULL"
	for range 3 {
		forms = append(forms[1:], forms[0])
		o := newOffice(t, noRule)
		o.together(forms...)
		o.expect("the form that covers most", o.ask("kon-tum", "2024", year), "12")
		o.forms("tong-hop kon-tum 2024 | models.built 13")
		o.expect("the year's own form", o.ask("kon-tum", "2024", year), "13")
	}
}

func TestSuperiorDiffers(t *testing.T) {
	t.Parallel()
	const above = "vung dia-ban-tay-nguyen 2024 | models.closing | kon-tum models.closing "
	cases := []struct {
		name  string
		forms []string
		want  []string
	}{
		{"agree", []string{above + "7", "tong-hop kon-tum 2024 | models.closing 7"}, nil},
		{"differ", []string{above + "7", "tong-hop kon-tum 2024 | models.closing 6"}, []string{"dia-ban-tay-nguyen 2024 A2 7 6"}},
		{"of another period", []string{above + "7", "tong-hop kon-tum 2024-12 | models.closing 6"}, nil},
		{"hedged and agree", []string{above + "gần 10", "tong-hop kon-tum 2024 | models.closing 6"}, nil},
		{"hedged and differ", []string{above + "gần 10", "tong-hop kon-tum 2024 | models.closing 10"}, []string{"dia-ban-tay-nguyen 2024 A2 gần 10 10"}},
		{"an open bound and differ", []string{above + "trên 10", "tong-hop kon-tum 2024 | models.closing 10"}, []string{"dia-ban-tay-nguyen 2024 A2 trên 10 10"}},
		{"the unit has no figure yet", []string{above + "7", "tong-hop kon-tum 2024 | models.closing …"}, nil},
		{"it does not apply to the unit", []string{above + "7", "tong-hop kon-tum 2024 | models.closing x"}, []string{"dia-ban-tay-nguyen 2024 A2 7 x"}},
		{"it does not apply and is nil above", []string{above + "0", "tong-hop kon-tum 2024 | models.closing x"}, nil},
		{"two superiors differ", []string{above + "7", "vung viet-nam 2024 | kon-tum models.closing 8"}, []string{"viet-nam 2024 A1 8 7"}},
		{"two superiors differ from the unit", []string{above + "7", "vung viet-nam 2024 | kon-tum models.closing 8", "tong-hop kon-tum 2024 | models.closing 6"},
			[]string{"dia-ban-tay-nguyen 2024 A2 7 6", "viet-nam 2024 A1 8 6"}},
		{"cumulative and of the period in January", []string{"tong-hop kon-tum 2024-01 | models.built 5 | models.built+ 5", "vung dia-ban-tay-nguyen 2024-01 | kon-tum models.built 5"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for range 2 {
				o := newOffice(t, "superior-differs")
				slices.Reverse(c.forms)
				o.together(c.forms...)
				o.expect(c.name, o.found("superior-differs"), c.want...)
			}
		})
	}
}

// The same forms in any order and any batches give the same findings and believed figures.
func TestOrderOfArrival(t *testing.T) {
	t.Parallel()
	forms := []string{
		"vung dia-ban-tay-nguyen 2024 | models.closing 31 | kon-tum models.closing 7 | gia-lai models.closing 8 | dak-lak models.closing 9 | models.built 3",
		"vung tay-nguyen 2024 | models.closing 30 | kon-tum models.closing 6 | gia-lai models.closing gần 10 | lam-dong models.closing 5",
		"vung viet-nam 2024 | models.closing trên 20 | kon-tum models.closing 8 | dak-nong models.closing 2 | lam-dong models.closing 4",
		"tong-hop gia-lai 2024 | models.closing 9 | models.built 4 | models.built+ 4", "tong-hop dak-lak 2024 | models.closing x",
		"tong-hop kon-tum 2024-11 | models.built 1 | models.built+ 9", "tong-hop kon-tum 2024-Q4 | models.built 4 | models.built+ 11",
		"tong-hop kon-tum 2024-12 | models.built 2 | models.built+ 12", "tong-hop kon-tum 2024-H1 | models.built 5 | models.built+ 5",
		"tong-hop kon-tum 2024-Q3 | models.built 2 | models.built+ 8", "tong-hop lam-dong 2024 | models.closing 5 | models.closing@area=dtts 6",
	}
	const all = "SELECT unit, indicator, period, breakdown, figure, reporter FROM believed_cell((SELECT list(DISTINCT period) FROM accepted_cell)) WHERE $unit || $period <> '' AND $map IS NOT NULL ORDER BY ALL"
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	var findings, figures []string
	for turn := range 4 { // other orders in each run
		o := newOffice(t)
		for start := 0; start < len(forms); {
			end := min(len(forms), start+1+random.IntN(4))
			batch := forms[start:end]
			arrivals := o.arrivals(batch)
			o.take(arrivals...)
			start = end
		}
		gotFindings, gotFigures := o.found(""), o.ask("viet-nam", "2024", all)
		if turn == 0 {
			findings, figures = gotFindings, gotFigures
		}
		o.expect("findings", gotFindings, findings...)
		o.expect("figures", gotFigures, figures...)
		if t.Failed() {
			t.Fatalf("seed %d, order:\n%s", seed, strings.Join(forms, "\n"))
		}
		random.Shuffle(len(forms), func(i, j int) { forms[i], forms[j] = forms[j], forms[i] })
	}
}
