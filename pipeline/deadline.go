package pipeline

import (
	"slices"
	"time"
)

// PeriodKind is the length of a period for which forms are owed again and again.
type PeriodKind string

// The kinds of periods.
const (
	MonthKind      PeriodKind = "month"
	QuarterKind    PeriodKind = "quarter"
	HalfKind       PeriodKind = "half"
	NineMonthsKind PeriodKind = "nine-months"
	YearKind       PeriodKind = "year"
)

// PeriodKinds are all kinds, the shortest first.
var PeriodKinds = []PeriodKind{MonthKind, QuarterKind, HalfKind, NineMonthsKind, YearKind}

// Kind tells what a period is; "" is a day or a span.
func (p Period) Kind() PeriodKind {
	from, months := p.first%12, p.last-p.first+1
	switch {
	case p.IsDay() || p.IsZero():
	case months == 1:
		return MonthKind
	case months == 3 && from%3 == 0:
		return QuarterKind
	case months == 6 && from%6 == 0:
		return HalfKind
	case months == 9 && from == 0:
		return NineMonthsKind
	case months == 12 && from == 0:
		return YearKind
	}
	return ""
}

// LastClosed returns the newest period of the kind whose last day is before the day.
func (c Calendar) LastClosed(kind PeriodKind, day time.Time) Period {
	months := map[PeriodKind]int{MonthKind: 1, QuarterKind: 3, HalfKind: 6, NineMonthsKind: 9, YearKind: 12}[kind]
	last := c.MonthOf(day) - 1
	for Run(last-months+1, last).Kind() != kind {
		last--
	}
	return Run(last-months+1, last)
}

// Deadline (thời hạn gửi) says by when a form has to be there, for which periods it is owed, and by whom.
type Deadline struct {
	Form    string
	Every   []PeriodKind // of these periods it is owed; nil: of none, it is taken when it comes
	Kinds   []UnitKind   // of the units that owe it
	Schemes []string     // of the regions that owe it
	DueDays int          // days after the last day of the period; of a day, after that of its month
}

// Owed tells whether the form is owed of the period.
func (d Deadline) Owed(p Period) bool { return slices.Contains(d.Every, p.Kind()) }

// Deadline returns the deadline of a form of a period: that of its kind of periods, else the first that the form has.
func (c Config) Deadline(form string, p Period) (Deadline, bool) {
	var first Deadline
	for _, d := range c.Deadlines {
		if d.Form != form {
			continue
		}
		if d.Owed(p) {
			return d, true
		}
		if first.Form == "" {
			first = d
		}
	}
	return first, first.Form != ""
}

// Due returns the last day on which a form of the period comes in time; ok is false where nothing says so. A unit that closes
// an owed period early has as long as all others.
func (c Config) Due(form string, p Period) (due time.Time, ok bool) {
	d, ok := c.Deadline(form, p)
	if d.Owed(p) {
		p = p.Closing(time.Time{})
	}
	_, last := c.Calendar.Days(p)
	if p.IsDay() {
		month := c.Calendar.MonthOf(last)
		_, last = c.Calendar.Days(Run(month, month))
	}
	return last.AddDate(0, 0, d.DueDays), ok
}

// Owing returns the units that owe a form of the period: those that are there on its last day.
func (c *Catalog) Owing(form string, p Period) []Unit {
	d, ok := c.Config.Deadline(form, p)
	_, day := c.Config.Calendar.Days(p.Closing(time.Time{}))
	if _, inForce := c.Layout(form, day); !ok || !inForce || !d.Owed(p) {
		return nil
	}
	var owing []Unit
	for _, u := range c.Geography.Units {
		if slices.Contains(d.Kinds, u.Kind) && u.On(day) && (u.Kind != RegionUnit || slices.Contains(d.Schemes, u.Style)) {
			owing = append(owing, u)
		}
	}
	return owing
}

// Asked are the periods of a deadline's form that are asked for on a day: the newest that has closed, and those before it that
// are still in time.
func (c Config) Asked(d Deadline, day time.Time) []Period {
	var asked []Period
	for _, kind := range d.Every {
		p := c.Calendar.LastClosed(kind, day)
		for asked = append(asked, p); ; asked = append(asked, p) {
			first, _ := c.Calendar.Days(p)
			p = c.Calendar.LastClosed(kind, first)
			if due, _ := c.Due(d.Form, p); due.Before(day) {
				break
			}
		}
	}
	return asked
}
