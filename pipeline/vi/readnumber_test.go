package vi_test

import (
	"math"
	"reflect"
	"testing"

	"tonghop/pipeline/vi"
)

func TestReadNumber(t *testing.T) {
	for _, c := range []struct {
		raw         string
		whole, part vi.Quantity
	}{
		{"66", exact(66), exact(66)}, {" 891 ", exact(891), exact(891)}, {"-5", exact(-5), exact(-5)}, {"1E+3", exact(1000), exact(1000)},
		{"2.258", asked("2.258", "2,258"), fraction(2258)}, {"-2.258", asked("-2.258", "-2,258"), fraction(-2258)},
		{"2.2580000000000001", asked("2.258", "2,258"), fraction(2258)}, {"1234.567", asked("1.234.567", "1.234,567"), fraction(1234567)},
		{"0.125", fraction(125), fraction(125)}, {"0.5", fraction(500), fraction(500)}, {"12.5", asked("12.500", "12,5"), fraction(12500)}, {"1.9", asked("1.900", "1,9"), fraction(1900)},
		{"2.25", asked("2.250", "2,25"), fraction(2250)}, {"2.2579999999999996", asked("2.258", "2,258"), fraction(2258)},
		{"2257.9999999999995", exact(2258), exact(2258)}, {"2258.0000001", asked("2.258"), exact(2258)}, {"2258.00000000000001", exact(2258), exact(2258)},
		{"1234.5678", vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 12345678}, vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 12345678}},
		{"28.499999999999996", asked("28.500", "28,5"), fraction(28500)}, {"1.5e3", exact(1500), exact(1500)}, {"+5", exact(5), exact(5)},
		{"66.000000000000001", exact(66), exact(66)}, {"65.999999999999986", exact(66), exact(66)}, {"0.30000000000000004", fraction(300), fraction(300)},
		{"12.00001", asked("12"), exact(12)}, {"0.333333333", vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 3333},
			vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: 3333}},
		{"0", none, none}, {"-0", none, none}, {"0.0", none, none}, {"", missing, missing}, {"1E-9", asked(), asked()}, {"1e-400", asked(), asked()}, {"0e5", none, none}, {"-0.0E+00", none, none},
		{"NaN", asked(), asked()}, {"INF", asked(), asked()}, {"1e400", asked(), asked()}, {"0x1F", asked(), asked()}, {"0x1p4", asked(), asked()},
		{"1_000", asked(), asked()}, {"1,5", asked(), asked()}, {"999999999999", exact(999999999999), exact(999999999999)},
		{"1000000000000", asked(), asked()}, {"abc", asked(), asked()},
	} {
		if got := vi.ReadNumber(c.raw, true); !reflect.DeepEqual(got, c.whole) {
			t.Errorf("ReadNumber(%q, true)\n got %+v\nwant %+v", c.raw, got, c.whole)
		}
		if got := vi.ReadNumber(c.raw, false); !reflect.DeepEqual(got, c.part) {
			t.Errorf("ReadNumber(%q, false)\n got %+v\nwant %+v", c.raw, got, c.part)
		}
	}
}

func FuzzReadNumber(f *testing.F) {
	for _, raw := range []string{"66", "2.258", "1E+3", "66.000000000000001", "NaN", "1e400", "0x1p-2", "-0.5"} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, whole := range []bool{true, false} {
			if q := vi.ReadNumber(raw, whole); math.Abs(q.Value.Float()) > 1e12 {
				t.Errorf("ReadNumber(%q, %v) = %v", raw, whole, q)
			}
		}
	})
}
