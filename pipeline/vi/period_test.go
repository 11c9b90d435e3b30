package vi_test

import (
	"fmt"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

var periodNames = map[string]string{
	"2026-10": "tháng 10 năm 2026", "2026-01": "tháng 01 năm 2026", "2026-02": "tháng 02 năm 2026", "2026-03": "tháng 3 năm 2026",
	"2026-Q3": "quý III năm 2026", "2026-Q4": "quý IV năm 2026", "2026-H1": "6 tháng đầu năm 2026", "2026-H2": "6 tháng cuối năm 2026",
	"2026-9M": "9 tháng đầu năm 2026", "2026": "năm 2026", "2018..2024": "giai đoạn 2018 - 2024",
	"2022-08-11": "ngày 11 tháng 8 năm 2022", "2024-02-05": "ngày 05 tháng 02 năm 2024",
	"2024-01..2024-08": "từ tháng 01 đến tháng 8 năm 2024", "2023-11..2024-02": "từ tháng 11 năm 2023 đến tháng 02 năm 2024",
}

func TestPeriodName(t *testing.T) {
	for canonical, want := range periodNames {
		if got := vi.PeriodName(canonical); got != want {
			t.Errorf("PeriodName(%q) = %q, want %q", canonical, got, want)
		}
	}
	if got := vi.PeriodName("mai sau"); got != "mai sau" {
		t.Errorf("PeriodName of no period = %q", got)
	}
}

var periodCases = map[string]string{
	"Tháng 10 năm 2026": "2026-10", "tháng 10/2026": "2026-10", "T10/2026": "2026-10", "10/2026": "2026-10", "Tháng 01/2026": "2026-01",
	"THÁNG 10 NĂM 2026": "2026-10", "10-2026": "2026-10", "(Tháng 10 năm 2026)": "2026-10",
	"Quý III năm 2026": "2026-Q3", "Quý 3/2026": "2026-Q3", "quý iv/2026": "2026-Q4", "Q3/2026": "2026-Q3",
	"6 tháng đầu năm 2026": "2026-H1", "06 tháng đầu năm 2026": "2026-H1", "Sáu tháng đầu năm 2026": "2026-H1", "6 tháng cuối năm 2026": "2026-H2",
	"9 tháng đầu năm 2026": "2026-9M", "9 tháng năm 2026": "2026-9M", "8 tháng đầu năm 2024": "2024-01..2024-08", "3 tháng đầu năm 2026": "2026-Q1",
	"Năm 2026": "2026", "Giai đoạn 2018 - 2024": "2018..2024", "2018-2024": "2018..2024", "2018–2024": "2018..2024",
	"từ năm 2018 đến năm 2024": "2018..2024", "Giai đoạn từ năm 2018 đến năm 2024": "2018..2024",
	"Ngày 11 tháng 8 năm 2022": "2022-08-11", "11/8/2022": "2022-08-11", "11/08/2022": "2022-08-11", "11 tháng 8 năm 2022": "2022-08-11", " 2026-10 ": "2026-10",
	"từ tháng 1 đến tháng 8 năm 2024": "2024-01..2024-08", "từ tháng 1 đến tháng 6 năm 2024": "2024-H1", "từ tháng 01/2024 đến tháng 12/2025": "2024..2025",
	"2024-01..2024-12": "2024", "2024-Q1..2024-Q2": "2024-H1", "2024..2024-08": "",
	"": "", "2026-13": "", "2026-00": "", "13/2026": "", "Tháng 13 năm 2026": "", "Quý 5/2026": "", "Quý V năm 2026": "", "0/2026": "", "2026-Q5": "",
	"2024..2018": "", "2018..2018": "", "Giai đoạn 2024 - 2018": "", "từ tháng 8 đến tháng 1 năm 2024": "", "29/2/2023": "", "29/2/2024": "2024-02-29", "31/4/2024": "",
	"6 tháng năm 2026": "", "T10/26": "", "năm 1899": "", "năm 2201": "", "2026-": "", "2026-1": "", "tháng 10": "", "Báo cáo tháng 10 năm 2026": "", "2026-Q3..": "",
	"1899-01-01": "", "năm nay": "", "2026-H3": "", "99999999999999999999/2026": "",
}

func TestParsePeriod(t *testing.T) {
	for text, want := range periodCases {
		for _, text := range []string{text, norm.NFD.String(text)} {
			if got, ok := vi.ParsePeriod(text); got != want || ok != (want != "") {
				t.Errorf("ParsePeriod(%q) = %q, %v, want %q", text, got, ok, want)
			}
		}
	}
}

// TestPeriodsComeBack reads every kind of period from its key and from its name.
func TestPeriodsComeBack(t *testing.T) {
	var keys []string
	for key := range periodNames {
		keys = append(keys, key)
	}
	for first := range 36 {
		for last := first + 1; last < 48; last++ {
			key, ok := vi.ParsePeriod(fmt.Sprintf("%d-%02d..%d-%02d", 2022+first/12, first%12+1, 2022+last/12, last%12+1))
			if !ok {
				t.Fatalf("months %d to %d: not read", first, last)
			}
			keys = append(keys, key)
		}
	}
	for _, key := range keys {
		for _, text := range []string{key, vi.PeriodName(key), vi.Upper(vi.PeriodName(key))} {
			if got, ok := vi.ParsePeriod(text); got != key || !ok {
				t.Errorf("ParsePeriod(%q) = %q, %v, want %q", text, got, ok, key)
			}
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for text := range periodCases {
		f.Add(text)
	}
	for key, name := range periodNames {
		f.Add(key)
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, ok := vi.ParsePeriod(text)
		if !ok {
			if key != "" {
				t.Errorf("ParsePeriod(%q) = %q, false", text, key)
			}
			return
		}
		for _, again := range []string{key, vi.PeriodName(key)} {
			if got, ok := vi.ParsePeriod(again); got != key || !ok {
				t.Errorf("%q is %q, but %q is %q, %v", text, key, again, got, ok)
			}
		}
	})
}
