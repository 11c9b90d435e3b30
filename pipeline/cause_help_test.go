package pipeline_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// southwest are the thirteen provinces of Tây Nam Bộ with their models of 2018–2024 as published, 891 in all.
var southwest = []struct {
	name   string
	models int64
}{
	{"An Giang", 59}, {"Bạc Liêu", 57}, {"Bến Tre", 140}, {"Cà Mau", 32}, {"Cần Thơ", 30}, {"Đồng Tháp", 113}, {"Hậu Giang", 64},
	{"Kiên Giang", 56}, {"Long An", 167}, {"Sóc Trăng", 66}, {"Tiền Giang", 30}, {"Trà Vinh", 18}, {"Vĩnh Long", 59},
}

// amount is a figure as it is written in a form.
func amount(text string) pipeline.Amount {
	q := vi.ReadText(text)
	bounds := q.Bounds(vi.One)
	a := pipeline.Amount{Quantity: q}
	if bounds.SoftLow != nil {
		a.Low, a.High = *bounds.SoftLow, *bounds.SoftHigh
	}
	return a
}

func count(n int64) pipeline.Amount { return amount(fmt.Sprint(n)) }

func past(n int64) pipeline.Past { return pipeline.Past{Amount: count(n), Period: "kỳ khác"} }

// balance is that of the region with its published parts and another total.
func balance(total int64) *pipeline.Balance {
	b := &pipeline.Balance{Total: pipeline.Term{Amount: count(total)}, Step: vi.One}
	for _, p := range southwest {
		b.Parts = append(b.Parts, pipeline.Term{Name: p.name, Amount: count(p.models)})
	}
	return b
}

// balanceOf is one of other parts, named A, B and so on.
func balanceOf(total string, parts ...string) *pipeline.Balance {
	b := &pipeline.Balance{Total: pipeline.Term{Amount: amount(total)}, Step: vi.One}
	for i, p := range parts {
		b.Parts = append(b.Parts, pipeline.Term{Name: string(rune('A' + i)), Amount: amount(p)})
	}
	return b
}

// random is a balance of n parts that agrees, their sizes as skewed as those of provinces are.
func random(r *rand.Rand, n int) (b *pipeline.Balance, sum int64) {
	b = &pipeline.Balance{Step: vi.One}
	for i := range n {
		value := 5 + r.Int64N(60)
		if r.IntN(4) == 0 {
			value += r.Int64N(120)
		}
		sum += value
		b.Parts = append(b.Parts, pipeline.Term{Name: fmt.Sprint(i), Amount: count(value)})
	}
	b.Total = pipeline.Term{Amount: count(sum)}
	return b, sum
}

// whole is a count of the amount.
func whole(a pipeline.Amount) int64 { return int64(a.Quantity.Value / vi.One) }

// told lists explanations: code, what it names first.
func told(explanations []pipeline.Explanation) []string {
	lines := []string{}
	for _, e := range explanations {
		line := e.Code
		for _, name := range []string{"part", "other", "right", "was", "period", "count"} {
			if e.Values[name] != "" {
				line += " " + e.Values[name]
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func first(b *pipeline.Balance) string {
	return strings.Join(told(b.Explain())[:min(1, len(b.Explain()))], "")
}
