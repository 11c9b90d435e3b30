package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Order says what to publish. Its scope is fixed on the map of its period, then restated on that of Map.
type Order struct {
	Reports    []Report // one, or all of a conference's pack, in the order of their files
	Unit       Unit
	Scope      []Unit // the provinces that it is about, on the map of its period
	Period     Period
	Map        time.Time   // the day on whose map figures are restated; zero: as reported, on the map of the period
	Conference *Conference // nil for a report that is for no conference
	By         string      // who publishes it
	Approval   *Approval   // nil of a draft
	Wording    Wording     // what was edited of the drafted text
	Untouched  []string    // the passages that whoever edited it left as they were drafted
	Last       Edition     // the edition before this one; zero: none
	Copy       bool        // of a draft: as the one that stands, with its wording; that stays the draft
}

// Approval is what whoever approves a report enters.
type Approval struct {
	Number string    `json:"number"` // "05"
	Date   time.Time `json:"date"`
	Signer Signature `json:"signer"`         // what is empty is taken from the conference, else from the office
	Mark   string    `json:"mark,omitempty"` // of secrecy (độ mật), one of the configuration's; "" for none
}

// Wording (lời văn) is text by the ids of the report's narrative blocks, each Markdown of paragraphs and lists.
type Wording map[string]string

// Name is what is published: the id of the report, or of the conference.
func (o Order) Name() string {
	if o.Conference != nil {
		return o.Conference.ID
	}
	return o.Reports[0].ID
}

// LastDay is the day up to which the order's figures go.
func (o Order) LastDay(c Calendar) time.Time {
	_, last := c.Days(o.Period)
	return last
}

// MapDay is the day whose provinces the order's lines are.
func (o Order) MapDay(c Calendar) time.Time {
	if o.Map.IsZero() {
		return o.LastDay(c)
	}
	return o.Map
}

// NewOrder makes the order of a report for a unit. It fails where its map is one that the figures cannot be brought to.
func (c *Catalog) NewOrder(report Report, unit Unit, period Period, onMap time.Time) (Order, error) {
	_, day := c.Config.Calendar.Days(period)
	order := Order{Reports: []Report{report}, Unit: unit, Scope: c.scopeOf(unit, day), Period: period, Map: onMap}
	if len(order.Scope) == 0 {
		return order, fmt.Errorf("%s (%s) is neither on the map of %s nor made of what was there then", unit.Name, unit.ID, day.Format(time.DateOnly))
	}
	return order, c.canRestate(order)
}

// scopeOf returns the provinces of a day that a unit is, has, or is made of.
func (c *Catalog) scopeOf(unit Unit, day time.Time) []Unit {
	switch {
	case unit.Kind != ProvinceUnit:
		return c.Geography.Parts(unit.ID, day)
	case unit.On(day):
		return []Unit{unit}
	}
	return c.Geography.Before(unit, day)
}

// ScopeOfEdition returns the provinces that an edition of a report is about; nil of a conference's pack.
func (c *Catalog) ScopeOfEdition(e Edition) []Unit {
	report, ok := c.Report(e.Name)
	unit, known := c.Geography.Unit(e.Unit)
	period, err := ParsePeriod(e.Period)
	if !ok || report.AtConference || !known || err != nil {
		return nil
	}
	_, day := c.Config.Calendar.Days(period)
	return c.scopeOf(unit, day)
}

// ConferenceOrder makes the order of a conference's pack: its report, and every report that is for packs.
func (c *Catalog) ConferenceOrder(conference Conference) (Order, error) {
	report, _ := c.Report(conference.Report)
	order := Order{Reports: []Report{report}, Unit: Unit{ID: conference.ID, Kind: RegionUnit, Name: conference.Name}, Period: conference.Period, Map: conference.Map}
	if unit, ok := c.Geography.Unit(conference.Unit); ok {
		var err error
		if order, err = c.NewOrder(report, unit, conference.Period, conference.Map); err != nil {
			return order, err
		}
	}
	for _, id := range conference.Provinces {
		province, _ := c.Geography.Unit(id)
		order.Scope = append(order.Scope, province)
	}
	order.Conference = &conference
	for _, other := range c.Reports {
		if other.InPack {
			order.Reports = append(order.Reports, other)
		}
	}
	slices.SortStableFunc(order.Reports[1:], func(a, b Report) int { return strings.Compare(a.firstFile(), b.firstFile()) })
	return order, c.canRestate(order)
}

// firstFile is the first of the names that a report is written under.
func (r Report) firstFile() string { return slices.Min(slices.Collect(maps.Values(r.Files))) }

func (c *Catalog) canRestate(order Order) error {
	return CanRestate(order.Scope, order.MapDay(c.Config.Calendar))
}

// CanRestate tells why figures by provinces cannot be brought to a day's map: what was merged is not divided again.
func CanRestate(scope []Unit, to time.Time) error {
	var newest Unit
	for _, u := range scope {
		if u.From.After(newest.From) {
			newest = u
		}
	}
	if !newest.From.After(to) {
		return nil
	}
	return fmt.Errorf("the map of %s is older than the figures: they are by provinces of which %s (%s) is there since %s only, and figures are not brought back to an older map; give a day from then on",
		to.Format(time.DateOnly), newest.Name, newest.ID, newest.From.Format(time.DateOnly))
}

// Line is where a province went: itself as long as it was there, then what it became a part of.
type Line struct {
	Unit, Became string
	From, Until  time.Time // the days on which Became is what Unit is; Until zero: still
	Exact        bool      // no part of it went elsewhere on the way
}

// Lines follows every province through its successors.
func (g Geography) Lines() []Line {
	var lines []Line
	for _, u := range g.Units {
		line := Line{Unit: u.ID, Became: u.ID, From: u.From, Until: u.Until, Exact: true}
		for ok := true; ok; { // a successor begins where the one before ends, so this comes to an end
			lines = append(lines, line)
			line.Exact = line.Exact && u.Exact
			u, ok = g.Unit(u.Successor)
			line.Became, line.From, line.Until = u.ID, u.From, u.Until
		}
	}
	return lines
}

// Before returns the units of a day that became, or became a part of, a later one.
func (g Geography) Before(later Unit, day time.Time) []Unit {
	var found []Unit
	for _, line := range g.Lines() {
		if u, _ := g.Unit(line.Unit); line.Became == later.ID && u.ID != later.ID && u.On(day) {
			found = append(found, u)
		}
	}
	return found
}

// Redrawn returns the days on which a region began to be of another territory. A change of names or kinds, or a merger within it, is none.
func (g Geography) Redrawn(region Unit) []time.Time {
	var days []time.Time
	for _, m := range g.Members {
		before := m.From.AddDate(0, 0, -1)
		if m.Region == region.ID && !slices.Contains(days, m.From) && region.On(before) && g.territory(region.ID, before) != g.territory(region.ID, m.From) {
			days = append(days, m.From)
		}
	}
	return days
}

// territory names the provinces without a predecessor that a region is made of on a day.
func (g Geography) territory(region string, day time.Time) string {
	var first []string
	parts := g.Parts(region, day)
	for _, line := range g.Lines() {
		isFirst := !slices.ContainsFunc(g.Units, func(u Unit) bool { return u.Successor == line.Unit })
		if isFirst && slices.ContainsFunc(parts, func(part Unit) bool { return part.ID == line.Became }) {
			first = append(first, line.Unit)
		}
	}
	slices.Sort(first)
	return strings.Join(slices.Compact(first), " ")
}
