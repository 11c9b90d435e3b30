package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tonghop/pipeline"
)

const draftHelp = `Every page is marked DỰ THẢO, number and date are blank, and what it shows is kept: tonghop approve publishes it, as long as
all that is still so. A file of an edition is not written over: give another folder.

Texts that are open to editing lie beside it in a file that ends in .loi-van.md: edit that, and give it to --wording.`

// drafting is how a draft is wanted: where its files go, with which texts, or only shown.
type drafting struct {
	dir, wording string
	preview      bool
}

func (d *drafting) flags(flags *pflag.FlagSet) {
	flags.StringVar(&d.wording, "wording", "", wordingHelp)
	flags.StringVarP(&d.dir, "output", "o", ".", "folder to write to")
	flags.BoolVar(&d.preview, "preview", false, previewHelp)
}

func (a *app) reportCommand() *cobra.Command {
	var wanted ordered
	var how drafting
	command := &cobra.Command{
		Use:   "report NAME --period P",
		Short: "Write a report of a period as PDF and XLSX, as a draft",
		Long:  "Write a report of templates/reports, such as period, as PDF and XLSX: a draft.\n\n" + draftHelp,
		Args:  cobra.ExactArgs(1),
	}
	wanted.flags(command.Flags())
	how.flags(command.Flags())
	command.MarkFlagRequired("period")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		if _, err := parsePeriod(wanted.period); err != nil {
			return err
		}
		return a.with(ctx, func(o *office) error {
			order, err := wanted.ofReport(o.Catalog, args[0])
			if err != nil {
				return err
			}
			return a.draft(ctx, o, order, how)
		})
	})
	return command
}

func (a *app) packCommand() *cobra.Command {
	var wanted ordered
	var how drafting
	command := &cobra.Command{Use: "pack CONFERENCE", Short: "Write the pack of a conference, as a draft",
		Long: "Write the pack of a conference of templates/conferences, such as tay-nam-bo-2024, as a draft: its report and annexes, a fact sheet of each province, register\n" +
			"of models, commendations, talking points, a list of these, all that is on paper in one PDF, a manifest with their SHA-256, and an archive of all.\n\n" + draftHelp, Args: cobra.ExactArgs(1)}
	command.Flags().StringVar(&wanted.onMap, "map", "", mapHelp+"; instead of the conference's own")
	how.flags(command.Flags())
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		return a.with(ctx, func(o *office) error {
			order, err := wanted.ofConference(o.Catalog, args[0])
			if err != nil {
				return err
			}
			return a.draft(ctx, o, order, how)
		})
	})
	return command
}

// draft writes a draft and says where its files are, or prints it.
func (a *app) draft(ctx context.Context, o *office, order pipeline.Order, how drafting) error {
	if how.preview && a.json {
		return usage("--preview prints text for a person; give it without --json")
	}
	edited, err := a.readWording(o.Catalog, how.wording)
	if err != nil {
		return err
	}
	order = edited.in(order)
	if how.preview {
		return edited.refused(a.preview(ctx, o, order))
	}
	order.By = a.operator()
	published, err := o.Publish(ctx, order, a.files.Outlet(how.dir, false))
	if err != nil {
		return edited.refused(err)
	}
	if a.json {
		return a.printJSON(map[string]any{"files": published.Paths})
	}
	a.printPaths(published.Paths)
	return nil
}

func (a *app) printPaths(paths []string) {
	for _, path := range paths {
		fmt.Fprintln(a.out, path)
	}
}
