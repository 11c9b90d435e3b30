package pipeline

import (
	"testing"
	"time"

	"tonghop/pipeline/vi"
)

func TestPeriodIsCanonical(t *testing.T) {
	for text, want := range map[string]string{
		"2022-08-11": "2022-08-11", "2026-10": "2026-10", "2026-Q3": "2026-Q3", "2026-07..2026-09": "2026-Q3", "2026-H2": "2026-H2",
		"2024-01..2024-06": "2024-H1", "2026-9M": "2026-9M", "2024-01..2024-12": "2024", "2018..2024": "2018..2024",
		"2024-01..2024-08": "2024-01..2024-08", "2023-11..2024-02": "2023-11..2024-02",
	} {
		p, err := ParsePeriod(text)
		if err != nil || p.String() != want {
			t.Errorf("%s is %q, %v; want %s", text, p, err, want)
		}
	}
	for _, text := range []string{"", "2024-13", "2024-Q5", "2024..2018", "24", "2024-02-30", "2024-H3", "2024-8", "2018..", "..2024"} {
		if p, err := ParsePeriod(text); err == nil {
			t.Errorf("%q is read as %s", text, p)
		}
	}
}

// TestPeriodNamesReadBack holds vi, which names periods, against Period, which computes with them.
func TestPeriodNamesReadBack(t *testing.T) {
	for first := 2018 * 12; first < 2020*12; first++ {
		for last := first; last < first+30; last++ {
			p := Period{first: first, last: last}
			canonical, ok := vi.ParsePeriod(p.Name())
			if !ok || canonical != p.String() {
				t.Errorf("%s is named %q, which is read as %q", p, p.Name(), canonical)
			}
		}
	}
}

func TestPeriodDays(t *testing.T) {
	for _, c := range []struct {
		closing           int
		text, first, last string
	}{
		{14, "2025-07", "2025-06-15", "2025-07-14"},
		{14, "2025-06", "2025-05-15", "2025-06-14"},
		{14, "2024", "2023-12-15", "2024-12-14"},
		{14, "2018..2024", "2017-12-15", "2024-12-14"},
		{0, "2024-02", "2024-02-01", "2024-02-29"},
		{0, "2026-Q3", "2026-07-01", "2026-09-30"},
		{14, "2022-08-11", "2022-08-11", "2022-08-11"},
	} {
		p, err := ParsePeriod(c.text)
		if err != nil {
			t.Fatal(err)
		}
		first, last := Calendar{ClosingDay: c.closing}.Days(p)
		if got := first.Format(time.DateOnly) + " " + last.Format(time.DateOnly); got != c.first+" "+c.last {
			t.Errorf("%s closing on the %dth runs %s, want %s %s", c.text, c.closing, got, c.first, c.last)
		}
	}
}

func TestYearToDate(t *testing.T) {
	for text, want := range map[string]string{"2024-01": "2024-01", "2024-08": "2024-01..2024-08", "2024-Q2": "2024-H1", "2024-Q3": "2024-9M", "2024": "2024", "2018..2024": "2024"} {
		p, err := ParsePeriod(text)
		if err != nil || p.YearToDate().String() != want {
			t.Errorf("the year to %s is %s, %v; want %s", text, p.YearToDate(), err, want)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, text := range []string{"2024-08", "2018..2024", "2026-Q3", "2024-01..2024-08", "2022-08-11", "2026-9M"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePeriod(text)
		if err != nil {
			return
		}
		again, err := ParsePeriod(p.String())
		if err != nil || again != p {
			t.Errorf("%q is %s, which is read as %s, %v", text, p, again, err)
		}
	})
}
