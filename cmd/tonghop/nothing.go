package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) nothingCommand() *cobra.Command {
	var layout, unit, period, by string
	command := &cobra.Command{Use: "nothing --form F --unit U --period P --by WHO", Short: "Take a unit's word that it has nothing to report",
		Long: `Take a unit's word that it has nothing to report on a form of a period that is over. On the board it counts as sent, until
a form of that period comes and is accepted.`, Args: cobra.NoArgs}
	flags := command.Flags()
	flags.StringVar(&layout, "form", "", "the form, by id, such as ngay-hoi")
	flags.StringVar(&unit, "unit", "", "whose word it is, by id, code or name on the map of the period")
	flags.StringVar(&period, "period", "", "the period, such as 2024-08")
	flags.StringVar(&by, "by", "", "who confirms it")
	for _, name := range []string{"form", "unit", "period", "by"} {
		command.MarkFlagRequired(name)
	}
	command.RunE = a.action(func(ctx context.Context, _ []string) error {
		wanted, err := parsePeriod(period)
		if err != nil {
			return err
		}
		by := strings.TrimSpace(by)
		if by == "" {
			return usage("--by is empty; expected who confirms that there is nothing to report")
		}
		return a.with(ctx, func(o *office) error {
			form, err := makeForm(o.Catalog, layout, unit, wanted)
			if err != nil {
				return err
			}
			if err := o.warehouse.ConfirmNothing(ctx, form.Layout, form.Reporter, wanted, by); err != nil {
				return refusedAsUsage(err)
			}
			if a.json {
				return a.printJSON(map[string]any{"nothing": map[string]string{"layout": form.Layout.ID, "unit": form.Reporter.ID, "period": wanted.String(), "by": by}})
			}
			fmt.Fprintf(a.out, "%s of %s for %s: nothing to report, confirmed by %s\n", form.Layout.ID, form.Reporter.ID, wanted, oneLine(by))
			return nil
		})
	})
	return command
}
