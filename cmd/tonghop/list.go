package main

import (
	"context"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

func (a *app) findingsCommand() *cobra.Command {
	var period, unit, severity string
	command := &cobra.Command{Use: "findings", Short: "List the open findings, worst first", Args: cobra.NoArgs}
	command.Flags().StringVar(&period, "period", "", "only this period")
	command.Flags().StringVar(&unit, "unit", "", "only this reporter, by id, code or name")
	command.Flags().StringVar(&severity, "severity", "", "only this severity: error, warning or note")
	command.RunE = a.action(func(ctx context.Context, _ []string) error {
		if severity != "" && severity != string(pipeline.Error) && severity != string(pipeline.Warning) && severity != string(pipeline.Note) {
			return usage("--severity %q: expected error, warning or note", severity)
		}
		return a.withSelection(ctx, period, unit, func(o *office, wanted string, reporters []string) error {
			findings, err := o.warehouse.Findings(ctx, wanted, reporters, severity)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"findings": findings})
			}
			a.printFindingTable(findings)
			return nil
		})
	})
	return command
}

// printFindingTable prints every finding, notes too.
func (a *app) printFindingTable(findings []pipeline.Finding) {
	var rows []table.Row
	for _, f := range findings {
		rows = append(rows, table.Row{f.ID, f.Severity, f.Rule, f.Period, f.File, placeOf(f.Sheet, f.Cell), f.Got, f.Expected, f.Explained() + " " + f.Advice, waivedBy(f)})
	}
	t := table.Row{"id", "severity", "rule", "period", "file", "cell", "got", "expected", "what is wrong, and what to do", "waiver"}
	a.printTable(t, rows)
}

// placeOf names a cell, or a sheet where it is about no cell of it.
func placeOf(sheet, cell string) string {
	if cell == "" {
		return sheet
	}
	return sheet + "!" + cell
}

// withSelection opens the office for what a command lists: of a period and of a reporter, as typed, either of which may be left out.
func (a *app) withSelection(ctx context.Context, period, unit string, do func(o *office, period string, reporters []string) error) error {
	wanted, err := canonicalPeriod(period)
	if err != nil {
		return err
	}
	return a.with(ctx, func(o *office) error {
		reporters, err := o.reporterIDs(unit, wanted)
		if err != nil {
			return err
		}
		return do(o, wanted, reporters)
	})
}
