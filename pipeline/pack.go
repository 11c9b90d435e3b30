package pipeline

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"time"

	"tonghop/pipeline/vi"
)

// manifestName is the file that says what a pack is made of.
const manifestName = "manifest.json"

// Manifest says what a conference's pack is about and made of.
type Manifest struct {
	Conference string         `json:"conference"` // its id
	Title      string         `json:"title"`
	Unit       string         `json:"unit"`
	Period     string         `json:"period"`
	Map        string         `json:"map"`               // the day that figures are restated on, or "as reported"
	Edition    int            `json:"edition,omitempty"` // 0 of a draft
	Draft      bool           `json:"draft"`
	Catalog    string         `json:"catalog"` // SHA-256 of the templates that it was made with
	Files      []ManifestFile `json:"files"`   // in the order of the pack
}

// ManifestFile is one file of a pack.
type ManifestFile struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	SHA256 string `json:"sha256"`
	Size   int    `json:"size"`
}

// pack adds to the files of a conference's reports what makes them a pack: all that is on paper as one file, the manifest, and all of these in
// an archive. Like the reports they are the same bytes each time. Other orders have no pack.
func (p *Pipeline) pack(order Order, documents []*Document, files []Published) ([]Published, error) {
	if order.Conference == nil {
		return files, nil
	}
	bound, err := p.bind(documents)
	if err != nil {
		return nil, err
	}
	files = append(slices.Clone(files), newPublished(vi.BoundFile, p.Catalog.Words["pack-bound"], bound))
	manifest, err := json.MarshalIndent(p.manifest(order, files), "", "  ")
	if err != nil {
		return nil, err
	}
	files = append(files, newPublished(manifestName, p.Catalog.Words["pack-manifest"], append(manifest, '\n')))
	archive, err := archived(files, documents[0].Created)
	if err != nil {
		return nil, err
	}
	return append(files, newPublished(order.Name()+".zip", order.Conference.Title, archive)), nil
}

// bind writes the documents that are on paper as one file.
func (p *Pipeline) bind(documents []*Document) ([]byte, error) {
	onPaper := slices.DeleteFunc(slices.Clone(documents), func(d *Document) bool { return d.Files["pdf"] == "" })
	var b bytes.Buffer
	err := p.Binder.Bind(&b, onPaper)
	return b.Bytes(), err
}

func (p *Pipeline) manifest(order Order, files []Published) Manifest {
	m := Manifest{Conference: order.Conference.ID, Title: order.Conference.Title, Unit: order.Unit.ID, Period: order.Period.String(), Map: "as reported",
		Draft: order.Approval == nil, Catalog: p.Catalog.hashFor(order)}
	if !order.Map.IsZero() {
		m.Map = order.Map.Format(time.DateOnly)
	}
	if !m.Draft {
		m.Edition = order.Last.Number + 1
	}
	for _, file := range files {
		m.Files = append(m.Files, ManifestFile{Name: file.Name, Title: file.Title, SHA256: file.SHA256, Size: len(file.Data)})
	}
	return m
}

// archived puts files into a ZIP archive, in their order and all of one time.
func archived(files []Published, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, file := range files {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: file.Name, Method: zip.Deflate, Modified: at.UTC()})
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(entry, bytes.NewReader(file.Data)); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
