package catalog

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// firstDay is where the dated map begins.
var firstDay = time.Date(2004, 1, 1, 0, 0, 0, 0, time.UTC)

const (
	provincesFile = "geography/provinces.csv"
	regionsFile   = "geography/regions.csv"
)

// table reads a CSV file with exactly these columns and calls row with each line's fields by column.
func (l *loader) table(file string, columns []string, row func(line int, field func(string) string)) {
	text, _ := l.read(file)
	if text == nil {
		return
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = len(columns)
	header, err := r.Read()
	if err != nil || !slices.Equal(header, columns) {
		l.problem(file, 1, "expected the columns %s", strings.Join(columns, ","))
		return
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			l.problem(file, broken.Line, "%v; expected %d fields: %s", broken.Err, len(columns), strings.Join(columns, ","))
			return
		}
		line, _ := r.FieldPos(0)
		row(line, func(name string) string { return record[slices.Index(columns, name)] })
	}
}

// day reads a date of a CSV file; an empty one is zero.
func (l *loader) day(file string, line int, name, text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		l.problem(file, line, "%s: %q is no date; expected YYYY-MM-DD", name, text)
	}
	return day
}

func (l *loader) geography() {
	if len(l.catalog.Head.Nation) == 0 {
		return // head.yaml is broken, and said so
	}
	before := len(l.problems)
	units := []pipeline.Unit{{ID: pipeline.Nation, Kind: pipeline.NationUnit, Code: pipeline.Nation, Name: l.catalog.Head.Nation[0], From: firstDay}}
	lines := map[string]int{}
	l.table(provincesFile, []string{"id", "code", "name", "kind", "valid_from", "valid_to", "change", "successor", "exact", "source"},
		func(line int, field func(string) string) {
			u := pipeline.Unit{ID: field("id"), Kind: pipeline.ProvinceUnit, Code: field("code"), Name: vi.NFC(field("name")), Style: field("kind"),
				From: l.day(provincesFile, line, "valid_from", field("valid_from")), Until: l.day(provincesFile, line, "valid_to", field("valid_to")),
				Change: field("change"), Successor: field("successor"), Exact: field("exact") == "yes"}
			if lines[u.ID] > 0 || u.ID == "" {
				l.problem(provincesFile, line, "id %q is empty or stands on line %d already", u.ID, lines[u.ID])
			}
			lines[u.ID] = line
			l.checkUnit(line, u, field("valid_from"), field("exact"))
			units = append(units, u)
		})
	if len(l.problems) > before { // otherwise one mistake would be told many times
		return
	}
	members, regions := l.regions(lines)
	// The official order is that of the codes; a stable sort keeps the file's order within one code.
	slices.SortStableFunc(units[1:], func(a, b pipeline.Unit) int { return strings.Compare(a.Code, b.Code) })
	l.catalog.Geography = pipeline.NewGeography(slices.Concat(units[:1], regions, units[1:]), members)
	l.checkUnits(lines)
}

// changes are what may end a unit.
var changes = []string{"", "merge", "rename", "kind", "boundary"}

// checkUnit holds what one line shows.
func (l *loader) checkUnit(line int, u pipeline.Unit, from, exact string) {
	if u.Code == "" || u.Name == "" || from == "" {
		l.problem(provincesFile, line, "a province needs id, code, name and valid_from")
	}
	if !slices.Contains(changes, u.Change) {
		l.problem(provincesFile, line, "change: %q; expected one of merge, rename, kind, boundary, or nothing", u.Change)
	}
	if exact != "" && exact != "yes" && exact != "no" {
		l.problem(provincesFile, line, "exact: %q; expected yes or no, or nothing", exact)
	}
}

// regions reads membership; a region is there as long as it has members.
func (l *loader) regions(provinces map[string]int) ([]pipeline.Member, []pipeline.Unit) {
	var members []pipeline.Member
	var regions []pipeline.Unit
	l.table(regionsFile, []string{"scheme", "region", "name", "province", "valid_from", "valid_to"}, func(line int, field func(string) string) {
		m := pipeline.Member{Scheme: field("scheme"), Region: field("region"), Province: field("province"),
			From: l.day(regionsFile, line, "valid_from", field("valid_from")), Until: l.day(regionsFile, line, "valid_to", field("valid_to"))}
		if provinces[m.Province] == 0 {
			l.problem(regionsFile, line, "province %q is not in provinces.csv", m.Province)
		}
		l.checkMember(line, m, members)
		members = append(members, m)
		i := slices.IndexFunc(regions, func(u pipeline.Unit) bool { return u.ID == m.Region })
		if i < 0 {
			regions = append(regions, pipeline.Unit{ID: m.Region, Kind: pipeline.RegionUnit, Code: m.Region, Name: vi.NFC(field("name")), Style: m.Scheme, From: m.From, Until: m.Until})
			return
		}
		if regions[i].Style != m.Scheme {
			l.problem(regionsFile, line, "region %q belongs to scheme %q already", m.Region, regions[i].Style)
		}
		if m.From.Before(regions[i].From) {
			regions[i].From = m.From
		}
		if m.Until.IsZero() || !regions[i].Until.IsZero() && m.Until.After(regions[i].Until) {
			regions[i].Until = m.Until
		}
	})
	return members, regions
}

// checkUnits holds dates, codes and successors against each other.
func (l *loader) checkUnits(lines map[string]int) {
	g := l.catalog.Geography
	coded := map[string][]pipeline.Unit{}
	for _, u := range g.Units {
		if u.Kind != pipeline.ProvinceUnit {
			continue
		}
		line := lines[u.ID]
		if !u.Until.IsZero() && u.Until.Before(u.From) {
			l.problem(provincesFile, line, "valid_to is before valid_from")
		}
		next, ok := g.Unit(u.Successor)
		if u.Successor != "" && (!ok || u.Until.IsZero() || !next.On(u.Until.AddDate(0, 0, 1))) {
			l.problem(provincesFile, line, "successor %q is not there on the day after valid_to", u.Successor)
		}
		for _, other := range coded[u.Code] {
			if meet(other.From, other.Until, u.From, u.Until) {
				l.problem(provincesFile, max(line, lines[other.ID]), "code %s is that of %s and %s at the same time (line %d)",
					u.Code, u.ID, other.ID, min(line, lines[other.ID]))
			}
		}
		coded[u.Code] = append(coded[u.Code], u)
	}
}

// checkMember holds that a province is in one region of a scheme at a time.
func (l *loader) checkMember(line int, m pipeline.Member, members []pipeline.Member) {
	if m.From.IsZero() {
		l.problem(regionsFile, line, "valid_from is empty; expected YYYY-MM-DD")
	}
	for _, other := range members {
		if other.Scheme == m.Scheme && other.Province == m.Province && meet(other.From, other.Until, m.From, m.Until) {
			l.problem(regionsFile, line, "%s is in %s of scheme %s at the same time", m.Province, other.Region, m.Scheme)
		}
	}
}

// meet tells whether two times, last days included and zero for open, have a day in common.
func meet(from, until, otherFrom, otherUntil time.Time) bool {
	return (until.IsZero() || !until.Before(otherFrom)) && (otherUntil.IsZero() || !otherUntil.Before(from))
}
