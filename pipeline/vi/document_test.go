package vi_test

import (
	"bytes"
	"cmp"
	"slices"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

func TestDates(t *testing.T) {
	day := time.Date(2024, 8, 5, 0, 0, 0, 0, time.UTC)
	for got, want := range map[string]string{
		vi.LetterDate("Hà Nội", &day):                                           "Hà Nội, ngày 05 tháng 8 năm 2024",
		vi.LetterDate("", &day):                                                 "ngày 05 tháng 8 năm 2024",
		vi.LetterDate("Hà Nội", nil):                                            "Hà Nội, ngày …… tháng …… năm ………",
		vi.Date(time.Date(2024, 8, 15, 0, 0, 0, 0, time.UTC)):                   "15/8/2024",
		vi.Date(time.Date(2018, 2, 5, 0, 0, 0, 0, time.UTC)):                    "05/02/2018",
		vi.LetterDate("Huế", new(time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC))): "Huế, ngày 31 tháng 01 năm 2026",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestRoman(t *testing.T) {
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 1994: "MCMXCIV", 3999: "MMMCMXCIX", 0: "0", -1: "-1", 4000: "4000"} {
		if got := vi.Roman(n); got != want {
			t.Errorf("Roman(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestCase(t *testing.T) {
	decomposed := norm.NFD.String("Tây Nguyên, Đắk Lắk")
	if got := vi.Upper(decomposed); got != "TÂY NGUYÊN, ĐẮK LẮK" {
		t.Errorf("Upper: %+q", got)
	}
	if got := vi.Lower(decomposed); got != "tây nguyên, đắk lắk" {
		t.Errorf("Lower: %+q", got)
	}
	if got := vi.NFC(decomposed); got != "Tây Nguyên, Đắk Lắk" {
		t.Errorf("NFC: %+q", got)
	}
}

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		words []string
		want  string
	}{{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "b"}, "a và b"}, {[]string{"a", "b", "c"}, "a, b và c"}} {
		if got := vi.Join(c.words); got != c.want {
			t.Errorf("Join(%q) = %q, want %q", c.words, got, c.want)
		}
	}
}

func TestOrder(t *testing.T) {
	want := []string{
		"An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bến Tre", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắk Nông",
		"Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Nội", "Hải Phòng", "Lâm Đồng", "Long An", "Phường 2", "Phường 10", "Sóc Trăng",
		"Tây Ninh", "tiền giang", "Vĩnh Long", "Yên Bái",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, vi.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("Compare sorts\n got %q\nwant %q", got, want)
	}
	all := append(slices.Clone(want), "cà mau", "Cà", "", "Hoà Bình", "Hòa Bình", "Hỏa", "Phường 02")
	for _, a := range all {
		for _, b := range all {
			order := vi.Compare(a, b)
			if keys := bytes.Compare(vi.SortKey(a), vi.SortKey(b)); cmp.Compare(keys, 0) != order {
				t.Errorf("Compare(%q, %q) = %d, by SortKey %d", a, b, order, keys)
			}
			if vi.Compare(norm.NFD.String(a), b) != order || vi.Compare(b, a) != -order {
				t.Errorf("Compare(%q, %q): not the same in NFD or turned round", a, b)
			}
		}
	}
}
