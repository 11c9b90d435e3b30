// Command make writes the workbooks of the cases under samples/ anew from their figures.csv: go run ./samples/make
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/samples"
	"tonghop/templates"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		return err
	}
	tables, err := filepath.Glob("samples/*/figures.csv")
	if err != nil {
		return err
	}
	for _, table := range tables {
		if err := write(c, table); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	return nil
}

func write(c *pipeline.Catalog, table string) error {
	file, err := os.Open(table)
	if err != nil {
		return err
	}
	defer file.Close()
	workbooks, err := samples.Build(c, file)
	if err != nil {
		return err
	}
	for _, workbook := range workbooks {
		if err := os.WriteFile(filepath.Join(filepath.Dir(table), workbook.Name), workbook.Bytes, 0o644); err != nil {
			return err
		}
	}
	return nil
}
