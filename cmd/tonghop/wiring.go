package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/archive"
	"tonghop/pipeline/backup"
	"tonghop/pipeline/cage"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/compose"
	"tonghop/pipeline/control"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/inbox"
	"tonghop/pipeline/pdf"
	"tonghop/pipeline/schedule"
	"tonghop/templates"
)

// loadCatalog reads templates/, overlaid by the data folder's, and the configuration file where there is one.
func (a *app) loadCatalog() (*pipeline.Catalog, error) {
	return catalog.Load(catalog.Overlay(filepath.Join(a.data, "templates"), templates.FS), a.configFile())
}

// configFile is the configuration file; "" for none.
func (a *app) configFile() string {
	if _, err := os.Stat(a.config); errors.Is(err, fs.ErrNotExist) && a.config == "tonghop.yaml" {
		return ""
	}
	return a.config
}

// office is everything a command needs that works on the warehouse.
type office struct {
	pipeline.Pipeline
	warehouse *duck.Warehouse
	beside    *duck.Beside // of the portal; nil where there is none
	cage      *cage.Cage
	data      string // the data folder, as whoever opened it calls that
	config    string // so the configuration file; "" for none
	inbox     *inbox.Inbox
	log       *slog.Logger
	scheduler *schedule.Scheduler // of tonghop serve; nil where nothing runs by itself
}

func (a *app) warehousePath() string { return filepath.Join(a.data, "warehouse.duckdb") }

// open opens the warehouse in the data folder.
func (a *app) open(ctx context.Context) (*office, error) {
	c, err := a.loadCatalog()
	if err != nil {
		return nil, err
	}
	if err := errors.Join(os.MkdirAll(a.data, 0o700), backup.CheckWhole(a.data)); err != nil {
		return nil, err
	}
	reader, err := a.newCage(c)
	if err != nil {
		return nil, err
	}
	backups := backup.Folder{Dir: c.Config.Folders.Within(a.data).Backups}
	warehouse, err := duck.Open(ctx, a.warehousePath(), c, a.now, func(have, known int) error {
		return backups.KeepBefore(a.warehousePath(), have, known, a.now())
	})
	if err != nil {
		return nil, err
	}
	kept, err := archive.Open(filepath.Join(a.data, "archive"))
	if err != nil {
		return nil, errors.Join(err, warehouse.Close())
	}
	composer := compose.New(c)
	log := a.logger(c.Config.Service.Log)
	return &office{warehouse: warehouse, log: log, inbox: newInbox(c, a.data, a.now, log), cage: reader, data: a.data, config: a.configFile(), Pipeline: pipeline.Pipeline{
		Catalog: c, Archive: kept, Reader: reader, Annotator: reader, Warehouse: warehouse, Composer: composer,
		Deliveries: warehouse, Letters: composer, Outbox: outbox(c, a.data),
		Returns: deliver.Folder{Dir: filepath.Join(a.data, "returns")},
		Writers: []pipeline.Writer{pdf.New(), excel.NewDocumentWriter()}, Binder: pdf.New(), Now: a.now,
	}}, nil
}

// newInbox is the inbox, with folders for all units that there are and were: an old unit's form comes late.
func newInbox(c *pipeline.Catalog, data string, now func() time.Time, log *slog.Logger) *inbox.Inbox {
	var ids []string
	for _, unit := range c.Geography.Units {
		ids = append(ids, unit.ID)
	}
	folders := c.Config.Folders.Within(data)
	return inbox.New(folders.Inbox, ids, time.Duration(folders.SettleSeconds)*time.Second, now, log)
}

func (o *office) close() error {
	err := o.cage.Close()
	if o.beside != nil {
		err = errors.Join(err, o.beside.CloseReading())
	}
	return errors.Join(err, o.warehouse.Close())
}

// with opens the warehouse, does something and closes it. Where tonghop serve has it open, that carries the whole command line out instead:
// until a command comes here, it prints nothing.
func (a *app) with(ctx context.Context, do func(*office) error) error {
	if a.office != nil {
		return do(a.office)
	}
	if err := a.served(ctx); !errors.Is(err, control.ErrNotServed) {
		return err
	}
	o, err := a.open(ctx)
	if locked := (*duck.LockedError)(nil); errors.As(err, &locked) { // by a tonghop serve that came up in between?
		if err := a.served(ctx); !errors.Is(err, control.ErrNotServed) {
			return err
		}
	}
	if err != nil {
		return err
	}
	return errors.Join(do(o), o.close())
}

// shown is the path of a file in the data folder as whoever typed the command calls it.
func (a *app) shown(path string) string {
	if a.office == nil {
		return path
	}
	within, err := filepath.Rel(a.office.data, path)
	if err != nil || !filepath.IsLocal(within) {
		return path
	}
	return filepath.Join(a.data, within)
}
