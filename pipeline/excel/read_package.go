package excel

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// book is a workbook's package while it is read.
type book struct {
	parts   map[string]*zip.File // by partName
	limit   int64                // bytes that one part may inflate to
	left    int64                // bytes that all parts together may
	cells   int
	strings []string
	dates   []bool   // by the number of a cell's style: whether it shows a number as a date
	formats []string // by the same: the code of its number format
	from    int      // the day before serial 1, as days since 1970
}

// errTooBig is the cause where a part inflates beyond its limit.
var errTooBig = errors.New("inflates beyond limits.part_bytes")

// readWorkbook reads a package whole: what is broken anywhere is refused, never read in part.
func readWorkbook(data []byte, limits pipeline.Limits) (*pipeline.Workbook, error) {
	if refusal := refuseKind(data); refusal != nil {
		return nil, refusal
	}
	workbook, err := readPackage(data, limits)
	var known *pipeline.Refusal
	switch {
	case err == nil:
		return workbook, nil
	case errors.As(err, &known):
		return nil, known
	case errors.Is(err, errTooBig):
		return nil, &pipeline.Refusal{Code: "too-large-inside", Values: map[string]string{"limit": vi.Int(limits.PartBytes).String()}, Cause: err}
	}
	return nil, &pipeline.Refusal{Code: "damaged", Cause: err}
}

func readPackage(data []byte, limits pipeline.Limits) (*pipeline.Workbook, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	b := &book{parts: make(map[string]*zip.File, len(archive.File)), limit: limits.PartBytes, left: limits.PartsBytes}
	for _, file := range archive.File {
		name := partName(file.Name)
		if b.parts[name] != nil {
			return nil, fmt.Errorf("zip entry %s is there twice", file.Name)
		}
		b.parts[name] = file
	}
	main, err := b.mainPart()
	if err != nil {
		return nil, err
	}
	return b.readSheets(main)
}

// partName is a part's name as parts are told apart: whatever the case, and with the slashes of some writers set right.
func partName(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(name, `\`, "/")), "/")
}

// bytes inflates a part whole, so that its checksum is checked before a letter of it is believed.
func (b *book) bytes(name string) ([]byte, error) {
	file := b.parts[partName(name)]
	if file == nil {
		return nil, fmt.Errorf("part %s is not there", name)
	}
	if file.UncompressedSize64 > uint64(b.limit) {
		return nil, fmt.Errorf("part %s: %w", name, errTooBig)
	}
	r, err := file.Open()
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", name, err)
	}
	defer r.Close()
	limit := min(b.limit, b.left)
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", name, err)
	}
	if b.left -= int64(len(data)); int64(len(data)) > limit {
		return nil, fmt.Errorf("part %s: %w", name, errTooBig)
	}
	return data, nil
}

// decoder returns a decoder over a part. A document type, with its entities, has no place in a workbook.
func (b *book) decoder(name string) (*xml.Decoder, error) {
	data, err := b.bytes(name)
	if err != nil {
		return nil, err
	}
	for rest := data; ; {
		at := bytes.Index(rest, []byte("<!"))
		if at < 0 {
			return xml.NewDecoder(bytes.NewReader(data)), nil
		}
		if rest = rest[at+2:]; !bytes.HasPrefix(rest, []byte("--")) && !bytes.HasPrefix(rest, []byte("[CDATA[")) {
			return nil, fmt.Errorf("part %s has a document type", name)
		}
	}
}

// decode reads a part to its end: the XML must be whole.
func (b *book) decode(name string, into any) error {
	decoder, err := b.decoder(name)
	if err == nil {
		err = decoder.Decode(into)
	}
	if err == nil {
		err = atEnd(decoder)
	}
	if err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	return nil
}

// atEnd holds that nothing but blanks and comments follows the root element.
func atEnd(decoder *xml.Decoder) error {
	for {
		token, err := decoder.Token()
		switch token := token.(type) {
		case nil:
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		case xml.StartElement:
			return errors.New("an element after the last one")
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				return errors.New("text after the last element")
			}
		}
	}
}
