package vi_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"tonghop/pipeline/vi"
)

func TestTell(t *testing.T) {
	for text, want := range map[string]string{
		"1.893": "gần 1.900", "355.412": "hơn 355.000", "2.258": "gần 2.300", "2.249": "hơn 2.200", "2.250": "gần 2.300",
		"7": "7", "66": "66", "99": "99", "100": "100", "101": "hơn 100", "891": "hơn 890", "265": "gần 270", "264": "hơn 260", "995": "gần 1.000", "999": "gần 1.000",
		"1.000": "1.000", "1.001": "hơn 1.000", "1.900": "1.900", "4.749": "hơn 4.700", "9.949": "hơn 9.900", "9.999": "gần 10.000",
		"10.499": "hơn 10.000", "10.500": "gần 11.000", "999.499": "hơn 999.000", "999.999": "gần 1.000.000",
		"1.234.567": "hơn 1.230.000", "1.235.000": "gần 1.240.000", "12.345.678": "hơn 12.300.000", "99.999.999": "gần 100.000.000",
		"123.456.789.012": "hơn 123.000.000.000", "999.999.999.999": "999.999.999.999",
		"0": "-", "": "…", "x": "x", "12 mô hình": "?", "-1.893": "-1.893", "1.893,5": "1.893,5",
		"trên 4.712": "trên 4.712", "gần 1.893": "gần 1.893", "khoảng 1.893": "khoảng 1.893", "từ 1.012 đến 1.893": "từ 1.012 đến 1.893",
	} {
		if got := vi.Tell(vi.ReadText(text)).String(); got != want {
			t.Errorf("%q is told as %q, want %q", text, got, want)
		}
	}
}

// A sum that lacks parts is not told as less than a number: with them it may be more.
func TestTellPart(t *testing.T) {
	for text, want := range map[string]string{
		"1.650": "hơn 1.600", "1.980": "hơn 1.900", "224": "hơn 220", "1.600": "1.600", "99": "99", "95.500": "hơn 95.000",
		"0": "-", "": "…", "gần 1.893": "gần 1.893", "999.999.999.999": "999.999.999.999",
	} {
		if got := vi.TellPart(vi.ReadText(text)).String(); got != want {
			t.Errorf("%q is told as %q, want %q", text, got, want)
		}
	}
	for n := range int64(100_000) {
		q := exact(n + 1)
		if b := vi.TellPart(q).Bounds(vi.One); outside(q.Value, b.Low, b.High) || outside(q.Value, b.SoftLow, b.SoftHigh) {
			t.Errorf("%s is told as %s", q, vi.TellPart(q))
		}
	}
}

// TestTellIsTrue tries every number up to 100.000 and many above.
func TestTellIsTrue(t *testing.T) {
	for n := range int64(100_000) {
		holdTold(t, exact(n+1))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		holdTold(t, exact(1+r.Int64N(pow10(1+r.IntN(12)))))
	}
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

func FuzzTell(f *testing.F) {
	for _, n := range []int64{0, 1, 95, 100, 995, 1893, 2258, 355412, 999_999, 1_234_567, 999_999_999_999, -1893} {
		f.Add(n * int64(vi.One))
	}
	f.Add(int64(18_935_000))
	f.Fuzz(func(t *testing.T, n int64) {
		q := vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: vi.Number(n)}
		holdTold(t, q)
		holdTold(t, vi.ReadText(q.String()))
	})
}

// holdTold holds that what is told of q is true of it, reads back, and is told again as it is.
func holdTold(t *testing.T, q vi.Quantity) {
	t.Helper()
	told := vi.Tell(q)
	if again := vi.Tell(told); !reflect.DeepEqual(again, told) {
		t.Errorf("%s is told as %s, and that as %s", q, told, again)
	}
	if reflect.DeepEqual(told, q) {
		return
	}
	if again := vi.ReadText(told.String()); !reflect.DeepEqual(again, told) {
		t.Errorf("%s is told as %+v, which reads as %+v", q, told, again)
	}
	for _, step := range []vi.Number{vi.One, 1} {
		b := told.Bounds(step)
		if outside(q.Value, b.Low, b.High) || outside(q.Value, b.SoftLow, b.SoftHigh) {
			t.Errorf("%s is told as %s, which is %s", q, told, limits(b))
		}
	}
}

func outside(n vi.Number, low, high *vi.Number) bool {
	return low != nil && n < *low || high != nil && n > *high
}
