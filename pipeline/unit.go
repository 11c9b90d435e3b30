package pipeline

import (
	"time"
)

// Nation is the id of the whole country.
const Nation = "viet-nam"

// UnitKind is the level of a unit.
type UnitKind string

// The kinds of units, from the widest.
const (
	NationUnit   UnitKind = "nation"
	RegionUnit   UnitKind = "region"
	ProvinceUnit UnitKind = "province"
	CommuneUnit  UnitKind = "commune"
)

// Unit (đơn vị báo cáo) is what figures are about. It is dated: a name or a code means nothing without the day.
type Unit struct {
	ID        string
	Kind      UnitKind
	Code      string // of the General Statistics Office; a region's is its id
	Name      string
	Style     string // tỉnh, thành phố; of a region, its scheme
	From      time.Time
	Until     time.Time // zero: still there
	Change    string    // what ended it: merge, rename, kind, boundary
	Successor string
	Exact     bool // the successor holds the whole of it
}

// On tells whether the unit is there on the day.
func (u Unit) On(day time.Time) bool {
	return !day.Before(u.From) && (u.Until.IsZero() || !day.After(u.Until))
}

// Member says that a province belongs to a region from one day to another.
type Member struct {
	Scheme, Region, Province string
	From, Until              time.Time
}

// On tells whether the province belongs to the region on the day.
func (m Member) On(day time.Time) bool {
	return !day.Before(m.From) && (m.Until.IsZero() || !day.After(m.Until))
}

// Geography is the dated map (địa giới hành chính): units in the official order of their codes, and membership.
type Geography struct {
	Units   []Unit
	Members []Member
	byID    map[string]int
}

// NewGeography indexes units and members.
func NewGeography(units []Unit, members []Member) Geography {
	g := Geography{Units: units, Members: members, byID: make(map[string]int, len(units))}
	for i, u := range units {
		g.byID[u.ID] = i
	}
	return g
}

// Unit returns the unit with the id.
func (g Geography) Unit(id string) (Unit, bool) {
	i, ok := g.byID[id]
	if !ok {
		return Unit{}, false
	}
	return g.Units[i], true
}

// Became tells whether a unit is a later one, or became it or a part of it.
func (g Geography) Became(unit, later string) bool {
	for unit != later {
		u, ok := g.Unit(unit) // a successor begins where the one before ends, so this comes to an end
		if !ok || u.Successor == "" {
			return false
		}
		unit = u.Successor
	}
	return true
}

// Later is what a unit has become until a day: the last one of those that followed it.
func (g Geography) Later(u Unit, day time.Time) Unit {
	for !u.Until.IsZero() && day.After(u.Until) { // a successor begins where the one before ends, so this comes to an end
		next, ok := g.Unit(u.Successor)
		if !ok {
			break
		}
		u = next
	}
	return u
}

// On returns the units of a kind that are there on the day, in order.
func (g Geography) On(kind UnitKind, day time.Time) []Unit {
	var units []Unit
	for _, u := range g.Units {
		if u.Kind == kind && u.On(day) {
			units = append(units, u)
		}
	}
	return units
}

// Parts returns the provinces that make up a nation or region on the day, in the order of their codes.
func (g Geography) Parts(whole string, day time.Time) []Unit {
	if whole == Nation {
		return g.On(ProvinceUnit, day)
	}
	in := map[string]bool{}
	for _, m := range g.Members {
		if m.Region == whole && m.On(day) {
			in[m.Province] = true
		}
	}
	var parts []Unit
	for _, u := range g.On(ProvinceUnit, day) {
		if in[u.ID] {
			parts = append(parts, u)
		}
	}
	return parts
}
