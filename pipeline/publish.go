package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Published is one file of what is published.
type Published struct {
	Name   string // with its ending; a folder with /
	Title  string
	SHA256 string
	Data   []byte
}

func newPublished(name, title string, data []byte) Published {
	return Published{Name: name, Title: title, SHA256: hashOf(data), Data: data}
}

// Publication is what became of an order.
type Publication struct {
	Edition Edition // of an order without an approval a draft: its number is 0
	Files   []Published
	Paths   []string // where each file is
	Unread  bool     // an edition of which no draft was made, so that nobody has read what it says
}

// Publish makes what is ordered. An order without an approval is a draft: its files are delivered, and what it shows is kept for whoever approves
// it. One with an approval is the next edition: its files are kept, then it is recorded, then they are delivered, so that it is there whole
// or not at all. What cannot be published as it was asked for is a *DecisionError, *WordingError or *ChangedError. An outlet that takes nothing
// is told before anything is made.
func (p *Pipeline) Publish(ctx context.Context, order Order, outlet Outlet) (Publication, error) {
	if err := outlet.Ready(); err != nil {
		return Publication{}, err
	}
	order, draft, err := p.prepare(ctx, order)
	if err != nil {
		return Publication{}, err
	}
	made, err := p.compose(ctx, order, draft)
	if err != nil {
		return Publication{}, err
	}
	if len(made.documents) == 0 {
		return Publication{}, Refuse("nothing-to-write", "{report} has nothing to write: none of its reports makes a document here", "report", order.Name())
	}
	edition := p.edition(order, made.documents[0])
	if order.Approval != nil {
		if err := errors.Join(made.stillAs(draft), p.Warehouse.CheckNumber(ctx, edition)); err != nil {
			return Publication{}, err
		}
	}
	files, err := p.write(made.documents)
	if err != nil {
		return Publication{}, err
	}
	if files, err = p.pack(order, made.documents, files); err != nil {
		return Publication{}, err
	}
	for _, file := range files {
		edition.Files = append(edition.Files, KeptFile{Name: file.Name, Title: file.Title, Size: int64(len(file.Data)), SHA256: file.SHA256})
	}
	if order.Approval != nil {
		return p.publish(ctx, edition, made.content, files, draft.ID == 0, outlet)
	}
	return p.draft(ctx, order, edition, made, files, outlet)
}

// Preview makes the documents of an order for a person to read: nothing is written, delivered or recorded.
func (p *Pipeline) Preview(ctx context.Context, order Order) ([]*Document, error) {
	order, draft, err := p.prepare(ctx, order)
	if err != nil {
		return nil, err
	}
	made, err := p.compose(ctx, order, draft)
	return made.documents, err
}

// prepare checks an order's approval, and says what was published and drafted before.
func (p *Pipeline) prepare(ctx context.Context, order Order) (Order, Draft, error) {
	if order.Approval != nil {
		var err error
		if order.Approval, err = p.Catalog.approved(order, DayOf(p.Now())); err != nil {
			return order, Draft{}, err
		}
	}
	last, draft, err := p.Warehouse.Published(ctx, order.Subject(p.Catalog.Config.Calendar), order.Approval != nil || order.Copy)
	order.Last = last
	if err == nil && order.Approval != nil {
		err = order.Approval.follows(last)
	}
	return order, draft, err
}

// edition is what is recorded of an order, before it has files.
func (p *Pipeline) edition(order Order, first *Document) Edition {
	e := Edition{Subject: order.Subject(p.Catalog.Config.Calendar), UnitName: order.Unit.Name, CatalogHash: p.Catalog.hashFor(order), By: order.By}
	if order.Approval != nil {
		e.Number, e.Approval, e.Symbol = order.Last.Number+1, *order.Approval, first.Letterhead.Symbol
		e.Signer = first.Signature
	}
	return e
}

// draft delivers a draft's files, then keeps what it shows, unless it is a copy: what is kept was there to be read.
func (p *Pipeline) draft(ctx context.Context, order Order, e Edition, made composed, files []Published, outlet Outlet) (Publication, error) {
	wording, err := p.wordingFile(made, outlet)
	if err := errors.Join(err, p.checkFree(ctx, files, outlet)); err != nil {
		return Publication{}, err
	}
	files = append(files, wording...)
	paths, err := deliver(files, outlet)
	if err != nil {
		return Publication{Files: files, Paths: paths}, err
	}
	if order.Copy {
		return Publication{Edition: e, Files: files, Paths: paths}, nil
	}
	e, err = p.Warehouse.RecordPublication(ctx, e, made.content)
	return Publication{Edition: e, Files: files, Paths: paths}, err
}

// publish keeps an edition's files, records it and delivers them.
func (p *Pipeline) publish(ctx context.Context, e Edition, content Content, files []Published, unread bool, outlet Outlet) (Publication, error) {
	for _, file := range files {
		if err := p.Archive.Keep(file.SHA256, file.Data); err != nil {
			return Publication{}, err
		}
	}
	e, err := p.Warehouse.RecordPublication(ctx, e, content)
	if err != nil {
		return Publication{}, err
	}
	paths, err := deliver(files, outlet)
	if err != nil {
		err = fmt.Errorf("edition %d of %s is published and kept, but not all its files could be written; write them by tonghop reprint: %w", e.Number, e.Subject, err)
	}
	return Publication{e, files, paths, unread}, err
}

// checkFree refuses to write a draft over a file of an edition.
func (p *Pipeline) checkFree(ctx context.Context, files []Published, outlet Outlet) error {
	names := map[string]string{} // by the hash of what is there
	for _, file := range files {
		data, err := outlet.Read(file.Name)
		if err != nil {
			return err
		}
		if data != nil {
			names[hashOf(data)] = file.Name
		}
	}
	if len(names) == 0 {
		return nil
	}
	editions, err := p.Warehouse.EditionsOf(ctx, slices.Sorted(maps.Keys(names)))
	if err != nil || len(editions) == 0 {
		return err
	}
	e := editions[0]
	return Refuse("edition-there", "{file} is there already, and is edition {edition} of {subject}, number {number}: a draft is not written over it; give another folder",
		"file", names[e.Files[0].SHA256], "edition", e.Number, "subject", e.Subject, "number", e.Cited())
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// write writes documents in every format that they name, side by side.
func (p *Pipeline) write(documents []*Document) ([]Published, error) {
	type job struct {
		document *Document
		writer   Writer
	}
	var jobs []job
	for _, d := range documents {
		for _, writer := range p.Writers {
			if d.Files[writer.Extension()] != "" {
				jobs = append(jobs, job{d, writer})
			}
		}
	}
	files, failures := make([]Published, len(jobs)), make([]error, len(jobs))
	onAllCores(len(jobs), func(i int) {
		d, writer := jobs[i].document, jobs[i].writer
		var data bytes.Buffer
		failures[i] = writer.Write(&data, d)
		files[i] = newPublished(d.Files[writer.Extension()]+"."+writer.Extension(), d.Title, data.Bytes())
	})
	return files, errors.Join(failures...)
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
