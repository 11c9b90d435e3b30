package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strconv"
)

// Reprint delivers the files of an edition again, byte for byte; all are held against their hashes before the first is delivered. Where the
// outlet takes none, that is all that it says.
func (p *Pipeline) Reprint(ctx context.Context, e Edition, by string, outlet Outlet) ([]string, error) {
	if err := outlet.Ready(); err != nil {
		return nil, err
	}
	files := make([]Published, len(e.Files))
	for i, f := range e.Files {
		data, err := p.Archive.Kept(f.SHA256)
		if err != nil {
			return nil, fmt.Errorf("edition %d of %s: %s is not in the archive as it was published: %w; put that file back from a backup of the data folder; tonghop verify tells of all that is not as it was", e.Number, e.Subject, f.Name, err)
		}
		files[i] = Published{Name: f.Name, Title: f.Title, SHA256: f.SHA256, Data: data}
	}
	paths, err := deliver(files, outlet)
	entry := JournalEntry{Who: by, Action: ReprintAction, Subject: e.String(), Detail: map[string]string{"edition": strconv.Itoa(e.Number), "files": strconv.Itoa(len(paths))}}
	return paths, errors.Join(err, p.Warehouse.Record(ctx, entry))
}
