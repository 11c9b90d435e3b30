package pipeline

import (
	"slices"
	"strings"
	"time"
)

// TimelineKey names what the figures of a timeline count.
type TimelineKey struct {
	Indicator string
	Breakdown Breakdown
}

// String is the key as addresses have it: models.closing, models.closing@area=dtts.
func (k TimelineKey) String() string {
	if k.Breakdown == "" {
		return k.Indicator
	}
	return k.Indicator + "@" + string(k.Breakdown)
}

// TimelineRequest asks for figures of a unit over time.
type TimelineRequest struct {
	Unit    string   // or a commune
	Reports []string // whose forms name the unit's communes: it, and the provinces that became it
	Figures []TimelineKey
	Periods []TimelinePeriod // the earliest first
}

// TimelinePeriod is a period, and the day on whose map its figures are wanted.
type TimelinePeriod struct {
	Period
	Map time.Time
}

// Timeline is what is known of a unit over time; what is not known has no figure.
type Timeline struct {
	Figures  []TimelineFigure
	Nothing  []Form // of which the unit has said that it has nothing to report; of the layout only the id
	Communes []Unit // with figures of their own over months
}

// TimelineFigure is a figure of a period: the unit's own, or what its provinces add up to.
type TimelineFigure struct {
	Figure
	Kind    FigureKind // DeclaredFigure, TotalFigure
	Lacks   []string   // names of units and periods that are not in it
	Inexact bool       // a change of the map was not of whole units
}

// TimelineKeys are all that forms have a place for, in the order of the catalogue.
func (c *Catalog) TimelineKeys() []TimelineKey {
	var keys []TimelineKey
	add := func(indicator string, breakdown Breakdown) {
		key := TimelineKey{indicator, breakdown}
		if _, ok := c.Indicator(indicator); ok && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	for _, l := range c.Layouts {
		for _, column := range l.Columns {
			if add(column.Indicator, column.Breakdown); column.Indicator == "" && column.Role == FigureColumn {
				for _, item := range l.Rows.Items {
					add(item.Indicator, item.Breakdown.With(column.Breakdown))
				}
			}
		}
	}
	place := map[string]int{}
	for i, indicator := range c.Indicators {
		place[indicator.ID] = i
	}
	slices.SortStableFunc(keys, func(a, b TimelineKey) int {
		if a.Indicator != b.Indicator {
			return place[a.Indicator] - place[b.Indicator]
		}
		return strings.Compare(string(a.Breakdown), string(b.Breakdown))
	})
	return keys
}

// RequiredKey is the first that a form must have.
func (c *Catalog) RequiredKey() TimelineKey {
	for _, l := range c.Layouts {
		for _, item := range l.Rows.Items {
			if item.Required && item.Indicator != "" {
				return TimelineKey{item.Indicator, item.Breakdown}
			}
		}
	}
	return TimelineKey{Indicator: c.Indicators[0].ID}
}

// TimelineMap is the day on whose map the figures of a period are a unit's: the period's last, or the unit's first where that is later. A unit that is not
// there any more has none.
func (u Unit) TimelineMap(last time.Time) (day time.Time, ok bool) {
	if last.Before(u.From) {
		return u.From, true
	}
	return last, u.On(last)
}
