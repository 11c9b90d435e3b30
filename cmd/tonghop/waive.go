package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

func (a *app) waiveCommand() *cobra.Command {
	var request pipeline.WaiverRequest
	var until string
	var withdraw bool
	command := &cobra.Command{
		Use:   "waive FINDING --by WHO --reason TEXT",
		Short: "Accept a finding on an explanation",
		Long: "Accept an error or a warning on an explanation. It stands again when its figures change, or when the last day is over.\n" +
			"FINDING is the id that tonghop findings prints, or the beginning of it. A form that has no other error is taken in at once.\n" +
			"A province or region, by id or name, may accept findings on its own forms; the arithmetic of totals only the department,\n" +
			"which is anybody else. What could not be read cannot be accepted. A second waiver of a finding replaces the first.",
		Args: cobra.ExactArgs(1),
	}
	flags := command.Flags()
	flags.StringVar(&request.By, "by", "", "who accepts it: a province or region, or a person or body of the department")
	flags.StringVar(&request.Reason, "reason", "", "the explanation; it is printed in reports")
	flags.StringVar(&until, "until", "", "last day on which it holds, such as 2026-12-31; otherwise as long as the figures stand")
	flags.BoolVar(&withdraw, "withdraw", false, "take the finding's waivers back")
	command.MarkFlagRequired("by")
	command.MarkFlagRequired("reason")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		request.Finding = args[0]
		var err error
		if request.Until, err = parseDay(until); err != nil {
			return err
		}
		if withdraw && until != "" {
			return usage("--withdraw takes a waiver back now: leave --until out")
		}
		return a.with(ctx, func(o *office) error { return a.waive(ctx, o, request, withdraw) })
	})
	return command
}

func (a *app) waive(ctx context.Context, o *office, request pipeline.WaiverRequest, withdraw bool) error {
	var waivers []pipeline.WaivedFinding
	var settled pipeline.Settled
	var err error
	if withdraw {
		waivers, err = o.warehouse.WithdrawWaiver(ctx, request)
	} else {
		waivers, settled, err = o.warehouse.Waive(ctx, request)
	}
	if err != nil {
		return refusedAsUsage(err)
	}
	if a.json {
		return errors.Join(a.printJSON(map[string]any{"waivers": waivers, "submissions": orNone(settled.Outcomes), "raised": orEmpty(settled.Raised), "cleared": orEmpty(settled.Cleared)}), endFor(settled))
	}
	a.printWaivers(waivers)
	if len(settled.Outcomes) == 0 {
		return nil
	}
	fmt.Fprintln(a.out)
	if err := a.printSettled(settled, o.Catalog.Words); err != nil {
		return err
	}
	return endFor(settled)
}

func orNone(outcomes []pipeline.Outcome) []pipeline.Outcome {
	return append([]pipeline.Outcome{}, outcomes...)
}

func (a *app) waiversCommand() *cobra.Command {
	var period, unit string
	command := &cobra.Command{
		Use:   "waivers",
		Short: "List the findings that were accepted, the newest first",
		Long: "List all waivers, the newest first. A waiver is holding; expired, its last day being over; changed, since there is no such finding\n" +
			"with these figures now (it holds again when they return); replaced by a later one; or withdrawn.",
		Args: cobra.NoArgs,
	}
	command.Flags().StringVar(&period, "period", "", "only this period")
	command.Flags().StringVar(&unit, "unit", "", "only on forms of this reporter, by id, code or name")
	command.RunE = a.action(func(ctx context.Context, _ []string) error {
		return a.withSelection(ctx, period, unit, func(o *office, wanted string, reporters []string) error {
			waivers, err := o.warehouse.Waivers(ctx, wanted, reporters)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"waivers": waivers})
			}
			a.printWaivers(waivers)
			return nil
		})
	})
	return command
}

func (a *app) printWaivers(waivers []pipeline.WaivedFinding) {
	var rows []table.Row
	for _, w := range waivers {
		reason := w.Reason
		if w.Withdrawal != nil {
			reason += " (withdrawn by " + w.Withdrawal.By + " on " + w.Withdrawal.At.In(pipeline.Zone).Format(time.DateOnly) + ": " + w.Withdrawal.Reason + ")"
		}
		rows = append(rows, table.Row{w.ID, w.Finding, w.State, w.Rule, w.Period, w.File, placeOf(w.Sheet, w.Cell), w.Got, w.Expected, w.By, w.Unit,
			reason, w.At.In(pipeline.Zone).Format(time.DateOnly), lastDay(w.Until)})
	}
	a.printTable(table.Row{"waiver", "finding", "state", "rule", "period", "file", "cell", "got", "expected", "by", "for unit", "reason", "made", "until"}, rows)
}

// lastDay prints the last day of a waiver, "" for none.
func lastDay(until *time.Time) string {
	if until == nil {
		return ""
	}
	return until.Format(time.DateOnly)
}

// waivedBy says in a table that a finding was accepted, by whom and until when; "" where it stands.
func waivedBy(f pipeline.Finding) string {
	if f.Holds() {
		return ""
	}
	text := "waived by " + f.Waiver.By
	if f.Waiver.Until != nil {
		text += " until " + lastDay(f.Waiver.Until)
	}
	return text + ": " + f.Waiver.Reason
}
