package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"sync"
	"time"
)

// Publish computes, composes, writes and delivers a report, and returns where each of its files is. Each has a line in the journal,
// also where another could not be written.
func (p *Pipeline) Publish(ctx context.Context, order Order, name string, outlet Outlet) ([]string, error) {
	queries, err := p.Composer.Queries(order.Report)
	if err != nil {
		return nil, err
	}
	document, err := p.Warehouse.Compute(ctx, queries, order, func(results Results) (*Document, error) { return p.Composer.Compose(order, results) })
	if err != nil {
		return nil, err
	}
	var paths []string
	var written []JournalEntry
	var failed []error
	for _, file := range p.deliver(document, name, outlet) {
		if failed = append(failed, file.err); file.err != nil {
			continue
		}
		paths = append(paths, file.path)
		written = append(written, p.publication(order, file.name, file.hash))
	}
	return paths, errors.Join(append(failed, p.Warehouse.Record(ctx, written...))...)
}

// delivered is what became of one file of a report.
type delivered struct {
	name, path, hash string
	err              error
}

// deliver writes a document in every format, side by side, and returns the files in the order of the writers. Writers read the document
// and leave it as it is.
func (p *Pipeline) deliver(document *Document, name string, outlet Outlet) []delivered {
	files := make([]delivered, len(p.Writers))
	var writing sync.WaitGroup
	for i, writer := range p.Writers {
		writing.Go(func() {
			digest, file := sha256.New(), &files[i]
			file.name = name + "." + writer.Extension()
			file.path, file.err = outlet.Deliver(file.name, func(w io.Writer) error { return writer.Write(io.MultiWriter(w, digest), document) })
			file.hash = hex.EncodeToString(digest.Sum(nil))
		})
	}
	writing.Wait()
	return files
}

// publication is the line of the journal about a file that was written.
func (p *Pipeline) publication(order Order, file, hash string) JournalEntry {
	detail := map[string]string{"report": order.Report.ID, "unit": order.Unit.ID, "period": order.Period.String(), "sha256": hash,
		"map": order.MapDay(p.Catalog.Config.Calendar).Format(time.DateOnly), "catalog": p.Catalog.Hash}
	if order.Conference != nil {
		detail["conference"] = order.Conference.ID
	}
	return JournalEntry{Who: order.By, Action: PublicationAction, Subject: file, Detail: detail}
}
