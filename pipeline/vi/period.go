package vi

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// run is a run of whole months, both ends included, as months since year 0.
type run struct{ first, last int }

// months returns the run between two months (1 to 12) of one year.
func months(year, from, to int) run { return run{year*12 + from - 1, year*12 + to - 1} }

// canonical returns the key of the run.
func (r run) canonical() string { return PeriodKey(r.first, r.last) }

// PeriodKey returns the canonical text of a run of whole months, both ends included, as months since year 0: 2026-10, 2026-Q3, 2026-H1, 2026-9M,
// 2026, 2018..2024, 2024-01..2024-08.
func PeriodKey(first, last int) string {
	year, from, to := first/12, first%12, last-first/12*12
	switch {
	case from == 0 && to == 11:
		return fmt.Sprintf("%04d", year)
	case from == 0 && last%12 == 11:
		return fmt.Sprintf("%04d..%04d", year, last/12)
	case from == to:
		return monthKey(first)
	case from%3 == 0 && to == from+2:
		return fmt.Sprintf("%04d-Q%d", year, from/3+1)
	case from%6 == 0 && to == from+5:
		return fmt.Sprintf("%04d-H%d", year, from/6+1)
	case from == 0 && to == 8:
		return fmt.Sprintf("%04d-9M", year)
	}
	return monthKey(first) + ".." + monthKey(last)
}

func monthKey(month int) string { return fmt.Sprintf("%04d-%02d", month/12, month%12+1) }

// name returns the run in words.
func (r run) name() string {
	year, from, to := r.first/12, r.first%12+1, r.last-r.first/12*12+1
	switch {
	case from == 1 && to == 12:
		return fmt.Sprintf("năm %d", year)
	case from == 1 && r.last%12 == 11:
		return fmt.Sprintf("giai đoạn %d - %d", year, r.last/12)
	case from == to:
		return fmt.Sprintf("tháng %s năm %d", monthNumber(from), year)
	case from%3 == 1 && to == from+2:
		return fmt.Sprintf("quý %s năm %d", Roman(from/3+1), year)
	case from == 1 && (to == 6 || to == 9):
		return fmt.Sprintf("%d tháng đầu năm %d", to, year)
	case from == 7 && to == 12:
		return fmt.Sprintf("6 tháng cuối năm %d", year)
	case to <= 12:
		return fmt.Sprintf("từ tháng %s đến tháng %s năm %d", monthNumber(from), monthNumber(to), year)
	}
	return fmt.Sprintf("từ tháng %s năm %d đến tháng %s năm %d",
		monthNumber(from), year, monthNumber(r.last%12+1), r.last/12)
}

// PeriodName returns the name of a period as documents write it, in lower case: "tháng 10 năm 2026", "quý III năm 2026",
// "6 tháng đầu năm 2026", "năm 2026", "giai đoạn 2018 - 2024", "ngày 11 tháng 8 năm 2022", "từ tháng 01 đến tháng 8 năm
// 2024". Days below 10 and months 1 and 2 have a leading 0. Text that is no canonical period comes back as it is.
func PeriodName(canonical string) string {
	if day, ok := parseDay(canonical); ok {
		return dayName(day)
	}
	if r, ok := parseKey(canonical); ok {
		return r.name()
	}
	return canonical
}

func parseDay(text string) (time.Time, bool) {
	day, err := time.Parse(time.DateOnly, text)
	return day, err == nil && isYearNumber(day.Year())
}

// isYearNumber tells whether a number can be the year of a period.
func isYearNumber(year int) bool { return 1900 <= year && year <= 2200 }

// parseKey reads the canonical text of a run, and runs of such texts: 2024-01..2024-06 is 2024-H1.
func parseKey(text string) (run, bool) {
	from, to, isSpan := strings.Cut(text, "..")
	r, ok := parsePart(from)
	if ok && isSpan {
		var last run
		last, ok = parsePart(to)
		ok = ok && last.first > r.last
		r.last = last.last
	}
	return r, ok
}

// parsePart reads a month, quarter, half, nine months or year.
func parsePart(text string) (run, bool) {
	yearText, part, dashed := strings.Cut(text, "-")
	year, err := strconv.Atoi(yearText)
	if err != nil || len(yearText) != 4 || !isYearNumber(year) {
		return run{}, false
	}
	if bounds, ok := parts[part]; ok && dashed == (part != "") {
		return months(year, bounds[0], bounds[1]), true
	}
	month, err := strconv.Atoi(part)
	ok := err == nil && fmt.Sprintf("%02d", month) == part && 1 <= month && month <= 12
	return months(year, month, month), ok
}

// parts holds the first and last month of the parts of a year, by their key behind the year.
var parts = map[string][2]int{
	"": {1, 12}, "Q1": {1, 3}, "Q2": {4, 6}, "Q3": {7, 9}, "Q4": {10, 12}, "H1": {1, 6}, "H2": {7, 12}, "9M": {1, 9},
}
