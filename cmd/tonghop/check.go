package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/duck"
)

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE",
		Short: "Read and check a workbook without taking it in",
		Long:  "Read a workbook and run the rules that look at one form. Nothing is loaded or kept; no warehouse is needed.",
		Args:  cobra.ExactArgs(1),
		RunE:  a.action(a.check),
	}
}

// check loads the file into a warehouse in memory, where nothing else is.
func (a *app) check(ctx context.Context, args []string) error {
	data, err := os.ReadFile(args[0])
	if err != nil {
		return &exit{exitUnreadable, err}
	}
	c, err := a.loadCatalog()
	if err != nil {
		return err
	}
	reader, err := a.newCage(c)
	if err != nil {
		return err
	}
	defer reader.Close()
	reader.Expect(1) // it starts while the warehouse is opened
	warehouse, err := duck.Open(ctx, "", c)
	if err != nil {
		return err
	}
	p := pipeline.Pipeline{Catalog: c, Reader: reader, Warehouse: warehouse, Now: a.now}
	outcome, err := p.Check(ctx, filepath.Base(args[0]), data)
	if err = errors.Join(err, warehouse.Close()); err != nil {
		return err
	}
	settled := pipeline.Settled{Outcomes: []pipeline.Outcome{outcome}}
	if err := a.printSettled(settled, c.Words); err != nil {
		return err
	}
	return endFor(settled)
}
