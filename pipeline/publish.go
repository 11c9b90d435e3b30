package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"time"
)

// Publish computes, composes, writes and delivers a report, and returns where each of its files is. Each has a line in the journal.
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
	for _, writer := range p.Writers {
		digest, file := sha256.New(), name+"."+writer.Extension()
		var path string
		path, err = outlet.Deliver(file, func(w io.Writer) error { return writer.Write(io.MultiWriter(w, digest), document) })
		if err != nil {
			break
		}
		paths = append(paths, path)
		written = append(written, p.publication(order, file, hex.EncodeToString(digest.Sum(nil))))
	}
	return paths, errors.Join(err, p.Warehouse.Record(ctx, written...))
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
