package portal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// draftList is the file that says which files a draft has; it is written last.
const draftList = "draft.json"

// draftFiles are the files of a draft that was made in the portal.
type draftFiles struct {
	Draft string              `json:"draft"` // which one: of one that was made elsewhere since, these are not the files
	Files []pipeline.KeptFile `json:"files"`
}

// draftFolder is where the files of a subject's draft lie until the next one. Its name is made of a hash, never of what somebody typed.
type draftFolder struct {
	pipeline.Outlet
	name string
}

func (p *Portal) draftFolder(subject pipeline.Subject) draftFolder {
	sum := sha256.Sum256([]byte(subject.String()))
	return draftFolder{p.Drafts, hex.EncodeToString(sum[:16])}
}

// Deliver leaves out the file of texts: they are edited in the page.
func (f draftFolder) Deliver(name string, write func(io.Writer) error) (string, error) {
	if strings.HasSuffix(name, vi.WordingEnding) {
		return name, nil
	}
	return f.Outlet.Deliver(path.Join(f.name, name), write)
}

// Read finds nothing: a draft takes the place of the one before it.
func (f draftFolder) Read(string) ([]byte, error) { return nil, nil }

// list says which files there are of a draft; none of one that was not made here.
func (f draftFolder) list(draft string) ([]pipeline.KeptFile, error) {
	data, err := f.Outlet.Read(path.Join(f.name, draftList))
	if err != nil || data == nil {
		return nil, err
	}
	var there draftFiles
	if err := json.Unmarshal(data, &there); err != nil || there.Draft != draft {
		return nil, err
	}
	return there.Files, nil
}

// draftKey tells a draft from another one of its subject: one that says the same is the same.
func draftKey(d pipeline.Draft) string { return fmt.Sprintf("%d-%.16s", d.ID, d.Text) }

// file is a file of a draft, as it was made.
func (f draftFolder) file(file pipeline.KeptFile) ([]byte, error) {
	data, err := f.Outlet.Read(path.Join(f.name, file.Name))
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != file.SHA256 {
		return nil, errNotFound // another draft is being written
	}
	return data, nil
}

// draft makes the draft of an order and keeps its files.
func (p *Portal) draft(ctx context.Context, order pipeline.Order) error {
	folder := p.draftFolder(order.Subject(p.Pipeline.Catalog.Config.Calendar))
	published, err := p.Pipeline.Publish(ctx, order, folder)
	if err != nil {
		return err
	}
	_, draft, err := p.Pipeline.Warehouse.Published(ctx, published.Edition.Subject, false)
	if err != nil {
		return err
	}
	there := draftFiles{Draft: draftKey(draft)}
	for _, f := range published.Files {
		if !strings.HasSuffix(f.Name, vi.WordingEnding) {
			there.Files = append(there.Files, pipeline.KeptFile{Name: f.Name, Title: f.Title, Size: int64(len(f.Data)), SHA256: f.SHA256})
		}
	}
	list, err := json.Marshal(there)
	if err != nil {
		return err
	}
	_, err = folder.Deliver(draftList, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(list))
		return err
	})
	return err
}

// kept is an outlet for editions: their files are in the archive already, and are downloaded from there.
type kept struct{}

func (kept) Ready() error { return nil }

func (kept) Deliver(name string, _ func(io.Writer) error) (string, error) { return name, nil }
func (kept) Read(string) ([]byte, error)                                  { return nil, nil }
