package pipeline

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// Close closes the periods whose last deadline is long enough past on the occasion's day. One that was ever closed is left alone: whoever opened it again closes it; so is
// one that was to be closed before the job was there, for whoever begins brings in the years before; unless the day is one before that too.
func (p *Pipeline) Close(ctx context.Context, due time.Time) (did string, err error) {
	periods, err := p.closable(ctx, DayOf(due))
	if err != nil {
		return "", err
	}
	var closed []string
	for _, period := range periods {
		var refused *DecisionError
		switch err := p.Warehouse.ClosePeriod(ctx, period, ScheduleBy); {
		case errors.As(err, &refused): // somebody closed it meanwhile
		case err != nil:
			return closedText(closed), err
		default:
			closed = append(closed, period.String())
		}
	}
	return closedText(closed), nil
}

func closedText(periods []string) string {
	if len(periods) == 0 {
		return "nothing to close"
	}
	return "closed " + strings.Join(periods, ", ")
}

// PlanClose says which periods Close would close.
func (p *Pipeline) PlanClose(ctx context.Context, due time.Time) ([]string, error) {
	periods, err := p.closable(ctx, DayOf(due))
	lines := []string{}
	for _, period := range periods {
		lines = append(lines, "close "+period.String())
	}
	return lines, err
}

// closable are the periods to close on a day, the oldest first.
func (p *Pipeline) closable(ctx context.Context, day time.Time) ([]Period, error) {
	decided, err := p.Warehouse.EverClosed(ctx)
	if err != nil {
		return nil, err
	}
	since, err := p.Warehouse.KnownSince(ctx, CloseJob, p.Now())
	if err != nil {
		return nil, err
	}
	from := DayOf(since)
	if day.Before(from) { // which no schedule asks for: somebody wants what was before
		from = day.AddDate(-1, 0, 0)
	}
	calendar := p.Catalog.Config.Calendar
	var periods []Period
	for _, period := range p.Catalog.overdue(from, day) {
		if !slices.ContainsFunc(decided, func(whole Period) bool { return period == whole || calendar.Within(period, whole) }) {
			periods = append(periods, period)
		}
	}
	return periods, nil
}

// overdue are the periods that are to be closed from one day up to another, of the last year: all their deadlines are long enough past. Those that end
// first come first.
func (c *Catalog) overdue(from, day time.Time) (periods []Period) {
	last := map[Period]time.Time{} // deadline
	for _, d := range c.Config.Deadlines {
		for _, kind := range d.Every {
			for p := c.Config.Calendar.LastClosed(kind, day); ; {
				first, end := c.Config.Calendar.Days(p)
				if end.Before(day.AddDate(-1, 0, 0)) {
					break
				}
				if due, _ := c.Config.Due(d.Form, p); due.After(last[p]) && len(c.Owing(d.Form, p)) > 0 {
					last[p] = due
				}
				p = c.Config.Calendar.LastClosed(kind, first)
			}
		}
	}
	for p, due := range last {
		if closes := due.AddDate(0, 0, c.Config.Asking.CloseAfter); !closes.Before(from) && !closes.After(day) {
			periods = append(periods, p)
		}
	}
	slices.SortFunc(periods, func(a, b Period) int {
		return cmp.Or(cmp.Compare(a.last, b.last), cmp.Compare(b.first, a.first))
	})
	return periods
}
