package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

const statusHelp = `Tell where each unit stands with each form of each period: not-due, missing, returned, quarantined, accepted, or nothing
(it confirmed that it has nothing to report), how many days late, and how much of what is expected has been sent.

Without --period it is about every period that anything came for, and those whose forms are asked for now. The table then
leaves out what was sent and was due more than a month ago, and the rates of its regions; --json has it all.`

func (a *app) statusCommand() *cobra.Command {
	var period, unit, region string
	command := &cobra.Command{Use: "status", Short: "Tell who has sent what, who is late, and how much is there", Long: statusHelp, Args: cobra.NoArgs}
	flags := command.Flags()
	flags.StringVar(&period, "period", "", "only this period, such as 2024-08 or 2018..2024")
	flags.StringVar(&unit, "unit", "", "only this sender, by id, code or name")
	flags.StringVar(&region, "region", "", "only this region and the provinces in it, by id or name")
	command.RunE = a.action(func(ctx context.Context, _ []string) error {
		return a.withSelection(ctx, period, unit, func(o *office, wanted string, reporters []string) error {
			regionID, err := o.regionID(region, wanted)
			if err != nil {
				return err
			}
			standings, rates, err := o.warehouse.Board(ctx, pipeline.BoardSelection{Period: wanted, Units: reporters, Region: regionID})
			if err != nil {
				return err
			}
			waiting, err := o.Archive.Pending()
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"status": standings, "rates": rates, "received": append([]pipeline.Receipt{}, waiting...)})
			}
			since := time.Time{}
			if period == "" && unit == "" {
				since = pipeline.DayOf(a.now()).AddDate(0, -1, 0)
			}
			a.printBoard(standings, since)
			a.printRates(rates, since)
			if len(waiting) > 0 {
				fmt.Fprintf(a.out, "%d %s received and not settled yet: run tonghop ingest\n", len(waiting), plural("file", len(waiting)))
			}
			return nil
		})
	})
	return command
}

// regionID finds the id of a region that may be left out.
func (o *office) regionID(text, period string) (string, error) {
	ids, err := o.reporterIDs(text, period)
	if err != nil || text == "" {
		return "", err
	}
	var unit pipeline.Unit
	for _, id := range ids {
		if unit, _ = o.Catalog.Geography.Unit(id); unit.Kind == pipeline.RegionUnit {
			return id, nil
		}
	}
	return "", usage("--region %s is a %s; expected a region of geography/regions.csv", unit.ID, unit.Kind)
}

// printBoard prints standings and a line of totals; what was sent and was due before the day since is counted only.
func (a *app) printBoard(standings []pipeline.Standing, since time.Time) {
	var rows []table.Row
	settled := 0
	for _, s := range standings {
		if done(s) && s.Expected && s.Due < since.Format(time.DateOnly) {
			settled++
			continue
		}
		late := ""
		if s.DaysLate > 0 {
			late = fmt.Sprintf("%d %s late", s.DaysLate, plural("day", s.DaysLate))
		}
		rows = append(rows, table.Row{s.Period, s.Layout, s.Due, s.Unit, s.Name, s.State, late, s.File, blankZero(s.Edition), blankZero(s.Errors), blankZero(s.Warnings),
			blankZero(s.Notes), blankZero(s.Waived)})
	}
	a.printTable(table.Row{"period", "form", "due", "unit", "name", "state", "late", "file", "edition", "errors", "warnings", "notes", "waived"}, rows)
	if settled > 0 {
		fmt.Fprintf(a.out, "Not listed: %d sent that were due before %s; ask for their --period\n", settled, since.Format(time.DateOnly))
	}
	fmt.Fprintln(a.out, totals(standings))
}

// done tells whether nothing is to be done about a row.
func done(s pipeline.Standing) bool {
	return s.State == string(pipeline.Accepted) || s.State == pipeline.NothingStanding
}

// totals counts standings by state, and those that are late.
func totals(standings []pipeline.Standing) string {
	counts, late := map[string]int{}, 0
	for _, s := range standings {
		counts[s.State]++
		if s.DaysLate > 0 {
			late++
		}
	}
	var texts []string
	for _, state := range []string{string(pipeline.Accepted), pipeline.NothingStanding, string(pipeline.Quarantined), string(pipeline.Returned), pipeline.MissingStanding, pipeline.NotDueStanding} {
		if counts[state] > 0 {
			texts = append(texts, fmt.Sprintf("%d %s", counts[state], state))
		}
	}
	if late > 0 {
		texts = append(texts, fmt.Sprintf("%d late", late))
	}
	return strings.TrimSuffix(fmt.Sprintf("Total %d: %s", len(standings), strings.Join(texts, ", ")), ": ")
}

// printRates prints how much has been sent; of forms that were due before the day since, of the nation alone.
func (a *app) printRates(rates []pipeline.Rate, since time.Time) {
	var rows []table.Row
	for _, r := range rates {
		if r.Unit != pipeline.Nation && r.Due < since.Format(time.DateOnly) {
			continue
		}
		rows = append(rows, table.Row{r.Period, r.Layout, r.Due, r.Name, r.Expected, r.Sent, r.OnTime, percent(r.ReportingRate), percent(r.OnTimeRate)})
	}
	if len(rows) > 0 {
		fmt.Fprintln(a.out)
		a.printTable(table.Row{"period", "form", "due", "of", "expected", "sent", "on time", "reporting rate", "on-time rate"}, rows)
	}
}

func percent(rate float64) string { return fmt.Sprintf("%.1f %%", rate) }
