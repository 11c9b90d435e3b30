package main

import (
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/schedule"
)

// occasionsOf are those that a run by hand is for, as typed: none is now; of a day, its first one; of a period, the first one after its last
// day; of a span such as 2026-07..2026-10, that of each month, the oldest first. A day without one begins at midnight.
func occasionsOf(t schedule.Timetable, calendar pipeline.Calendar, text string, now time.Time) ([]pipeline.Occasion, error) {
	if text == "" {
		return []pipeline.Occasion{{Job: t.Job(), Due: now}}, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		due, next := midnight(day), t.After(midnight(day).Add(-time.Second))
		if pipeline.DayOf(next).Equal(day) {
			due = next
		}
		return []pipeline.Occasion{{Job: t.Job(), Due: due}}, nil
	}
	period, err := parsePeriod(text)
	if err != nil {
		return nil, err
	}
	var occasions []pipeline.Occasion
	for _, p := range months(period, text) {
		_, last := calendar.Days(p)
		after := midnight(last.AddDate(0, 0, 1))
		due := t.After(after.Add(-time.Second))
		if due.IsZero() {
			due = after
		}
		occasions = append(occasions, pipeline.Occasion{Job: t.Job(), Due: due})
	}
	return occasions, nil
}

// months are those of a span that is written as one, from month to month; any other period is one.
func months(period pipeline.Period, text string) []pipeline.Period {
	if !strings.Contains(text, "..") {
		return []pipeline.Period{period}
	}
	var all []pipeline.Period
	first, last := period.Range()
	for month := first; month <= last; month++ {
		all = append(all, pipeline.Run(month, month))
	}
	return all
}

// midnight is when a day begins in Hà Nội.
func midnight(day time.Time) time.Time {
	year, month, date := day.Date()
	return time.Date(year, month, date, 0, 0, 0, 0, pipeline.Zone)
}
