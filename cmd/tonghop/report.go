package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
)

const mapHelp = "restate the figures on the map of this day, such as 2025-07-01"

func (a *app) reportCommand() *cobra.Command {
	var period, unit, onMap, dir string
	command := &cobra.Command{
		Use:   "report NAME --period P",
		Short: "Write a report of a period as PDF and XLSX",
		Long:  "Write a report of templates/reports, such as period, as PDF and XLSX.",
		Args:  cobra.ExactArgs(1),
	}
	flags := command.Flags()
	flags.StringVar(&period, "period", "", "what the report is about: 2024-08, 2024-Q3, 2024, 2018..2024")
	flags.StringVar(&unit, "unit", pipeline.Nation, "nation, region or province, by id, code or name")
	flags.StringVar(&onMap, "map", "", mapHelp)
	flags.StringVarP(&dir, "output", "o", ".", "folder to write to")
	command.MarkFlagRequired("period")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		wanted, err := parsePeriod(period)
		if err != nil {
			return err
		}
		return a.with(ctx, func(o *office) error {
			report, ok := o.Catalog.Report(args[0])
			if !ok {
				return usage("no report is called %q; there are %s", args[0], reportNames(o.Catalog))
			}
			if report.AtConference {
				return usage("report %s speaks of a conference: write it by tonghop pack CONFERENCE; there are %s", report.ID, conferenceNames(o.Catalog))
			}
			mapDay, err := parseDay(onMap)
			if err != nil {
				return err
			}
			_, day := o.Catalog.Config.Calendar.Days(wanted)
			about, err := findUnit(o.Catalog, unit, day)
			if later, laterErr := findUnit(o.Catalog, unit, mapDay); err != nil && laterErr == nil {
				about, err = later, nil // one that is on the map asked for, of what was there in the period
			}
			if err != nil {
				return err
			}
			order, err := o.Catalog.NewOrder(report, about, wanted, mapDay)
			if err != nil {
				return usage("%v", err)
			}
			return a.publish(ctx, o, order, dir)
		})
	})
	return command
}

func (a *app) packCommand() *cobra.Command {
	var onMap, dir string
	command := &cobra.Command{Use: "pack CONFERENCE", Short: "Write the pack of a conference as PDF and XLSX",
		Long: "Write the pack of a conference of templates/conferences, such as tay-nam-bo-2024.", Args: cobra.ExactArgs(1)}
	command.Flags().StringVar(&onMap, "map", "", mapHelp+"; instead of the conference's own")
	command.Flags().StringVarP(&dir, "output", "o", ".", "folder to write to")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		return a.with(ctx, func(o *office) error {
			conference, ok := o.Catalog.Conference(args[0])
			if !ok {
				return usage("no conference is called %q; there are %s", args[0], conferenceNames(o.Catalog))
			}
			mapDay, err := parseDay(onMap)
			if err != nil {
				return err
			}
			if onMap != "" {
				conference.Map = mapDay
			}
			order, err := o.Catalog.ConferenceOrder(conference)
			if err != nil {
				return usage("%v", err)
			}
			return a.publish(ctx, o, order, dir)
		})
	})
	return command
}

// publish writes a report and says where its files are.
func (a *app) publish(ctx context.Context, o *office, order pipeline.Order, dir string) error {
	order.By = operator()
	paths, err := o.Publish(ctx, order, deliver.Folder{Dir: dir})
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"files": paths})
	}
	for _, path := range paths {
		fmt.Fprintln(a.out, path)
	}
	return nil
}

func reportNames(c *pipeline.Catalog) string {
	names := make([]string, len(c.Reports))
	for i, r := range c.Reports {
		names[i] = r.ID
	}
	return strings.Join(names, ", ")
}

func conferenceNames(c *pipeline.Catalog) string {
	names := make([]string, len(c.Conferences))
	for i, conference := range c.Conferences {
		names[i] = conference.ID
	}
	return strings.Join(names, ", ")
}
