package pipeline

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tonghop/pipeline/vi"
)

// Period (kỳ) is a day or a run of whole months. Its canonical text is its key:
// 2022-08-11, 2026-10, 2026-Q3, 2026-H1, 2026-9M, 2026, 2018..2024, 2024-01..2024-08.
// The zero Period is none.
type Period struct {
	day         time.Time // of a day; zero otherwise
	first, last int       // months since year 0, both inclusive; of a run
	until       time.Time // the day on which a period closes early (số liệu đến ngày); zero: at its end. No part of its key
}

// Calendar says when periods close.
type Calendar struct {
	// ClosingDay is the day of the month on which a month's figures close: 14 means from the 15th of the month
	// before to the 14th (Decree 09/2019/NĐ-CP, article 12); 0 means the calendar month.
	ClosingDay int
}

// Months returns the run of months from the first to the last, both included.
func Months(fromYear int, from time.Month, toYear int, to time.Month) Period {
	return Period{first: fromYear*12 + int(from) - 1, last: toYear*12 + int(to) - 1}
}

// Run returns the run of months between two that are given as Range gives them.
func Run(first, last int) Period { return Period{first: first, last: last} }

// IsDay tells whether p is a day.
func (p Period) IsDay() bool { return !p.day.IsZero() }

// ParsePeriod reads a canonical text, or one that has a canonical form (2024-01..2024-06 is 2024-H1).
func ParsePeriod(text string) (Period, error) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return Period{day: day}, nil
	}
	from, to, span := strings.Cut(text, "..")
	first, ok := parseRun(from)
	last := first
	if ok && span {
		last, ok = parseRun(to)
	}
	p := Period{first: first.first, last: last.last}
	if !ok || p.last < p.first {
		return Period{}, fmt.Errorf("period %q: expected one of 2022-08-11, 2026-10, 2026-Q3, 2026-H1, 2026-9M, 2026, 2018..2024", text)
	}
	return p, nil
}

// parseRun reads a month, quarter, half, nine months or year.
func parseRun(text string) (Period, bool) {
	yearText, part, _ := strings.Cut(text, "-")
	year, err := strconv.Atoi(yearText)
	if err != nil || len(yearText) != 4 || year < 1900 || year > 2200 {
		return Period{}, false
	}
	run := func(from, to int) (Period, bool) { return Period{first: year*12 + from, last: year*12 + to}, true }
	switch {
	case text == yearText:
		return run(0, 11)
	case part == "H1":
		return run(0, 5)
	case part == "H2":
		return run(6, 11)
	case part == "9M":
		return run(0, 8)
	case len(part) == 2 && part[0] == 'Q' && part[1] >= '1' && part[1] <= '4':
		quarter := int(part[1] - '1')
		return run(3*quarter, 3*quarter+2)
	case len(part) == 2:
		if month, err := strconv.Atoi(part); err == nil && month >= 1 && month <= 12 {
			return run(month-1, month-1)
		}
	}
	return Period{}, false
}

// String returns the canonical text.
func (p Period) String() string {
	if p.IsZero() {
		return ""
	}
	if !p.day.IsZero() {
		return p.day.Format(time.DateOnly)
	}
	return vi.PeriodKey(p.first, p.last)
}

// Name returns the period as Vietnamese documents name it: "tháng 10 năm 2026".
func (p Period) Name() string { return vi.PeriodName(p.String()) }

// HeadName returns the period as the head of a form has it, with the day up to which its figures go where it closes early:
// "giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)".
func (p Period) HeadName() string {
	if p.until.IsZero() {
		return p.Name()
	}
	return p.Name() + " (" + vi.UntilLabel + " " + vi.Date(p.until) + ")"
}

// ClosesEarly tells whether its figures go up to a day before its end.
func (p Period) ClosesEarly() bool { return !p.until.IsZero() }

// ReadPeriod reads a period as officers write it, in Vietnamese or as canonical text, with the day up to which its figures
// go where they say one.
func ReadPeriod(text string) (Period, bool) {
	text, until, ok := vi.CutUntil(text)
	if !ok {
		return Period{}, false
	}
	if canonical, ok := vi.ParsePeriod(text); ok {
		text = canonical
	}
	p, err := ParsePeriod(text)
	return p.Closing(until), err == nil
}

// Closing returns p with the day up to which its figures go; zero is its end.
func (p Period) Closing(day time.Time) Period {
	p.until = day
	return p
}

// YearBefore returns the same period of the year before (cùng kỳ năm trước); of a span, the span as long before it.
func (p Period) YearBefore() Period {
	if !p.day.IsZero() {
		before := p.day.AddDate(-1, 0, 0)
		if before.Month() != p.day.Month() {
			before = before.AddDate(0, 0, -before.Day()) // 29 February
		}
		return Period{day: before}
	}
	months := (p.last - p.first + 12) / 12 * 12
	before := Period{first: p.first - months, last: p.last - months}
	if !p.until.IsZero() {
		before.until = p.until.AddDate(0, -months, 0) // as far into it as this one goes
	}
	return before
}

// Previous returns the period right before p (kỳ trước), as long as p: of a month the month before, of a quarter the quarter before.
func (p Period) Previous() Period {
	if !p.day.IsZero() {
		return Period{day: p.day.AddDate(0, 0, -1)}
	}
	months := p.last - p.first + 1
	before := Period{first: p.first - months, last: p.last - months}
	if !p.until.IsZero() {
		before.until = p.until.AddDate(0, -months, 0) // as far into it as this one goes
	}
	return before
}

// IsZero tells whether p is no period.
func (p Period) IsZero() bool { return p == Period{} }

// Range returns the first and last month as months since year 0; a day lies in its calendar month.
func (p Period) Range() (first, last int) {
	if !p.day.IsZero() {
		month := p.day.Year()*12 + int(p.day.Month()) - 1
		return month, month
	}
	return p.first, p.last
}

// YearToDate returns the period from the January of p's last year to p's end (lũy kế từ đầu năm).
func (p Period) YearToDate() Period {
	_, last := p.Range()
	return Period{first: last / 12 * 12, last: last, until: p.until}
}

// MonthOf returns the month whose days the day is among, as months since year 0.
func (c Calendar) MonthOf(day time.Time) int {
	month := day.Year()*12 + int(day.Month()) - 1
	if c.ClosingDay > 0 && day.Day() > c.ClosingDay {
		month++
	}
	return month
}

// Run returns the months of a period whose figures go up to a day: those that have closed by then, at least the first one.
func (c Calendar) Run(p Period, until time.Time) Period {
	closed := c.MonthOf(until.AddDate(0, 0, 1)) - 1
	if p.IsDay() {
		return p
	}
	return Period{first: p.first, last: max(p.first, min(p.last, closed))}
}

// Days returns the first and last day of p. The map of a period is that of its last day.
func (c Calendar) Days(p Period) (first, last time.Time) {
	if !p.day.IsZero() {
		return p.day, p.day
	}
	start := func(month int) time.Time {
		if c.ClosingDay == 0 {
			return time.Date(month/12, time.Month(month%12+1), 1, 0, 0, 0, 0, time.UTC)
		}
		return time.Date(month/12, time.Month(month%12), c.ClosingDay+1, 0, 0, 0, 0, time.UTC)
	}
	first, last = start(p.first), start(p.last+1).AddDate(0, 0, -1)
	if !p.until.IsZero() && p.until.Before(last) && !p.until.Before(first) {
		last = p.until
	}
	return first, last
}

// MarshalBinary writes a period whole, with the day on which it closes early.
func (p Period) MarshalBinary() ([]byte, error) {
	if p == (Period{}) {
		return nil, nil
	}
	text := p.String()
	if !p.until.IsZero() {
		text += " " + p.until.Format(time.DateOnly)
	}
	return []byte(text), nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (p *Period) UnmarshalBinary(data []byte) error {
	*p = Period{}
	if len(data) == 0 {
		return nil
	}
	text, closed, early := strings.Cut(string(data), " ")
	read, err := ParsePeriod(text)
	if err != nil {
		return err
	}
	if early {
		if read.until, err = time.Parse(time.DateOnly, closed); err != nil {
			return err
		}
	}
	*p = read
	return nil
}
