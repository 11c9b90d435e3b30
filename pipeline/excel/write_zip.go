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
}

// newPacker is what excelize calls for the zip of a workbook.
func newPacker(out io.Writer) excelize.ZipWriter {
	return &packer{out: out, parts: map[string]*bytes.Buffer{}}
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
		if _, err := part.Write(finish(name, p.parts[name].Bytes())); err != nil {
			return err
		}
	}
	return archive.Close()
}

// finish mends what excelize leaves unfinished in a part.
func finish(name string, part []byte) []byte {
	switch {
	case name == "[Content_Types].xml":
		return sortDefaults(part)
	case strings.HasPrefix(name, "xl/worksheets/sheet"):
		// A formula whose result is the empty text gets no value from excelize, and one without looks never calculated.
		return bytes.ReplaceAll(part, []byte("</f></c>"), []byte("</f><v></v></c>"))
	}
	return part
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
