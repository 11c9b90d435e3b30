package main

import (
	"fmt"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// usage is an error in how a command was typed.
func usage(format string, args ...any) error {
	return &exit{exitUsage, fmt.Errorf(format, args...)}
}

// parsePeriod reads a period as typed, canonical or in Vietnamese.
func parsePeriod(text string) (pipeline.Period, error) {
	if period, ok := pipeline.ReadPeriod(text); ok {
		return period, nil
	}
	period, err := pipeline.ParsePeriod(text)
	if err != nil {
		return period, usage("%v", err)
	}
	return period, nil
}

// parseDay reads a day that may be left out.
func parseDay(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, usage("%q is no day; expected YYYY-MM-DD, such as 2025-07-01", text)
	}
	return day, nil
}

// canonicalPeriod reads a period that may be left out.
func canonicalPeriod(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	period, err := parsePeriod(text)
	return period.String(), err
}

// findUnit finds a unit on the map of a day by its id, code or name.
func findUnit(c *pipeline.Catalog, text string, day time.Time) (pipeline.Unit, error) {
	var found []pipeline.Unit
	for _, u := range c.Geography.Units {
		if !u.On(day) {
			continue
		}
		if u.ID == text {
			return u, nil
		}
		if u.Code == text || vi.FoldUnit(u.Name) == vi.FoldUnit(text) {
			found = append(found, u)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return pipeline.Unit{}, usage("unit %q is not on the map of %s%s; give an id, code or name of geography/*.csv", text, day.Format(time.DateOnly), otherTimes(c, text))
	}
	ids := make([]string, len(found))
	for i, u := range found {
		ids[i] = u.ID
	}
	return pipeline.Unit{}, usage("unit %q may be any of %s; give the id", text, strings.Join(ids, ", "))
}

// otherTimes says when a unit that is called so is on the map, and what it is made of or became.
func otherTimes(c *pipeline.Catalog, text string) string {
	said := ""
	for _, u := range c.Geography.Units {
		if u.ID != text && vi.FoldUnit(u.Name) != vi.FoldUnit(text) {
			continue
		}
		said += fmt.Sprintf("; %s is there from %s", u.ID, u.From.Format(time.DateOnly))
		if !u.Until.IsZero() {
			said += " to " + u.Until.Format(time.DateOnly)
		}
		if u.Successor != "" {
			said += ", then " + u.Successor
		}
		for _, before := range c.Geography.Before(u, u.From.AddDate(0, 0, -1)) {
			said += ", before that " + before.ID
		}
	}
	return said
}

// reporterIDs finds the ids of a unit that may be left out: the one on the map of the period; without a period, every one that
// was ever called so, for figures of all times are asked for.
func (o *office) reporterIDs(text, period string) ([]string, error) {
	geography := o.Catalog.Geography
	if text == "" {
		return nil, nil
	}
	if _, ok := geography.Unit(text); ok {
		return []string{text}, nil
	}
	if p, err := pipeline.ParsePeriod(period); err == nil {
		_, day := o.Catalog.Config.Calendar.Days(p)
		unit, err := findUnit(o.Catalog, text, day)
		return []string{unit.ID}, err
	}
	var ids []string
	for _, u := range geography.Units {
		if u.Code == text || vi.FoldUnit(u.Name) == vi.FoldUnit(text) {
			ids = append(ids, u.ID)
		}
	}
	if len(ids) == 0 {
		_, err := findUnit(o.Catalog, text, o.Now())
		return nil, err
	}
	return ids, nil
}
