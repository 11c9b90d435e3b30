package pipeline

import (
	"testing"
	"time"
)

func day(t testing.TB, text string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestPeriodKind(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]PeriodKind{
		"2024-08": MonthKind, "2024-Q3": QuarterKind, "2024-H2": HalfKind, "2024-9M": NineMonthsKind, "2024": YearKind,
		"2024-08-11": "", "2018..2024": "", "2024-02..2024-04": "", "2024-02..2024-07": "", "2024-02..2024-10": "", "2023-07..2024-06": "",
	} {
		if got := periods(t, text)[0].Kind(); got != want {
			t.Errorf("%s: %q, expected %q", text, got, want)
		}
	}
}

func TestLastClosed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		closing   int
		kind      PeriodKind
		day, want string
	}{
		{14, MonthKind, "2024-08-14", "2024-07"}, {14, MonthKind, "2024-08-15", "2024-08"}, {14, MonthKind, "2025-01-01", "2024-12"},
		{0, MonthKind, "2024-08-31", "2024-07"}, {0, MonthKind, "2024-09-01", "2024-08"},
		{14, QuarterKind, "2024-08-15", "2024-Q2"}, {14, QuarterKind, "2024-09-15", "2024-Q3"},
		{14, HalfKind, "2024-06-14", "2023-H2"}, {14, HalfKind, "2024-06-15", "2024-H1"}, {14, NineMonthsKind, "2024-09-14", "2023-9M"},
		{14, NineMonthsKind, "2024-12-31", "2024-9M"}, {14, YearKind, "2024-12-14", "2023"}, {14, YearKind, "2024-12-15", "2024"},
	} {
		if got := (Calendar{ClosingDay: c.closing}).LastClosed(c.kind, day(t, c.day)).String(); got != c.want {
			t.Errorf("%s on %s: %s, expected %s", c.kind, c.day, got, c.want)
		}
	}
}

// schedule has two deadlines of one form, and a form that is owed of no period.
var schedule = Config{Calendar: Calendar{ClosingDay: 14}, Deadlines: []Deadline{
	{Form: "a", Every: []PeriodKind{MonthKind}, DueDays: 3}, {Form: "a", Every: []PeriodKind{QuarterKind, YearKind}, DueDays: 100}, {Form: "b", DueDays: 6},
}}

func TestDue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ form, period, want string }{
		{"a", "2024-08", "2024-08-17"}, {"a", "2024-12", "2024-12-17"}, {"a", "2024-Q3", "2024-12-23"}, {"a", "2024", "2025-03-24"},
		{"a", "2024-H1", "2024-06-17"}, {"a", "2018..2024", "2024-12-17"}, {"a", "2018..2024 (số liệu đến 15/8/2024)", "2024-08-18"},
		{"a", "2024-08 (số liệu đến 10/8/2024)", "2024-08-17"}, // owed: whoever closes it early has as long as the others
		{"b", "2022-08-11", "2022-08-20"}, {"b", "2022-08-19", "2022-09-20"}, {"b", "2022-12-15", "2023-01-20"}, {"c", "2024-08", ""},
	} {
		p, ok := ReadPeriod(c.period)
		if !ok {
			t.Fatal(c.period)
		}
		got := ""
		if due, ok := schedule.Due(c.form, p); ok {
			got = due.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("%s of %s: %s, expected %s", c.form, c.period, got, c.want)
		}
	}
}

func TestAsked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ day, monthly, longer string }{
		{"2024-08-14", "2024-07", "2024-Q2 2023"}, {"2024-08-15", "2024-08", "2024-Q2 2023"}, {"2024-12-15", "2024-12", "2024-Q4 2024-Q3 2024"},
		{"2024-12-24", "2024-12", "2024-Q4 2024"},
	} {
		if got := joined(schedule.Asked(schedule.Deadlines[0], day(t, c.day))); got != c.monthly {
			t.Errorf("on %s: %s, expected %s", c.day, got, c.monthly)
		}
		if got := joined(schedule.Asked(schedule.Deadlines[1], day(t, c.day))); got != c.longer {
			t.Errorf("on %s: %s, expected %s", c.day, got, c.longer)
		}
	}
	if got := schedule.Asked(schedule.Deadlines[2], day(t, "2024-08-14")); len(got) > 0 {
		t.Errorf("what nobody owes is asked for: %v", got)
	}
}
