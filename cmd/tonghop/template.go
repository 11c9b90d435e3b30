package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/excel"
)

func (a *app) templateCommand() *cobra.Command {
	var layout, unit, period, output string
	command := &cobra.Command{Use: "template --layout L --unit U --period P -o FILE", Short: "Write the blank form of a unit and period", Args: cobra.NoArgs}
	flags := command.Flags()
	flags.StringVar(&layout, "layout", "", "the form, by id: tong-hop, xa (by commune), danh-muc (models), khen-thuong (commendations),\nngay-hoi (festival days), vung (of a region, by province), or one of your own")
	flags.StringVar(&unit, "unit", "", "who sends it, by id, code or name on the map of the period")
	flags.StringVar(&period, "period", "", "the period: 2024-08, 2024-Q3, 2024, 2018..2024, \"2018..2024 (số liệu đến 15/8/2024)\"")
	flags.StringVarP(&output, "output", "o", "", "the workbook to write")
	for _, name := range []string{"layout", "unit", "period", "output"} {
		command.MarkFlagRequired(name)
	}
	command.RunE = a.action(func(_ context.Context, _ []string) error {
		wanted, err := parsePeriod(period)
		if err != nil {
			return err
		}
		c, err := a.loadCatalog()
		if err != nil {
			return err
		}
		form, err := makeForm(c, layout, unit, wanted)
		if err != nil {
			return err
		}
		path, err := deliver.Folder{Dir: filepath.Dir(output)}.Deliver(filepath.Base(output), func(w io.Writer) error { return excel.WriteForm(w, form) })
		if err == nil && !a.json {
			fmt.Fprintln(a.out, path)
		}
		if err == nil && a.json {
			err = a.printJSON(map[string]any{"files": []string{path}})
		}
		return err
	})
	return command
}

// makeForm makes out a layout for a unit and period.
func makeForm(c *pipeline.Catalog, layout, unit string, period pipeline.Period) (pipeline.Form, error) {
	_, day := c.Config.Calendar.Days(period)
	l, ok := c.Layout(layout, day)
	if !ok {
		return pipeline.Form{}, usage("no layout %q is in force on %s; there are %s", layout, day.Format(time.DateOnly), layoutNames(c))
	}
	reporter, err := findUnit(c, unit, day)
	if err != nil {
		return pipeline.Form{}, err
	}
	if !l.Sender.Sends(reporter.Kind) {
		return pipeline.Form{}, usage("layout %s is not sent by a %s (%s)", layout, reporter.Kind, reporter.ID)
	}
	return c.Form(l, reporter, period), nil
}

// layoutNames lists the ids of the layouts, each once.
func layoutNames(c *pipeline.Catalog) string {
	var names []string
	for _, l := range c.Layouts {
		if !slices.Contains(names, l.ID) {
			names = append(names, l.ID)
		}
	}
	return strings.Join(names, ", ")
}
