package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/duck"
)

func (a *app) checkCommand() *cobra.Command {
	var annotate string
	command := &cobra.Command{
		Use:   "check FILE",
		Short: "Read and check a workbook without taking it in",
		Long: "Read a workbook and run the rules that look at one form. Nothing is loaded or kept; no warehouse is needed.\n" +
			"With --annotate the same workbook is written again, with what was found marked in its cells and listed on a sheet.",
		Args: cobra.ExactArgs(1),
		RunE: a.action(func(ctx context.Context, args []string) error { return a.check(ctx, args[0], annotate) }),
	}
	command.Flags().StringVar(&annotate, "annotate", "", "write the workbook with its findings to this file")
	return command
}

// check loads the file into a warehouse in memory, where nothing else is.
func (a *app) check(ctx context.Context, path, annotate string) error {
	data, err := os.ReadFile(path)
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
	children := 1
	if annotate != "" {
		children = 2
	}
	reader.Expect(children) // it starts while the warehouse is opened
	warehouse, err := duck.Open(ctx, "", c, a.now, nil)
	if err != nil {
		return err
	}
	p := pipeline.Pipeline{Catalog: c, Reader: reader, Annotator: reader, Warehouse: warehouse, Now: a.now}
	outcome, err := checkWith(ctx, &p, filepath.Base(path), data, annotate)
	if err = errors.Join(err, warehouse.Close()); err != nil {
		return err
	}
	settled := pipeline.Settled{Outcomes: []pipeline.Outcome{outcome}}
	if err := a.printSettled(settled, c.Words); err != nil {
		return err
	}
	return endFor(settled)
}

// checkWith checks a workbook and writes it to the file where there is to be one.
func checkWith(ctx context.Context, p *pipeline.Pipeline, name string, data []byte, annotate string) (pipeline.Outcome, error) {
	if annotate == "" {
		return p.Check(ctx, name, data)
	}
	outcome, annotated, err := p.CheckAnnotated(ctx, name, data)
	if err != nil {
		return outcome, err
	}
	if ending := pipeline.WorkbookEnding(annotated); !strings.EqualFold(filepath.Ext(annotate), ending) {
		return outcome, usage("--annotate %s: Excel opens this workbook only under a name that ends in %s", annotate, ending)
	}
	outlet := deliver.Folder{Dir: filepath.Dir(annotate)}
	outcome.Annotated, err = outlet.Deliver(filepath.Base(annotate), func(w io.Writer) error {
		_, err := w.Write(annotated)
		return err
	})
	return outcome, err
}
