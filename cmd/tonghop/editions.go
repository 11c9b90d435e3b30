package main

import (
	"context"
	"slices"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

func (a *app) editionsCommand() *cobra.Command {
	var period, unit string
	command := &cobra.Command{Use: "editions [NAME]", Short: "List what was published, the oldest first",
		Long: "List the editions of reports and packs, the oldest first. NAME is that of a report or a conference. --json has the hashes of the files too.",
		Args: cobra.MaximumNArgs(1)}
	command.Flags().StringVar(&period, "period", "", "only this period")
	command.Flags().StringVar(&unit, "unit", "", "only about this unit, by id, code or name")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		wanted, err := canonicalPeriod(period)
		if err != nil {
			return err
		}
		filter := pipeline.EditionFilter{Period: wanted}
		if len(args) > 0 {
			filter.Name = args[0]
		}
		return a.with(ctx, func(o *office) error {
			editions, err := o.editions(ctx, filter, unit)
			if err != nil {
				return err
			}
			if len(editions) == 0 && filter.Name != "" && !isPublished(o.Catalog, filter.Name) {
				return unpublished(o.Catalog, filter.Name)
			}
			if a.json {
				return a.printJSON(map[string]any{"editions": editions})
			}
			a.printEditions(editions)
			return nil
		})
	})
	return command
}

// editions lists editions about a unit by its id, code or name; "" is all.
func (o *office) editions(ctx context.Context, filter pipeline.EditionFilter, unit string) ([]pipeline.Edition, error) {
	editions, err := o.warehouse.Editions(ctx, filter)
	if err != nil || unit == "" {
		return editions, err
	}
	found := slices.DeleteFunc(editions, func(e pipeline.Edition) bool {
		u, _ := o.Catalog.Geography.Unit(e.Unit)
		return e.Unit != unit && u.Code != unit && vi.FoldUnit(e.UnitName) != vi.FoldUnit(unit)
	})
	if len(found) == 0 {
		_, err = o.reporterIDs(unit, filter.Period) // which says where there is no such unit
	}
	return found, err
}

func (a *app) printEditions(editions []pipeline.Edition) {
	var rows []table.Row
	for _, e := range editions {
		rows = append(rows, table.Row{int(e.ID), e.Name, e.Unit, e.Period, e.Map, e.Number, e.Cited(), e.Date.Format(time.DateOnly), e.Signer.Name, e.Mark,
			localTime(e.At), e.By, len(e.Files)})
	}
	a.printTable(table.Row{"id", "what", "unit", "period", "map", "edition", "number", "date", "signer", "mark", "made", "by", "files"}, rows)
}
