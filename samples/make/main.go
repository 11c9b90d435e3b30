// Command make writes the workbooks of the cases under samples/ anew from their tables: go run ./samples/make
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
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
	folders, err := os.ReadDir("samples")
	if err != nil {
		return err
	}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		if err := write(c, filepath.Join("samples", folder.Name())); err != nil {
			return fmt.Errorf("%s: %w", folder.Name(), err)
		}
	}
	return nil
}

// write writes the workbooks of a case; a folder without its tables has none.
func write(c *pipeline.Catalog, folder string) error {
	figures, err := read(folder, "figures.csv")
	if err != nil {
		return err
	}
	lines, err := read(folder, "lines.csv")
	if err != nil {
		return err
	}
	workbooks, err := sample.Build(c, excel.WriteForm, pipeline.Sample{Figures: figures, Lines: lines})
	if err != nil {
		return err
	}
	for _, workbook := range workbooks {
		if err := os.WriteFile(filepath.Join(folder, workbook.Name), workbook.Bytes, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// read reads a table of a case, where there is one.
func read(folder, name string) (pipeline.CSV, error) {
	text, err := os.ReadFile(filepath.Join(folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return pipeline.CSV{}, nil
	}
	return pipeline.CSV{File: name, Text: text}, err
}
