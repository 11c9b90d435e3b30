package excel

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"tonghop/pipeline"
)

// book is a workbook's package while it is read.
type book struct {
	parts   map[string]*zip.File
	limits  pipeline.Limits
	strings []string
}

// errTooBig is the cause where a part inflates beyond its limit.
var errTooBig = errors.New("part is larger than limits.sheet_bytes")

// readWorkbook reads a package whole: what is broken anywhere is refused, never read in part.
func readWorkbook(data []byte, limits pipeline.Limits) (*pipeline.Workbook, error) {
	if refusal := refuseKind(data); refusal != nil {
		return nil, refusal
	}
	b, err := openBook(data, limits)
	if err != nil {
		return nil, err
	}
	main, refusal := b.mainPart()
	if refusal != nil {
		return nil, refusal
	}
	workbook, err := b.readSheets(main)
	var known *pipeline.Refusal
	if err != nil && !errors.As(err, &known) {
		return nil, &pipeline.Refusal{Code: "damaged", Cause: err}
	}
	return workbook, err
}

func openBook(data []byte, limits pipeline.Limits) (*book, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &pipeline.Refusal{Code: "damaged", Cause: err}
	}
	b := &book{parts: make(map[string]*zip.File, len(archive.File)), limits: limits}
	for _, file := range archive.File {
		if b.parts[file.Name] != nil {
			return nil, &pipeline.Refusal{Code: "damaged", Cause: fmt.Errorf("zip entry %s is there twice", file.Name)}
		}
		b.parts[file.Name] = file
	}
	return b, nil
}

// decode reads a part to its end: the XML must be whole and the zip entry's checksum right.
func (b *book) decode(name string, into any) error {
	file := b.parts[name]
	if file == nil {
		return fmt.Errorf("part %s is not there", name)
	}
	r, err := file.Open()
	if err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	defer r.Close()
	limited := &limitedReader{r: r, left: b.limits.SheetBytes}
	decoder := xml.NewDecoder(limited)
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("part %s: %w", name, err)
		}
		if _, ok := token.(xml.StartElement); ok {
			return fmt.Errorf("part %s: an element after the last one", name)
		}
	}
}

// limitedReader fails, rather than ends, at its limit.
type limitedReader struct {
	r    io.Reader
	left int64
}

func (l *limitedReader) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, errTooBig
	}
	return n, err
}

type xmlRelationships struct {
	Relationship []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	}
}

// related reads the relationships of a part: the part by id, and the first part of each type by the type's last word.
func (b *book) related(part string) (byID, byType map[string]string, err error) {
	byID, byType = map[string]string{}, map[string]string{}
	folder := path.Dir(part)
	if part == "" {
		folder = ""
	}
	name := path.Join(folder, "_rels", path.Base("/"+part)+".rels")
	if part == "" {
		name = "_rels/.rels"
	}
	if b.parts[name] == nil {
		return byID, byType, nil
	}
	var relationships xmlRelationships
	if err := b.decode(name, &relationships); err != nil {
		return nil, nil, err
	}
	for _, r := range relationships.Relationship {
		target := strings.TrimPrefix(r.Target, "/")
		if target == r.Target {
			target = path.Join(folder, target)
		}
		byID[r.ID] = target
		kind := path.Base(r.Type)
		if _, ok := byType[kind]; !ok {
			byType[kind] = target
		}
	}
	return byID, byType, nil
}

// mainPart finds the workbook's own part.
func (b *book) mainPart() (string, *pipeline.Refusal) {
	names := make(map[string]bool, len(b.parts))
	for name := range b.parts {
		names[name] = true
	}
	_, byType, err := b.related("")
	if err != nil {
		return "", &pipeline.Refusal{Code: "damaged", Cause: err}
	}
	main := byType["officeDocument"]
	if !names[main] || !strings.HasSuffix(main, ".xml") || names["word/document.xml"] || names["ppt/presentation.xml"] {
		return "", refusePackage(names)
	}
	return main, nil
}
