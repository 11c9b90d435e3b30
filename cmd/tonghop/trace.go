package main

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

const traceHelp = `Lead from a figure that reports print down to the cells that it is made of: file, sheet, cell, what stands there and how it was
read, edition and form, what was found on it and what of that was accepted.

Of a region or the nation there are two figures: what it declares itself, and what its provinces add up to. What is lacking is
named, and so are cells about the same figure that it is not made of. A period that nothing came for has no figure: that is
said, and is no error.`

func (a *app) traceCommand() *cobra.Command {
	var unit, period, breakdown, onMap string
	command := &cobra.Command{Use: "trace INDICATOR --unit U --period P", Short: "Lead from a figure of a report down to its cells", Long: traceHelp, Args: cobra.ExactArgs(1)}
	flags := command.Flags()
	flags.StringVar(&unit, "unit", "", "nation, region or province by id, code or name, on the map asked for or that of the period; a commune by id")
	flags.StringVar(&period, "period", "", "2024-08, 2024-Q3, 2024, 2018..2024")
	flags.StringVar(&breakdown, "breakdown", "", "a slice of it, such as area=dtts")
	flags.StringVar(&onMap, "map", "", mapHelp)
	command.MarkFlagRequired("unit")
	command.MarkFlagRequired("period")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		wanted, err := parsePeriod(period)
		if err != nil {
			return err
		}
		mapDay, err := parseDay(onMap)
		if err != nil {
			return err
		}
		return a.with(ctx, func(o *office) error {
			request, err := traceRequest(o.Catalog, args[0], breakdown, unit, wanted, mapDay)
			if err != nil {
				return err
			}
			trace, err := o.warehouse.Trace(ctx, request)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"trace": trace})
			}
			a.printTrace(trace, o.Catalog.Words)
			return nil
		})
	})
	return command
}

// traceRequest finds what is named.
func traceRequest(c *pipeline.Catalog, indicator, breakdown, unit string, period pipeline.Period, onMap time.Time) (request pipeline.TraceRequest, err error) {
	if request.Indicator, err = findIndicator(c, indicator); err != nil {
		return request, err
	}
	if request.Breakdown, err = findBreakdown(c, breakdown); err != nil {
		return request, err
	}
	about, err := tracedUnit(c, unit, period, onMap)
	if err != nil {
		return request, err
	}
	if request.Order, err = c.NewOrder(pipeline.Report{}, about, period, onMap); err != nil {
		return request, usage("%v", err)
	}
	request.Unit = about.ID
	if strings.Contains(unit, "/") {
		request.Unit = unit
	}
	return request, nil
}

// tracedUnit finds a unit by its id, or on the map that is asked for, or on that of the period; of a commune, its province.
func tracedUnit(c *pipeline.Catalog, text string, period pipeline.Period, onMap time.Time) (pipeline.Unit, error) {
	province, _, _ := strings.Cut(text, "/")
	if u, ok := c.Geography.Unit(province); ok {
		return u, nil
	}
	_, day := c.Config.Calendar.Days(period)
	u, err := findUnit(c, text, cmp.Or(onMap, day))
	if err == nil {
		return u, nil
	}
	if other, otherErr := findUnit(c, text, day); otherErr == nil {
		return other, nil
	}
	var names []string
	for _, u := range c.Geography.Units {
		names = append(names, u.Name)
	}
	if near := pipeline.Nearest(text, names); near != "" {
		err = usage("%w; the nearest names are %s", err, near)
	}
	return u, err
}

// findIndicator finds an indicator by its id or its name.
func findIndicator(c *pipeline.Catalog, text string) (pipeline.Indicator, error) {
	var names []string
	for _, i := range c.Indicators {
		if i.ID == text || vi.Fold(i.Name) == vi.Fold(text) {
			return i, nil
		}
		names = append(names, i.ID, i.Name)
	}
	if near := pipeline.Nearest(text, names); near != "" {
		return pipeline.Indicator{}, usage("no indicator is called %q; the nearest are %s", text, near)
	}
	return pipeline.Indicator{}, usage("no indicator is called %q; give an id or a name of indicators.yaml", text)
}

// findBreakdown reads pairs such as area=dtts, in any order; "" is the total.
func findBreakdown(c *pipeline.Catalog, text string) (pipeline.Breakdown, error) {
	pairs := map[string]string{}
	for pair := range strings.SplitSeq(text, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
		if text != "" && !hasBreakdown(c, key, value) {
			return "", usage("--breakdown %q: %q is no breakdown; there are %s", text, pair, breakdownNames(c))
		}
		if text != "" {
			pairs[key] = value
		}
	}
	return pipeline.NewBreakdown(pairs), nil
}

func hasBreakdown(c *pipeline.Catalog, key, value string) bool {
	return slices.ContainsFunc(c.Breakdowns, func(b pipeline.BreakdownKey) bool {
		return b.Key == key && slices.ContainsFunc(b.Values, func(v pipeline.BreakdownValue) bool { return v.ID == value })
	})
}

func breakdownNames(c *pipeline.Catalog) string {
	var names []string
	for _, b := range c.Breakdowns {
		for _, v := range b.Values {
			names = append(names, b.Key+"="+v.ID)
		}
	}
	return strings.Join(names, ", ")
}
