package vi

import "time"

// The readers of periodPhrases take the numbers of a phrase in their order, within limits already.

func readMonth(n []int) (string, bool) { return months(n[1], n[0], n[0]).canonical(), true }

func readQuarter(n []int) (string, bool) { return months(n[1], 3*n[0]-2, 3*n[0]).canonical(), true }

// readFirstMonths reads "6 tháng đầu năm"; a single month is not said so.
func readFirstMonths(n []int) (string, bool) { return months(n[1], 1, n[0]).canonical(), n[0] > 1 }

func readLastMonths(n []int) (string, bool) { return months(n[1], 13-n[0], 12).canonical(), n[0] > 1 }

func readNineMonths(n []int) (string, bool) { return months(n[0], 1, 9).canonical(), true }

func readYear(n []int) (string, bool) { return months(n[0], 1, 12).canonical(), true }

func readYears(n []int) (string, bool) {
	return run{n[0] * 12, n[1]*12 + 11}.canonical(), n[0] < n[1]
}

func readMonths(n []int) (string, bool) { return months(n[2], n[0], n[1]).canonical(), n[0] < n[1] }

func readMonthsOfYears(n []int) (string, bool) {
	r := run{n[1]*12 + n[0] - 1, n[3]*12 + n[2] - 1}
	return r.canonical(), r.first < r.last
}

func readDay(n []int) (string, bool) {
	day := time.Date(n[2], time.Month(n[1]), n[0], 0, 0, 0, 0, time.UTC)
	return day.Format(time.DateOnly), day.Day() == n[0]
}
