package vi_test

import (
	"strings"
	"testing"

	"tonghop/pipeline/vi"
)

func TestRoundingUnit(t *testing.T) {
	for n, want := range map[vi.Number]vi.Number{
		vi.Int(4700): vi.Int(100), vi.Int(355000): vi.Int(1000), vi.Int(20): vi.Int(10), vi.Int(7): vi.One, 0: vi.One,
		vi.Int(1900): vi.Int(100), vi.Int(-40): vi.Int(10), thousandths(12500): 1000, 1: 1,
	} {
		if got := vi.RoundingUnit(n); got != want {
			t.Errorf("RoundingUnit(%v) = %v, want %v", n, got, want)
		}
	}
}

func TestBounds(t *testing.T) {
	for _, c := range []struct{ text, want string }{ // low high, soft low, soft high; counts
		{"891", "891 891 891 891"}, {"0", "0 0 0 0"}, {"-5", "-5 -5 -5 -5"},
		{"trên 4.700", "4.701 * 4.701 4.799"}, {"hơn 355.000", "355.001 * 355.001 355.999"}, {"hơn 2.000", "2.001 * 2.001 2.999"},
		{"hơn 7", "8 * 8 8"}, {"hơn 12,5", "13 * 13 13"},
		{"ít nhất 5", "5 * 5 5"}, {"tối thiểu 20", "20 * 20 29"}, {"không dưới 4.700", "4.700 * 4.700 4.799"},
		{"gần 1.900", "0 1.899 1.801 1.899"}, {"gần 2.500", "0 2.499 2.401 2.499"}, {"gần 7", "0 6 6 6"}, {"gần 1", "0 0 0 0"}, {"gần 10", "0 9 1 9"},
		{"dưới 10", "0 9 0 9"}, {"chưa đến 100", "0 99 0 99"}, {"không quá 5", "0 5 0 5"}, {"tối đa 5", "0 5 0 5"},
		{"khoảng 20", "10 30 10 30"}, {"trên dưới 20", "10 30 10 30"}, {"khoảng 100", "0 200 0 200"},
		{"từ 10 đến 12", "10 12 10 12"}, {"10 - 12", "10 12 10 12"},
		{"", "* * * *"}, {"x", "* * * *"}, {"12 mô hình", "* * * *"},
	} {
		if got := limits(vi.ReadText(c.text).Bounds(vi.One)); got != c.want {
			t.Errorf("Bounds of %q: %s, want %s", c.text, got, c.want)
		}
	}
	measured := limits(vi.ReadText("trên 12,5").Bounds(1))
	if want := "12,5001 * 12,5001 12,5999"; measured != want {
		t.Errorf("Bounds of trên 12,5 as a measure: %s, want %s", measured, want)
	}
}

func limits(b vi.Bounds) string {
	var all []string
	for _, n := range []*vi.Number{b.Low, b.High, b.SoftLow, b.SoftHigh} {
		if n == nil {
			all = append(all, "*")
			continue
		}
		all = append(all, n.String())
	}
	return strings.Join(all, " ")
}

// FuzzBounds checks that limits never cross, however a figure is hedged.
func FuzzBounds(f *testing.F) {
	f.Add("trên 4.700", true)
	f.Add("gần 1.900", false)
	f.Add("hơn 0,0001", true)
	f.Fuzz(func(t *testing.T, text string, whole bool) {
		step := vi.Number(1)
		if whole {
			step = vi.One
		}
		b := vi.ReadText(text).Bounds(step)
		if b.Low != nil && b.High != nil && *b.Low > *b.High {
			t.Errorf("%q: %s", text, limits(b))
		}
		if b.SoftLow != nil && b.SoftHigh != nil && *b.SoftLow > *b.SoftHigh {
			t.Errorf("%q: soft %s", text, limits(b))
		}
	})
}
