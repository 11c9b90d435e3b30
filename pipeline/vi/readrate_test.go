package vi_test

import (
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

var rateCases = []textCase{
	{"100 %", exact(100)}, {"100%", exact(100)}, {"100", exact(100)}, {" 100\u00a0%\n", exact(100)}, {"98,5%", fraction(98500)}, {"98,5", fraction(98500)},
	{"gần 100%", declared(vi.Near, "gần", 100)}, {"trên 95 %", declared(vi.Over, "trên", 95)}, {"từ 90% đến 95%", span("từ … đến …", 90, 95)},
	{"90 - 95%", span("… - …", 90, 95)}, {"100% (50/50 hộ)", noted(exact(100), "50/50 hộ")}, {"1%", exact(1)}, {"0,5%", fraction(500)}, {"120%", exact(120)},
	{"0", none}, {"0%", none}, {"-", none}, {"", missing}, {"…", missing}, {"x", notApplicable}, {"không", none},
	{"1", asked("1%", "100%")}, {"0,5", asked("0,5%", "50%")}, {"98.5%", asked("98,5%", "985%")}, {"98.5", asked("98,5%", "985%")},
	{"98.500%", asked("98,5%")}, {"98,500", asked("98,5%")}, {"10000%", asked("10%")}, {"%", asked()}, {"100%%", asked()}, {"%100", asked()}, {"10%0", asked()},
	{"90% 500", asked()}, {"100 phần trăm", asked("100%")}, {"100% hộ", asked("100%")}, {"1 phần trăm", asked("1%")}, {"chưa có", asked("…", "-")},
	{"50/50", asked()}, {"gần 1", asked("gần 1%", "gần 100%")}, {"12,0", asked("12%", "120%")},
}

func TestReadRate(t *testing.T) {
	for _, c := range rateCases {
		for _, text := range []string{c.text, norm.NFD.String(c.text)} {
			if got := vi.ReadRate(text); !reflect.DeepEqual(got, c.want) {
				t.Errorf("ReadRate(%+q)\n got %+v\nwant %+v", text, got, c.want)
			}
		}
	}
}

func TestReadRateNumber(t *testing.T) {
	for _, c := range []struct {
		raw            string
		percent, plain vi.Quantity
	}{
		{"1", exact(100), asked("1%", "100%")}, {"0.985", fraction(98500), asked("0,985%", "98,5%")}, {"0.5", exact(50), asked("0,5%", "50%")},
		{"0", none, none}, {"", missing, missing}, {"100", asked("10%"), exact(100)}, {"98.5", asked("9,85%"), fraction(98500)}, {"1.2", exact(120), fraction(1200)},
		{"0.07", exact(7), asked("0,07%", "7%")}, {"-0.5", exact(-50), fraction(-500)}, {"NaN", asked(), asked()}, {"1e400", asked(), asked()},
		{"0.00001", asked(), asked()}, {"0.98999999999999999", exact(99), asked("0,99%", "99%")},
	} {
		for percent, want := range map[bool]vi.Quantity{true: c.percent, false: c.plain} {
			if got := vi.ReadRateNumber(c.raw, percent); !reflect.DeepEqual(got, want) {
				t.Errorf("ReadRateNumber(%q, %v)\n got %+v\nwant %+v", c.raw, percent, got, want)
			}
		}
	}
}

// What is read as a rate is printed and read back; what is asked back offers rates that are read.
func FuzzReadRate(f *testing.F) {
	for _, c := range rateCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q := vi.ReadRate(text)
		for _, reading := range q.Readings {
			if again := vi.ReadRate(reading); again.State == vi.Unreadable || again.String() != strings.TrimSuffix(reading, "%") && reading != "0" {
				t.Errorf("ReadRate(%+q) offers %+q, which reads %+v", text, reading, again)
			}
		}
		if q.State != vi.Declared {
			return
		}
		q.Note = ""
		if again := vi.ReadRate(q.String() + "%"); !reflect.DeepEqual(again, q) {
			t.Errorf("ReadRate(%+q) = %+v, prints %+q, reads %+v", text, q, q.String()+"%", again)
		}
	})
}

func FuzzReadRateNumber(f *testing.F) {
	for _, raw := range []string{"1", "0.985", "100", "1E+3", "NaN", "1e400", "0x1p-2", "-0.5", "9e9"} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, percent := range []bool{true, false} {
			q := vi.ReadRateNumber(raw, percent)
			if q.Known() && q.Value >= vi.Int(1000) {
				t.Errorf("ReadRateNumber(%q, %v) = %v", raw, percent, q)
			}
			for _, reading := range q.Readings {
				if vi.ReadRate(reading).State == vi.Unreadable {
					t.Errorf("ReadRateNumber(%q, %v) offers %q", raw, percent, reading)
				}
			}
		}
	})
}
