package portal

import (
	"cmp"
	"fmt"

	"tonghop/pipeline"
)

// The most periods that a page shows, and how many it shows where nobody says.
const (
	mostPeriods  = 60
	firstPeriods = 13 // months: a year, and the same month of the year before
)

// timelineSpan is the time that is asked for, and the periods that it is cut into.
type timelineSpan struct {
	By, From, To string // month, quarter, year or whole; the ends as they were typed
	Periods      []pipeline.Period
	Wrong        string // from, to, order, long; "" for nothing. Then it is the time that is shown where nobody says
}

// stepMonths is how long a period is; whole is all of the time at once.
var stepMonths = map[string]int{"month": 1, "quarter": 3, "year": 12}

// timelineSpan reads the time that is asked for. Without one it is the last thirteen months that have closed; of a unit that is not there any more, its own last.
func (p *Portal) timelineSpan(v *visit, unit pipeline.Unit) timelineSpan {
	span := timelineSpan{By: v.r.FormValue("by"), From: v.r.FormValue("from"), To: v.r.FormValue("to")}
	if span.By != "whole" && stepMonths[span.By] == 0 {
		span.By = "month"
	}
	last := p.lastMonthOf(unit)
	first := pipeline.Run(last-firstPeriods+1, last-firstPeriods+1)
	from, fromOK := pipeline.ReadPeriod(cmp.Or(span.From, first.String()))
	to, toOK := pipeline.ReadPeriod(cmp.Or(span.To, pipeline.Run(last, last).String()))
	begin, _ := from.Range()
	_, end := to.Range()
	switch {
	case !fromOK:
		span.Wrong = "from"
	case !toOK:
		span.Wrong = "to"
	case begin > end:
		span.Wrong = "order"
	default:
		if span.cut(begin, end); len(span.Periods) > mostPeriods {
			span.Wrong = "long"
		}
	}
	if span.Wrong != "" {
		span.cut(last-firstPeriods+1, last)
		return span
	}
	span.From, span.To = shortPeriod(from), shortPeriod(to)
	return span
}

// cut makes the periods from a month to a month.
func (s *timelineSpan) cut(begin, end int) {
	s.Periods = nil
	step := stepMonths[s.By]
	if step == 0 {
		s.Periods = []pipeline.Period{pipeline.Run(begin, end)}
		return
	}
	for month := begin / step * step; month <= end && len(s.Periods) <= mostPeriods; month += step {
		s.Periods = append(s.Periods, pipeline.Run(month, month+step-1))
	}
}

// lastMonthOf is the last month that has closed, or that a unit was there in.
func (p *Portal) lastMonthOf(unit pipeline.Unit) int {
	calendar := p.Pipeline.Catalog.Config.Calendar
	day := pipeline.DayOf(p.now())
	if !unit.Until.IsZero() && unit.Until.Before(day) {
		day = unit.Until.AddDate(0, 0, 1)
	}
	_, last := calendar.LastClosed(pipeline.MonthKind, day).Range()
	return last
}

// shortPeriod is what a period is called where there is little room: 10/2026 of a month.
func shortPeriod(period pipeline.Period) string {
	if first, last := period.Range(); first == last && !period.IsDay() {
		return fmt.Sprintf("%02d/%d", first%12+1, first/12)
	}
	return period.Name()
}
