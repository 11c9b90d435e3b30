package vi_test

import (
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

func TestCutUntil(t *testing.T) {
	for _, c := range []struct{ text, period, until string }{
		{"Giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)", "Giai đoạn 2018 - 2024", "2024-08-15"},
		{"2018..2024 (số liệu đến 2024-08-15)", "2018..2024", "2024-08-15"},
		{"2018..2024 (SỐ LIỆU ĐẾN HẾT NGÀY 15 THÁNG 8 NĂM 2024)", "2018..2024", "2024-08-15"},
		{"Năm 2024, tính đến hết 15/8/2024", "Năm 2024", "2024-08-15"},
		{"năm 2024 (số liệu tính đến ngày 05/02/2024) ", "năm 2024", "2024-02-05"},
		{"năm 2024; lũy kế đến 15.8.2024", "năm 2024", "2024-08-15"},
		{"năm 2024; luỹ kế tính đến 15-8-2024", "năm 2024", "2024-08-15"},
		// Nothing is said, or nothing that would be a day behind a period.
		{"2018..2024", "2018..2024", ""},
		{"từ tháng 01 đến tháng 8 năm 2024", "từ tháng 01 đến tháng 8 năm 2024", ""},
		{"năm 2024 (số liệu sơ bộ)", "năm 2024 (số liệu sơ bộ)", ""},
		{"số liệu đến 15/8/2024", "số liệu đến 15/8/2024", ""},
		{"", "", ""},
	} {
		for _, text := range []string{c.text, norm.NFD.String(c.text)} {
			period, until, ok := vi.CutUntil(text)
			got := ""
			if !until.IsZero() {
				got = until.Format(time.DateOnly)
			}
			if !ok || period != c.period || got != c.until {
				t.Errorf("CutUntil(%+q) = %q, %q, %v; want %q, %q", text, period, got, ok, c.period, c.until)
			}
		}
	}
}

// What stands where the day should be is no day: the period is not taken without it.
func TestCutUntilAsksBack(t *testing.T) {
	for _, text := range []string{"2018..2024 (số liệu đến nay)", "2018..2024 (số liệu đến 31/02/2024)", "2018..2024 (số liệu đến tháng 8 năm 2024)", "năm 2024, tính đến 15/8"} {
		if period, until, ok := vi.CutUntil(text); ok {
			t.Errorf("CutUntil(%q) = %q, %s", text, period, until)
		}
	}
}

// FuzzCutUntil checks that a day which is found was said, and that nothing is left of it.
func FuzzCutUntil(f *testing.F) {
	for _, text := range []string{"2018..2024 (số liệu đến 15/8/2024)", "năm 2024, tính đến hết 15/8/2024", "x (số liệu đến", "(;số liệu đến 1/1/2000)"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		period, until, ok := vi.CutUntil(text)
		if !ok || until.IsZero() {
			return
		}
		again, same, ok := vi.CutUntil(period + " (" + vi.UntilLabel + " " + vi.Date(until) + ")")
		if !ok || again != period || !same.Equal(until) {
			t.Errorf("CutUntil(%+q) = %q, %s; printed and cut again %q, %s, %v", text, period, until, again, same, ok)
		}
	})
}
