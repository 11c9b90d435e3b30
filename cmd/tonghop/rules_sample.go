package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
)

func (a *app) testRulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "test [CODE...]",
		Short: "Test rules by the samples beside them",
		Long: "Test rules, all or those of the codes: the workbooks that the tables beside a rule make are taken in, in a warehouse in memory;\n" +
			"the rule must fire on one called fires-… at least, and on none called silent-….\n" +
			"A rule without a sample fails.\n\nExit codes: 0 every rule passes; 1 one fails; 2 wrong usage, or a query that is wrong.",
		RunE: a.action(a.testRules),
	}
}

func (a *app) testRules(ctx context.Context, codes []string) error {
	c, err := a.loadCatalog()
	if err != nil {
		return err
	}
	rules, err := chooseRules(c, codes)
	if err != nil {
		return err
	}
	if err := a.tryRules(ctx, c); err != nil {
		return err
	}
	reader := excel.NewReader(c, nil) // of workbooks that this program itself has written, so without a cage
	open := func(ctx context.Context, c *pipeline.Catalog) (*pipeline.Pipeline, func() error, error) {
		warehouse, err := duck.Open(ctx, "", c, a.now, nil)
		if err != nil {
			return nil, nil, err
		}
		return &pipeline.Pipeline{Catalog: c, Reader: reader, Warehouse: warehouse, Now: a.now}, warehouse.Close, nil
	}
	tester := sample.Tester{Catalog: c, Open: open, Write: excel.WriteForm}
	verdicts, err := tester.TestAll(ctx, rules)
	if err != nil {
		return err
	}
	return a.printVerdicts(verdicts)
}

// tryRules refuses a catalogue with a query that is wrong.
func (a *app) tryRules(ctx context.Context, c *pipeline.Catalog) error {
	warehouse, err := duck.Open(ctx, "", c, a.now, nil)
	if err != nil {
		return err
	}
	if err := errors.Join(warehouse.TryRules(ctx, c.Rules)...); err != nil {
		return &exit{exitUsage, errors.Join(err, warehouse.Close())}
	}
	return warehouse.Close()
}

// printVerdicts prints how the rules did, and ends with exit code 1 where one failed.
func (a *app) printVerdicts(verdicts []sample.Verdict) error {
	failed := 0
	var rows []table.Row
	for _, v := range verdicts {
		result := "ok"
		if !v.OK {
			result = "FAILED"
			failed++
		}
		rows = append(rows, table.Row{v.Rule, result, v.Fires, v.Silent, v.Why})
	}
	if a.json {
		if err := a.printJSON(map[string]any{"rules": verdicts, "failed": failed}); err != nil {
			return err
		}
	} else {
		a.printTable(table.Row{"rule", "result", "fires on", "silent on", "why"}, rows)
		fmt.Fprintf(a.out, "%d %s: %d ok, %d failed\n", len(verdicts), plural("rule", len(verdicts)), len(verdicts)-failed, failed)
	}
	if failed > 0 {
		return &exit{code: exitFindings}
	}
	return nil
}
