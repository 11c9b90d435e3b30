package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// The published total, broken in each way: what broke it is the first that is told.
func TestExplainPublishedTotal(t *testing.T) {
	t.Parallel()
	const published = 891
	with := func(total int64, change func(b *pipeline.Balance)) *pipeline.Balance {
		b := balance(total)
		change(b)
		return b
	}
	of := func(b *pipeline.Balance, name string) *pipeline.Term {
		return &b.Parts[slices.IndexFunc(b.Parts, func(p pipeline.Term) bool { return p.Name == name })]
	}
	earlier := func(name string, value int64) func(*pipeline.Balance) {
		return func(b *pipeline.Balance) { of(b, name).Earlier = []pipeline.Past{past(value)} }
	}
	row := func(name string, value int64) func(*pipeline.Balance) {
		return func(b *pipeline.Balance) { of(b, name).Row = &pipeline.Past{Amount: count(value)} }
	}
	then := func(b *pipeline.Balance) (sum int64) { // another period: every second province had fewer, or more
		for i := range b.Parts {
			value := whole(b.Parts[i].Amount) - int64(i%2*(3+i))
			p := past(value)
			b.Parts[i].Before, sum = &p, sum+value
		}
		return sum
	}
	sumThen := then(balance(published))
	for _, c := range []struct {
		name string
		b    *pipeline.Balance
		want string
	}{
		{"one left out", balance(published - 66), "part-left-out Sóc Trăng"},
		{"the smallest left out", balance(published - 18), "part-left-out Trà Vinh"},
		{"one of two alike left out", balance(published - 59), "part-left-out An Giang"},
		{"one twice", balance(published + 113), "part-twice Đồng Tháp"},
		{"two left out", balance(published - 18 - 32), "parts-left-out Cà Mau Trà Vinh"},
		{"two large ones left out", balance(published - 167 - 140), "parts-left-out Bến Tre Long An"},
		{"neighbouring digits of the total", balance(981), "total-digits-swapped 891"},
		{"last digits of the total", balance(819), "total-digits-swapped 891"},
		{"first and last digit of the total", balance(198), "total-digits-swapped 891"},
		{"neighbouring digits of a part", balance(published - 167 + 617), "part-digits-swapped Long An 617"},
		{"digits of a part of two", balance(published - 32 + 23), "part-digits-swapped Cà Mau 23"},
		{"a zero too many", balance(8910), "total-factor 891"},
		{"a dot read as a decimal point", with(1, func(b *pipeline.Balance) { b.Parts[0].Amount = count(1000 - 891 + 59) }), "total-factor 1.000"},
		{"a thousandfold", balance(891_000), "total-factor 891"},
		{"a zero too many in a part", balance(published + 9*66), "part-factor Sóc Trăng 660"},
		{"a zero too few in a part", balance(published - 126), "part-factor Bến Tre 14"},
		{"an earlier edition", with(published+1, earlier("Sóc Trăng", 67)), "part-earlier-edition Sóc Trăng 67 kỳ khác"},
		{"an earlier edition that was much less", with(published-59, earlier("An Giang", 0)), "part-earlier-edition An Giang 0 kỳ khác"},
		{"two earlier editions", with(published+9-4, func(b *pipeline.Balance) { earlier("Long An", 176)(b); earlier("Cà Mau", 28)(b) }), "parts-earlier-edition Cà Mau Long An 28"},
		{"the form's own row", with(published+90, row("Tiền Giang", 120)), "part-own-row Tiền Giang 120"},
		{"the form's own row, of an earlier edition", with(published+90, func(b *pipeline.Balance) { row("Tiền Giang", 120)(b); earlier("Tiền Giang", 120)(b) }), "part-earlier-edition Tiền Giang 120 kỳ khác"},
		{"one of the form's own rows that differ", with(published+90, func(b *pipeline.Balance) { row("Tiền Giang", 120)(b); row("Cà Mau", 37)(b); row("Long An", 7)(b) }), "part-own-row Tiền Giang 120"},
		{"the form's own hedged row", with(published+90, func(b *pipeline.Balance) { of(b, "Cà Mau").Row = &pipeline.Past{Amount: amount("trên 120")} }), "part-own-row Cà Mau trên 120"},
		{"two of the form's own rows", with(published+9-4, func(b *pipeline.Balance) { row("Long An", 176)(b); row("Cà Mau", 28)(b) }), "parts-own-row Cà Mau Long An 28"},
		{"the form's own rows", with(published+9-4+1, func(b *pipeline.Balance) {
			row("Long An", 176)(b)
			row("Cà Mau", 28)(b)
			row("Sóc Trăng", 67)(b)
			row("Trà Vinh", 18)(b)
		}), "total-of-own-rows 3"},
		{"an unchanged total", with(published+12, func(b *pipeline.Balance) {
			b.Total.Earlier = []pipeline.Past{past(published + 12)}
			earlier("Long An", 170)(b)
			earlier("Cà Mau", 36)(b)
			earlier("Bến Tre", 145)(b)
		}), "total-unchanged"},
		{"the sum of the period before", with(sumThen, func(b *pipeline.Balance) { then(b) }), "total-of-period kỳ khác"},
		{"the sum of the year before", with(sumThen, func(b *pipeline.Balance) {
			then(b)
			for i := range b.Parts {
				b.Parts[i].Before, b.Parts[i].YearBefore = nil, b.Parts[i].Before
			}
		}), "total-of-period kỳ khác"},
		{"the total of the period before", with(850, func(b *pipeline.Balance) { p := past(850); b.Total.Before = &p }), "total-of-period kỳ khác"},
		{"one part of the period before", with(published-47, func(b *pipeline.Balance) { p := past(120); of(b, "Long An").Before = &p }), "part-of-period Long An 120 kỳ khác"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if all := told(c.b.Explain()); len(all) == 0 || all[0] != c.want {
				t.Errorf("got %q, want %q first", all, c.want)
			}
		})
	}
}

// Every province of the published case left out, counted twice, or its digits swapped: it is told, beside others that come to the same.
func TestExplainEachPart(t *testing.T) {
	t.Parallel()
	for _, p := range southwest {
		for code, total := range map[string]int64{"part-left-out " + p.name: 891 - p.models, "part-twice " + p.name: 891 + p.models, "part-factor " + p.name: 891 + 9*p.models} {
			all := told(balance(total).Explain())
			if !slices.ContainsFunc(all, func(line string) bool { return strings.HasPrefix(line, code) }) {
				t.Errorf("%d: got %q, want %q", total, all, code)
			}
		}
	}
}

// Where anything would fit nothing is said, nor where nothing fits.
func TestExplainWithCare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		b    *pipeline.Balance
		want string
	}{
		{"it agrees", balance(891), ""},
		{"nothing fits", balance(890), ""},
		{"a difference of one is anything's", balanceOf("195", "1", "2", "11", "12", "15", "16", "19", "20", "13", "14", "17", "18", "38"), ""},
		{"too many pairs", balanceOf("80", "10", "10", "10", "10", "10", "10", "10", "10", "10", "10"), ""},
		{"as many single parts", balanceOf("90", "10", "10", "10", "10", "10", "10", "10", "10", "10", "10"), ""},
		{"a single part", balanceOf("120", "60"), ""},
		{"a single part, swapped", balanceOf("162", "126"), "total-digits-swapped 126"},
		{"a leading zero is not typed", balanceOf("30", "3"), "total-factor 3"},
		{"a hedged total", balanceOf("gần 900", "152", "117", "148", "120", "140", "137", "190", "130"), ""},
		{"a hedged total that lacks a part", balanceOf("trên 900", "152", "317", "148", "220", "4.240", "97"), "part-left-out E"},
		{"a hedged total of ten times", balanceOf("trên 47.000", "1.312", "2.258", "1.188"), "total-factor trên 4.700"},
		{"a hedged part", balanceOf("469", "152", "317", "gần 2.000"), "part-left-out C"},
		{"wide limits", balanceOf("400", "khoảng 100", "khoảng 200", "khoảng 200", "khoảng 300", "khoảng 300", "khoảng 400"), ""},
		{"a total that is nil", balanceOf("0", "152", "317"), ""},
		{"rows of its own that say the same, or do not explain it", func() *pipeline.Balance {
			b := balance(890)
			b.Parts[0].Row, b.Parts[1].Row = &pipeline.Past{Amount: b.Parts[0].Amount}, &pipeline.Past{Amount: count(60)}
			return b
		}(), ""},
		{"a part is missing and the others exceed", balanceOf("469", "152", "317", "148", ""), "part-left-out C"},
		{"larger than can be looked at", balanceOf("1", "999.999.999.999", "999.999.999.999", "1"), ""},
		{"no parts", balanceOf("5"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := first(c.b); got != c.want {
				t.Errorf("got %q, want %q", told(c.b.Explain()), c.want)
			}
		})
	}
}

// Alike ones are told together, at most three.
func TestExplainTiesAreTold(t *testing.T) {
	t.Parallel()
	got := told(balance(891 - 59).Explain())
	if want := []string{"part-left-out An Giang", "part-left-out Vĩnh Long"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for i, e := range balance(891 - 59).Explain() {
		if e.Likelihood < 0.4 || e.Likelihood > 0.5 {
			t.Errorf("%d: likelihood %g", i, e.Likelihood)
		}
	}
}

// What agrees in thousands only agrees less by chance than what agrees to the digit: figures that are all round say less.
func TestExplainRoundFigures(t *testing.T) {
	t.Parallel()
	round := balanceOf("16.000", "1.000", "2.000", "3.000", "5.000", "7.000").Explain()
	sharp := balanceOf("16.011", "1.000", "2.000", "3.000", "5.000", "7.011").Explain()
	if len(round) == 0 || len(sharp) == 0 || round[0].Values["part"] != "B" || sharp[0].Values["part"] != "B" || round[0].Likelihood > 0.8 || sharp[0].Likelihood < 0.95 {
		t.Errorf("round %v, sharp %v", round, sharp)
	}
}
