package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"time"
)

// Published is one file of what is published.
type Published struct {
	Name   string // with its ending; a folder with /
	Title  string
	SHA256 string
	Data   []byte
}

// Publish computes, composes, writes and delivers what is ordered, and returns where each of its files is. All files are made before the first
// is delivered.
func (p *Pipeline) Publish(ctx context.Context, order Order, outlet Outlet) ([]string, error) {
	documents, err := p.compose(ctx, order)
	if err != nil {
		return nil, err
	}
	files, err := p.write(documents)
	if err != nil {
		return nil, err
	}
	paths, err := deliver(files, outlet)
	return paths, errors.Join(err, p.Warehouse.Record(ctx, p.publications(order, files[:len(paths)])...))
}

// compose makes the documents of an order.
func (p *Pipeline) compose(ctx context.Context, order Order) ([]*Document, error) {
	reports := make([][]Query, len(order.Reports))
	for i, report := range order.Reports {
		var err error
		if reports[i], err = p.Composer.Queries(report); err != nil {
			return nil, err
		}
	}
	return p.Warehouse.Compute(ctx, reports, order, func(results []Results) ([]*Document, error) { return p.Composer.Compose(order, results) })
}

// write writes documents in every format that they name, two at a time: a machine has few cores, and each file is held in memory.
func (p *Pipeline) write(documents []*Document) ([]Published, error) {
	var files []Published
	var jobs []func(w io.Writer) error
	for _, d := range documents {
		for _, writer := range p.Writers {
			name, ok := d.Files[writer.Extension()]
			if !ok {
				continue
			}
			files = append(files, Published{Name: name + "." + writer.Extension(), Title: d.Title})
			jobs = append(jobs, func(w io.Writer) error { return writer.Write(w, d) })
		}
	}
	failed := inParallel(len(jobs), func(i int) error {
		var data bytes.Buffer
		err := jobs[i](&data)
		files[i].Data = data.Bytes()
		sum := sha256.Sum256(files[i].Data)
		files[i].SHA256 = hex.EncodeToString(sum[:])
		return err
	})
	return files, failed
}

// deliver hands files over in their order, as far as the outlet takes them.
func deliver(files []Published, outlet Outlet) ([]string, error) {
	var paths []string
	for _, file := range files {
		path, err := outlet.Deliver(file.Name, func(w io.Writer) error {
			_, err := w.Write(file.Data)
			return err
		})
		if err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// publications are the lines of the journal about files that were delivered.
func (p *Pipeline) publications(order Order, files []Published) []JournalEntry {
	var entries []JournalEntry
	for _, file := range files {
		detail := map[string]string{"report": order.Reports[0].ID, "unit": order.Unit.ID, "period": order.Period.String(), "sha256": file.SHA256,
			"map": order.MapDay(p.Catalog.Config.Calendar).Format(time.DateOnly), "catalog": p.Catalog.Hash}
		if order.Conference != nil {
			detail["conference"] = order.Conference.ID
		}
		entries = append(entries, JournalEntry{Who: order.By, Action: PublicationAction, Subject: file.Name, Detail: detail})
	}
	return entries
}
