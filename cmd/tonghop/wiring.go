package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"tonghop/pipeline"
	"tonghop/pipeline/archive"
	"tonghop/pipeline/cage"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/compose"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/pdf"
	"tonghop/templates"
)

// loadCatalog reads templates/, overlaid by the data folder's, and the configuration file where there is one.
func (a *app) loadCatalog() (*pipeline.Catalog, error) {
	config := a.config
	if _, err := os.Stat(config); errors.Is(err, fs.ErrNotExist) && config == "tonghop.yaml" {
		config = ""
	}
	return catalog.Load(catalog.Overlay(filepath.Join(a.data, "templates"), templates.FS), config)
}

// office is everything a command needs that works on the warehouse.
type office struct {
	pipeline.Pipeline
	warehouse *duck.Warehouse
	cage      *cage.Cage
}

func (a *app) warehousePath() string { return filepath.Join(a.data, "warehouse.duckdb") }

// open opens the warehouse in the data folder.
func (a *app) open(ctx context.Context) (*office, error) {
	c, err := a.loadCatalog()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(a.data, 0o700); err != nil {
		return nil, err
	}
	reader, err := a.newCage(c)
	if err != nil {
		return nil, err
	}
	warehouse, err := duck.Open(ctx, a.warehousePath(), c, a.now)
	if err != nil {
		return nil, err
	}
	kept, err := archive.Open(filepath.Join(a.data, "archive"))
	if err != nil {
		return nil, errors.Join(err, warehouse.Close())
	}
	return &office{warehouse: warehouse, cage: reader, Pipeline: pipeline.Pipeline{
		Catalog: c, Archive: kept, Reader: reader, Annotator: reader, Warehouse: warehouse, Composer: compose.New(c),
		Returns: deliver.Folder{Dir: filepath.Join(a.data, "returns")},
		Writers: []pipeline.Writer{pdf.New(), excel.NewDocumentWriter()}, Binder: pdf.New(), Now: a.now,
	}}, nil
}

// with opens the warehouse, does something and closes it.
func (a *app) with(ctx context.Context, do func(*office) error) error {
	o, err := a.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(o), o.cage.Close(), o.warehouse.Close())
}
