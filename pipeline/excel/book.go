package excel

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// book is a workbook's package while it is read.
type book struct {
	parts   map[string]*zip.File // by partName
	data    []byte
	limits  pipeline.Limits
	left    int64 // bytes that all parts that are still to be read may inflate to
	cells   int
	strings []sharedText
	decoded map[decodedKey]pipeline.SheetCell // what shared texts in legacy encodings come to
	styles  []style
	from    int // the day before serial 1, as days since 1970
	store   []pipeline.SheetCell
}

// readWorkbook reads a package whole: what is broken anywhere is refused, never read in part.
func readWorkbook(data []byte, limits pipeline.Limits) (*pipeline.Workbook, error) {
	if refusal := refuseKind(data); refusal != nil {
		return nil, refusal
	}
	b, err := openBook(data, limits)
	if err != nil {
		return nil, asRefusal(err)
	}
	workbook, err := b.read()
	if err != nil {
		return nil, asRefusal(err)
	}
	return workbook, nil
}

// asRefusal makes a refusal of whatever is wrong with a package.
func asRefusal(err error) *pipeline.Refusal {
	var known *pipeline.Refusal
	switch {
	case errors.As(err, &known):
		if known.Cause == nil {
			known.Cause = errors.New(err.Error()) // with the part that it is about
		}
		return known
	case errors.Is(err, errDoctype):
		return &pipeline.Refusal{Code: "document-type", Cause: err}
	}
	return &pipeline.Refusal{Code: "damaged", Cause: err}
}

// openBook lists the entries of a package and holds them to the limits.
func openBook(data []byte, limits pipeline.Limits) (*book, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	if len(archive.File) > limits.Parts {
		return nil, tooMany("too-many-parts", len(archive.File), limits.Parts)
	}
	b := &book{parts: make(map[string]*zip.File, len(archive.File)), data: data, limits: limits, left: limits.PartsBytes, decoded: map[decodedKey]pipeline.SheetCell{}}
	for _, file := range archive.File {
		if strings.HasSuffix(file.Name, "/") && file.UncompressedSize64 == 0 { // a folder
			continue
		}
		name := partName(file.Name)
		if b.parts[name] != nil {
			return nil, &pipeline.Refusal{Code: "repeated-part", Cause: fmt.Errorf("part %s is there twice", file.Name)}
		}
		b.parts[name] = file
	}
	return b, checkPlaces(archive.File, data)
}

func tooMany(code string, got, limit int) *pipeline.Refusal {
	return &pipeline.Refusal{Code: code, Got: vi.Int(int64(got)).String(), Values: map[string]string{"limit": vi.Int(int64(limit)).String()}}
}

// read reads the sheets, and every part that is none of them to its end.
func (b *book) read() (*pipeline.Workbook, error) {
	main, err := b.mainPart()
	if err != nil {
		return nil, err
	}
	workbook, err := b.readSheets(main)
	if err != nil {
		return nil, err
	}
	for name := range b.parts {
		if err := b.verify(name); err != nil {
			return nil, err
		}
	}
	return workbook, nil
}

// partName is a part's name as parts are told apart: whatever the case, and with the slashes of some writers set right.
func partName(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(name, `\`, "/")), "/")
}

// isTrue reads a boolean of the standard.
func isTrue(value string) bool { return value == "1" || value == "true" }

// index reads a number that counts from 0 and is below length.
func index(value string, length int) (int, bool) {
	number, err := strconv.Atoi(value)
	return number, err == nil && number >= 0 && number < length
}

// inPart names the part that an error is about.
func inPart(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("part %s: %w", name, err)
}
