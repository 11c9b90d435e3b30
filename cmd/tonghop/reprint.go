package main

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
)

const reprintHelp = `Write the files of an edition again, byte for byte as they were published, whatever figures and templates are today. Of several editions it is
the last, unless --edition says which. A conference needs neither --period nor --unit. The bytes are held against their hashes before
the first file is written.`

func (a *app) reprintCommand() *cobra.Command {
	var wanted ordered
	var number int
	var dir string
	command := &cobra.Command{Use: "reprint NAME --period P", Short: "Write an edition's files again, byte for byte", Long: reprintHelp, Args: cobra.ExactArgs(1)}
	flags := command.Flags()
	wanted.flags(flags)
	flags.Lookup("map").Usage = "the day on whose map it is restated, where there are editions on several"
	flags.IntVar(&number, "edition", 0, "number of the edition; otherwise the last")
	flags.StringVarP(&dir, "output", "o", ".", "folder to write to")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		period, err := canonicalPeriod(wanted.period)
		if err != nil {
			return err
		}
		if number < 0 || number == 0 && flags.Changed("edition") {
			return usage("--edition %d: expected 1 or more; tonghop editions lists them", number)
		}
		return a.with(ctx, func(o *office) error {
			e, err := o.findEdition(ctx, args[0], period, wanted, flags.Changed("unit"), number)
			if err != nil {
				return err
			}
			paths, err := o.Reprint(ctx, e, a.operator(), a.files.Outlet(dir, e.Marked()))
			if err != nil {
				return refusedAsUsage(err)
			}
			if a.json {
				return a.printJSON(map[string]any{"edition": e, "files": paths})
			}
			a.printPaths(paths)
			a.printMarked(e)
			return nil
		})
	})
	return command
}

// findEdition finds an edition by what it is about, and its number; 0 is the last.
func (o *office) findEdition(ctx context.Context, name, period string, wanted ordered, unitGiven bool, number int) (pipeline.Edition, error) {
	conference, isConference := o.Catalog.Conference(name)
	if !isConference && period == "" {
		return pipeline.Edition{}, usage("a report needs --period, such as 2024-08")
	}
	if isConference && !unitGiven {
		wanted.unit = ""
	}
	found, err := o.editions(ctx, pipeline.EditionFilter{Name: name, Period: period}, wanted.unit)
	if err != nil {
		return pipeline.Edition{}, err
	}
	if len(found) == 0 {
		return pipeline.Edition{}, usage("nothing of %s was published; tonghop editions lists what was", strings.TrimSpace(name+" "+wanted.unit+" "+period))
	}
	for _, e := range found {
		if e.Unit != found[0].Unit {
			return pipeline.Edition{}, usage("unit %q may be %s or %s; give the id", wanted.unit, found[0].Unit, e.Unit)
		}
	}
	onMap := wanted.onMap
	if onMap == "" && isConference && !conference.Map.IsZero() {
		onMap = conference.Map.Format(time.DateOnly)
	}
	if found, err = onOneMap(found, onMap, wanted.onMap != ""); err != nil {
		return pipeline.Edition{}, err
	}
	if number == 0 {
		return slices.MaxFunc(found, func(a, b pipeline.Edition) int { return cmp.Compare(a.Number, b.Number) }), nil
	}
	at := slices.IndexFunc(found, func(e pipeline.Edition) bool { return e.Number == number })
	if at < 0 {
		return pipeline.Edition{}, usage("there is no edition %d of %s; the last is %d", number, found[0].Subject, len(found))
	}
	return found[at], nil
}

// onOneMap picks the editions that are restated on the map of a day, "" as reported. Where none is and the day was not asked for, all are
// taken that are on one map.
func onOneMap(editions []pipeline.Edition, day string, asked bool) ([]pipeline.Edition, error) {
	var maps []string
	var found []pipeline.Edition
	for _, e := range editions {
		maps = append(maps, cmp.Or(e.Map, "that of the period"))
		if e.Map == day {
			found = append(found, e)
		}
	}
	slices.Sort(maps)
	maps = slices.Compact(maps)
	switch {
	case len(found) > 0:
		return found, nil
	case len(maps) == 1 && !asked:
		return editions, nil
	}
	return nil, usage("there are editions on the map of %s; give one of them by --map", strings.Join(maps, ", "))
}
