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
	group := &cobra.Command{Use: "catalog", Short: "What templates/ and tonghop.yaml say"}
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
	queries, err := catalogQueries(c)
	if err != nil {
		return &exit{exitUsage, err}
	}
	warehouse, err := duck.Open(ctx, "", c)
	if err != nil {
		return err
	}
	if err := errors.Join(warehouse.Try(ctx, queries)...); err != nil {
		return &exit{exitUsage, errors.Join(err, warehouse.Close())}
	}
	if a.json {
		err = a.printJSON(map[string]any{"hash": c.Hash, "indicators": len(c.Indicators), "units": len(c.Geography.Units), "layouts": len(c.Layouts),
			"rules": len(c.Rules), "reports": len(c.Reports), "conferences": len(c.Conferences)})
	} else {
		fmt.Fprintf(a.out, "catalogue is right: %d indicators, %d units, %d layouts, %d rules, %d reports, %d conferences\n",
			len(c.Indicators), len(c.Geography.Units), len(c.Layouts), len(c.Rules), len(c.Reports), len(c.Conferences))
	}
	return errors.Join(err, warehouse.Close())
}

// catalogQueries lists every query of rules and reports.
func catalogQueries(c *pipeline.Catalog) ([]pipeline.Query, error) {
	var queries []pipeline.Query
	for _, rule := range c.Rules {
		queries = append(queries, pipeline.Query{Name: rule.Code, SQL: rule.SQL, File: rule.File, Line: rule.Line})
	}
	composer := compose.New(c)
	for _, report := range c.Reports {
		more, err := composer.Queries(report)
		if err != nil {
			return nil, err
		}
		queries = append(queries, more...)
	}
	return queries, nil
}
