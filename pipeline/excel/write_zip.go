package excel

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// packer collects the parts of a workbook and writes them in one fixed order: excelize writes streamed sheets in the
// order of a map, so that the same workbook would have other bytes each time.
type packer struct {
	out   io.Writer
	parts map[string]*bytes.Buffer
	rows  map[string][]byte // of sheets, by the names of their parts
}

// newPacker is what excelize calls for the zip of a workbook.
func (o *output) newPacker(out io.Writer) excelize.ZipWriter {
	return &packer{out: out, parts: map[string]*bytes.Buffer{}, rows: o.rows}
}

// Create begins a part.
func (p *packer) Create(name string) (io.Writer, error) {
	if _, twice := p.parts[name]; twice {
		return nil, fmt.Errorf("workbook: part %s written twice", name)
	}
	part := &bytes.Buffer{}
	p.parts[name] = part
	return part, nil
}

// AddFS belongs to the interface; excelize does not call it.
func (p *packer) AddFS(fs.FS) error {
	return fmt.Errorf("workbook: adding a file system: %w", fs.ErrInvalid)
}

// Close writes the parts, without times of their own.
func (p *packer) Close() error {
	names := slices.Sorted(maps.Keys(p.parts)) // [Content_Types].xml sorts first: programs that sniff look for it there
	archive := zip.NewWriter(p.out)
	for _, name := range names {
		part, err := archive.Create(name)
		if err != nil {
			return err
		}
		for _, piece := range p.finish(name) {
			if _, err := part.Write(piece); err != nil {
				return err
			}
		}
	}
	return archive.Close()
}

// finish mends what excelize leaves unfinished in a part, and puts a sheet's rows in.
func (p *packer) finish(name string) [][]byte {
	part := p.parts[name].Bytes()
	switch {
	case name == "[Content_Types].xml":
		return [][]byte{sortDefaults(part)}
	case strings.HasPrefix(name, "xl/charts/"):
		return [][]byte{mendChart(part)}
	}
	const begin, end = "<sheetData>", "</sheetData>"
	at := bytes.Index(part, []byte(begin+end))
	if rows := p.rows[name]; len(rows) > 0 && at >= 0 {
		at += len(begin)
		return [][]byte{part[:at], rows, part[at:]}
	}
	return [][]byte{part}
}

// sortDefaults orders the default types, which excelize adds in the order of a map.
func sortDefaults(part []byte) []byte {
	const begin, end = "<Default ", "</Default>"
	from, to := bytes.Index(part, []byte(begin)), bytes.LastIndex(part, []byte(end))
	if from < 0 || to < from {
		return part
	}
	defaults := strings.SplitAfter(string(part[from:to+len(end)]), end)
	slices.Sort(defaults)
	return slices.Concat(part[:from], []byte(strings.Join(defaults, "")), part[to+len(end):])
}
