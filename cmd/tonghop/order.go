package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"tonghop/pipeline"
)

// ordered is what is typed to say which report, or which conference's pack, is meant.
type ordered struct{ period, unit, onMap string }

const mapHelp = "restate the figures on the map of this day, such as 2025-07-01"

func (r *ordered) flags(flags *pflag.FlagSet) {
	flags.StringVar(&r.period, "period", "", "what the report is about: 2024-08, 2024-Q3, 2024, 2018..2024")
	flags.StringVar(&r.unit, "unit", pipeline.Nation, "nation, region or province, by id, code or name")
	flags.StringVar(&r.onMap, "map", "", mapHelp)
}

// ofReport is the order of a report.
func (r ordered) ofReport(c *pipeline.Catalog, name string) (pipeline.Order, error) {
	report, ok := c.Report(name)
	if !ok {
		return pipeline.Order{}, usage("no report is called %q; there are %s", name, reportNames(c))
	}
	if report.AtConference {
		return pipeline.Order{}, usage("report %s speaks of a conference: write it by tonghop pack CONFERENCE; there are %s", report.ID, conferenceNames(c))
	}
	period, err := parsePeriod(r.period)
	if err != nil {
		return pipeline.Order{}, err
	}
	mapDay, err := parseDay(r.onMap)
	if err != nil {
		return pipeline.Order{}, err
	}
	_, day := c.Config.Calendar.Days(period)
	about, err := findUnit(c, r.unit, day)
	if later, laterErr := findUnit(c, r.unit, mapDay); err != nil && laterErr == nil {
		about, err = later, nil // one that is on the map asked for, of what was there in the period
	}
	if err != nil {
		return pipeline.Order{}, err
	}
	order, err := c.NewOrder(report, about, period, mapDay)
	if err != nil {
		return order, usage("%v", err)
	}
	return order, nil
}

// ofConference is the order of a conference's pack.
func (r ordered) ofConference(c *pipeline.Catalog, name string) (pipeline.Order, error) {
	conference, ok := c.Conference(name)
	if !ok {
		return pipeline.Order{}, usage("no conference is called %q; there are %s", name, conferenceNames(c))
	}
	mapDay, err := parseDay(r.onMap)
	if err != nil {
		return pipeline.Order{}, err
	}
	if r.onMap != "" {
		conference.Map = mapDay
	}
	order, err := c.ConferenceOrder(conference)
	if err != nil {
		return order, usage("%v", err)
	}
	return order, nil
}

// command is what makes the draft of an order.
func (r ordered) command(order pipeline.Order) string {
	text := "tonghop pack " + order.Name()
	if order.Conference == nil {
		text = fmt.Sprintf("tonghop report %s --period %s --unit %s", order.Name(), order.Period, order.Unit.ID)
	}
	if r.onMap != "" {
		text += " --map " + r.onMap
	}
	return text
}

// reportNames are those of the reports that are written by themselves; the others go into the packs of conferences.
func reportNames(c *pipeline.Catalog) string {
	var names []string
	for _, r := range c.Reports {
		if !r.AtConference {
			names = append(names, r.ID)
		}
	}
	return strings.Join(names, ", ")
}

func conferenceNames(c *pipeline.Catalog) string {
	var names []string
	for _, conference := range c.Conferences.All() {
		names = append(names, conference.ID)
	}
	return strings.Join(names, ", ")
}
