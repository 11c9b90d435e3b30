package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/compose"
	"tonghop/pipeline/duck"
)

func (a *app) catalogCommand() *cobra.Command {
	group := &cobra.Command{Use: "catalog", Short: "What templates/ and tonghop.yaml say", Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error { return command.Help() }}
	group.AddCommand(&cobra.Command{
		Use:   "check",
		Short: "Check every file of templates/, the queries of rules and reports included",
		Args:  cobra.NoArgs,
		RunE:  a.action(a.checkCatalog),
	})
	return group
}

func (a *app) checkCatalog(ctx context.Context, _ []string) error {
	c, err := a.loadCatalog()
	if err != nil {
		return err
	}
	warehouse, err := duck.Open(ctx, "", c, a.now, nil)
	if err != nil {
		return err
	}
	_, unscheduled := a.timetables(c)
	if err := errors.Join(append(tryAll(ctx, c, warehouse), unscheduled)...); err != nil {
		return &exit{exitUsage, errors.Join(err, warehouse.Close())}
	}
	if a.json {
		err = a.printJSON(map[string]any{"hash": c.Hash, "indicators": len(c.Indicators), "units": len(c.Geography.Units), "layouts": len(c.Layouts),
			"rules": len(c.Rules), "reports": len(c.Reports), "conferences": len(c.Conferences.All())})
	} else {
		fmt.Fprintf(a.out, "catalogue is right: %d indicators, %d units, %d layouts, %d rules, %d reports, %d conferences\n",
			len(c.Indicators), len(c.Geography.Units), len(c.Layouts), len(c.Rules), len(c.Reports), len(c.Conferences.All()))
	}
	return errors.Join(err, warehouse.Close())
}

// tryAll runs every query of rules and reports, holds reports against what theirs return, looks for the sections that conferences name,
// and returns what is wrong.
func tryAll(ctx context.Context, c *pipeline.Catalog, warehouse *duck.Warehouse) []error {
	problems := warehouse.TryRules(ctx, c.Rules)
	composer := compose.New(c)
	for _, report := range c.Reports {
		problems = append(problems, tryReport(ctx, composer, warehouse, report)...)
	}
	for _, conference := range c.Conferences.All() {
		problems = append(problems, composer.CheckSections(conference))
	}
	return append(problems, composer.CheckParts()...)
}

func tryReport(ctx context.Context, composer *compose.Composer, warehouse *duck.Warehouse, report pipeline.Report) []error {
	queries, err := composer.Queries(report)
	if err != nil {
		return []error{err}
	}
	results, err := warehouse.Try(ctx, queries)
	if err != nil {
		return []error{err}
	}
	return composer.Check(report, results)
}
