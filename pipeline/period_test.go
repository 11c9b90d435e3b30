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

func read(t *testing.T, text string) Period {
	t.Helper()
	p, ok := ReadPeriod(text)
	if !ok {
		t.Fatalf("%q is read as no period", text)
	}
	return p
}

func TestYearBefore(t *testing.T) {
	for text, want := range map[string]string{
		"2022-08-11": "2021-08-11", "2024-02-29": "2023-02-28", "2024-08": "2023-08", "2025-01": "2024-01", "2024-Q1": "2023-Q1", "2024-H1": "2023-H1", "2024-H2": "2023-H2", "2024-9M": "2023-9M",
		"2024": "2023", "2018..2024": "2011..2017", "2023..2024": "2021..2022", "2024-01..2024-08": "2023-01..2023-08",
		"2023-11..2024-02": "2022-11..2023-02", "2023-11..2024-12": "2021-11..2022-12",
	} {
		if got := read(t, text).YearBefore().String(); got != want {
			t.Errorf("the year before %s is %s, want %s", text, got, want)
		}
	}
}

func TestPrevious(t *testing.T) {
	for text, want := range map[string]string{
		"2022-08-11": "2022-08-10", "2024-08": "2024-07", "2025-01": "2024-12", "2024-Q1": "2023-Q4", "2024-H2": "2024-H1", "2024": "2023", "2018..2024": "2011..2017", "2024-01..2024-08": "2023-05..2023-12",
	} {
		if got := read(t, text).Previous().String(); got != want {
			t.Errorf("the period before %s is %s, want %s", text, got, want)
		}
	}
}

// A period that closes early is the same period: only its last day is another, and its name in the head of a form.
func TestClosing(t *testing.T) {
	calendar := Calendar{ClosingDay: 14}
	for _, c := range []struct{ text, until, last, name string }{
		{"2018..2024", "2024-08-15", "2024-08-15", "giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)"},
		{"2024", "2024-02-05", "2024-02-05", "năm 2024 (số liệu đến 05/02/2024)"},
		{"2024", "2023-12-15", "2023-12-15", "năm 2024 (số liệu đến 15/12/2023)"}, // its first day
		{"2024", "2024-12-14", "2024-12-14", "năm 2024 (số liệu đến 14/12/2024)"},
		{"2024", "2024-12-15", "2024-12-14", "năm 2024 (số liệu đến 15/12/2024)"}, // beyond it: its end
		{"2024", "2023-12-14", "2024-12-14", "năm 2024 (số liệu đến 14/12/2023)"},
		{"2024", "", "2024-12-14", "năm 2024"},
		{"2022-08-11", "", "2022-08-11", "ngày 11 tháng 8 năm 2022"},
	} {
		until, _ := time.Parse(time.DateOnly, c.until)
		whole := read(t, c.text)
		p := whole.Closing(until)
		first, last := calendar.Days(p)
		wholeFirst, _ := calendar.Days(whole)
		if p.String() != c.text || last.Format(time.DateOnly) != c.last || !first.Equal(wholeFirst) || p.HeadName() != c.name || p.Name() != whole.Name() {
			t.Errorf("%s until %s is %s, to %s, %q", c.text, c.until, p, last.Format(time.DateOnly), p.HeadName())
		}
		if again, ok := ReadPeriod(p.HeadName()); !ok || again != p {
			t.Errorf("%q is read as %q, %v", p.HeadName(), again.HeadName(), ok)
		}
		if p.Closing(time.Time{}) != whole {
			t.Errorf("%s until %s does not open again", c.text, c.until)
		}
	}
}

func TestReadPeriod(t *testing.T) {
	for text, want := range map[string]string{
		"2024-Q3": "quý III năm 2024", "Quý 3/2024": "quý III năm 2024", " Tháng 8 năm 2024 ": "tháng 8 năm 2024", "11/8/2022": "ngày 11 tháng 8 năm 2022",
		"2018..2024 (số liệu đến 2024-08-15)":                   "giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)",
		"Giai đoạn 2018 - 2024, số liệu tính đến hết 15/8/2024": "giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)",
	} {
		if p, ok := ReadPeriod(text); !ok || p.HeadName() != want {
			t.Errorf("%q is read as %q, %v; want %q", text, p.HeadName(), ok, want)
		}
	}
	for _, text := range []string{"", "2024-13", "năm nay", "2018..2024 (số liệu đến nay)", "2018..2024 (số liệu đến 31/02/2024)", "(số liệu đến 15/8/2024)", "2024..2018"} {
		if p, ok := ReadPeriod(text); ok {
			t.Errorf("%q is read as %q", text, p.HeadName())
		}
	}
}

func TestMonthsOfDays(t *testing.T) {
	for _, c := range []struct {
		closing    int
		day, month string // the month that the day is among
		run        string // the months of 2018..2024 that have closed by the day
	}{
		{14, "2024-08-14", "2024-08", "2018-01..2024-08"}, {14, "2024-08-15", "2024-09", "2018-01..2024-08"}, {14, "2024-08-13", "2024-08", "2018-01..2024-07"},
		{14, "2023-12-15", "2024-01", "2018..2023"}, {14, "2024-12-14", "2024-12", "2018..2024"}, {14, "2026-01-01", "2026-01", "2018..2024"},
		{14, "2018-01-02", "2018-01", "2018-01"}, {0, "2024-08-31", "2024-08", "2018-01..2024-08"}, {0, "2024-08-30", "2024-08", "2018-01..2024-07"},
	} {
		calendar, day := Calendar{ClosingDay: c.closing}, read(t, c.day).day
		month := calendar.MonthOf(day)
		if got := Run(month, month); got.String() != c.month {
			t.Errorf("closing on the %dth %s is in %s, want %s", c.closing, c.day, got, c.month)
		}
		if first, last := calendar.Days(Run(month, month)); day.Before(first) || day.After(last) {
			t.Errorf("closing on the %dth %s is not in %s", c.closing, c.day, Run(month, month))
		}
		if got := calendar.Run(read(t, "2018..2024"), day); got.String() != c.run {
			t.Errorf("closing on the %dth, %s of 2018..2024 have closed by %s, want %s", c.closing, got, c.day, c.run)
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
