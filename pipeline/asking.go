package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Owed is a form of a period that a unit owes: nothing of it counts, or waits to.
type Owed struct {
	Form, Period, Unit string
	Returned           bool // what came last went back
	Closed             bool // the period is: what comes now is quarantined
}

// asking is one of the two ways in which units are asked for forms.
type asking struct {
	kind DeliveryKind
	verb string // in keys, and in what is said of the run: "remind"
	past string
	days func(Asking) []int // from the deadline: before it, or after; the one that comes last, last
	sign int                // of these days: -1 before it
	word string             // of a form, in messages.yaml
}

var (
	reminding = asking{ReminderDelivery, "remind", "reminded", func(a Asking) []int { return a.RemindBefore }, -1, "remind-form"}
	chasing   = asking{ChaseDelivery, "chase", "chased", func(a Asking) []int { return a.ChaseAfter }, 1, "chase-form"}
)

// point is a day on which units are asked for a form of a period, once.
type point struct {
	form   string
	period Period
	due    time.Time // the deadline
	days   int       // from it
	day    time.Time
}

// points are those of the days on which forms are asked for that came last, as of a day: one at most of each form and period. What is asked for is what is due, or is
// so in a few days; a reminder is none when the deadline has passed.
func (a asking) points(c Config, day, today time.Time) (points []point) {
	days := a.days(c.Asking)
	if len(days) == 0 {
		return nil
	}
	farthest := slices.Max(days)
	for _, d := range c.Deadlines {
		asked := c.Asked(d, day)
		for _, p := range c.Asked(d, day.AddDate(0, 0, -a.sign*farthest)) {
			if !slices.Contains(asked, p) {
				asked = append(asked, p)
			}
		}
		for _, p := range asked {
			due, _ := c.Due(d.Form, p)
			if a.sign < 0 && today.After(due) {
				continue
			}
			for _, n := range slices.Backward(days) {
				if on := due.AddDate(0, 0, a.sign*n); !on.After(day) {
					points = append(points, point{d.Form, p, due, n, on})
					break
				}
			}
		}
	}
	return points
}

// demand is a point of one unit.
type demand struct {
	point
	Owed
}

// subject is what the demand is recorded by as made: "remind tong-hop 2026-11 3 ca-mau".
func (d demand) subject(verb string) string {
	return strings.Join([]string{verb, d.what(), d.Unit}, " ")
}

// what is what is asked for, at which of its points: "tong-hop 2026-11 3".
func (d demand) what() string { return fmt.Sprintf("%s %s %d", d.Form, d.Period, d.days) }

// demands are what is to be asked for on a day of the department's, and was not yet, unit by unit in their order.
func (p *Pipeline) demands(ctx context.Context, a asking, day time.Time) (units [][]demand, err error) {
	all, err := p.owedAt(ctx, a.points(p.Catalog.Config, day, later(day, DayOf(p.Now()))))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	subjects := make([]string, len(all))
	for i, d := range all {
		subjects[i] = d.subject(a.verb)
	}
	since, made, err := p.Deliveries.Delivered(ctx, subjects)
	if err != nil {
		return nil, err
	}
	if since.IsZero() {
		since = p.Now()
	}
	byUnit := map[string][]demand{}
	for i, d := range all {
		passed := d.day.Before(DayOf(since)) && !d.day.Equal(day) // before anything was delivered: nobody's to make up for
		if !made[subjects[i]] && !passed {
			byUnit[d.Unit] = append(byUnit[d.Unit], d)
		}
	}
	for _, unit := range p.Catalog.Geography.Units {
		if asked := byUnit[unit.ID]; len(asked) > 0 {
			units = append(units, asked)
		}
	}
	return units, nil
}

// owedAt are the units that owe the forms of points, each period of which is asked about once.
func (p *Pipeline) owedAt(ctx context.Context, points []point) (all []demand, err error) {
	owed := map[Period][]Owed{}
	for _, at := range points {
		if _, asked := owed[at.period]; !asked {
			if owed[at.period], err = p.Warehouse.Unsent(ctx, at.period); err != nil {
				return nil, err
			}
		}
		for _, o := range owed[at.period] {
			if o.Form == at.form && !o.Closed {
				all = append(all, demand{at, o})
			}
		}
	}
	return all, nil
}
