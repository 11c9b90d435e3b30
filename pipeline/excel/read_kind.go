package excel

import (
	"bytes"
	"strings"

	"tonghop/pipeline"
)

// Signatures at the beginning of files.
var (
	zipSignature = []byte("PK\x03\x04")
	oleSignature = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") // .xls, .doc, and .xlsx with a password
)

// signatures are those of files that are no workbook, with what a province calls them.
var signatures = []struct{ begin, code, got string }{
	{"%PDF", "other-document", "PDF"},
	{`{\rtf`, "other-document", "RTF"},
	{"\x89PNG\r\n\x1a\n", "picture", "PNG"},
	{"\xff\xd8\xff", "picture", "JPEG"},
	{"GIF8", "picture", "GIF"},
	{"II*\x00", "picture", "TIFF"},
	{"MM\x00*", "picture", "TIFF"},
	{"Rar!\x1a\x07", "archive", "RAR"},
	{"7z\xbc\xaf\x27\x1c", "archive", "7z"},
	{"\x1f\x8b", "archive", "gzip"},
	{"PK\x05\x06", "archive", "ZIP"}, // with nothing in it
}

// refuseKind refuses what is no zip package by its bytes; a file's name says nothing.
func refuseKind(data []byte) *pipeline.Refusal {
	switch {
	case len(data) == 0:
		return &pipeline.Refusal{Code: "empty-file"}
	case bytes.HasPrefix(data, zipSignature):
		return nil
	case bytes.HasPrefix(data, oleSignature):
		return refuseOLE(data)
	}
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.begin)) {
			return &pipeline.Refusal{Code: s.code, Got: s.got}
		}
	}
	if len(data) > 12 && (string(data[4:8]) == "ftyp" || string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP") {
		return &pipeline.Refusal{Code: "picture", Got: "HEIC/WEBP"} // as telephones take them
	}
	return refuseText(data)
}

// refuseOLE tells the kinds of compound files apart by the names of their streams.
func refuseOLE(data []byte) *pipeline.Refusal {
	has, whole := streamsOf(data)
	switch {
	case has("EncryptedPackage"):
		return &pipeline.Refusal{Code: "encrypted"}
	case has("WordDocument"):
		return &pipeline.Refusal{Code: "other-document", Got: "Word (.doc)"}
	case has("PowerPoint Document"):
		return &pipeline.Refusal{Code: "other-document", Got: "PowerPoint (.ppt)"}
	case has("Workbook"), has("Book"):
		return &pipeline.Refusal{Code: "old-workbook"}
	case !whole:
		return &pipeline.Refusal{Code: "damaged", Cause: errCompound}
	}
	return &pipeline.Refusal{Code: "not-a-workbook"}
}

// streamsOf tells which streams a compound file has at its top; of one that is not whole, by what it looks like.
func streamsOf(data []byte) (has func(name string) bool, whole bool) {
	file, err := openCompound(data)
	if err != nil {
		return func(name string) bool { return bytes.Contains(data, wide(name)) }, false
	}
	return func(name string) bool { return file.streams[name] != nil }, true
}

// wide writes a stream's name as the compound file's directory does: in UTF-16, ended by a zero.
func wide(ascii string) []byte {
	return []byte(strings.Join(strings.Split(ascii, ""), "\x00") + "\x00\x00\x00")
}

// packageKinds are the zip packages that are no workbook of ours, by an entry that each has.
var packageKinds = []struct{ entry, code, got string }{
	{"xl/workbook.bin", "other-workbook", ".xlsb"},
	{"word/document.xml", "other-document", "Word (.docx)"},
	{"ppt/presentation.xml", "other-document", "PowerPoint (.pptx)"},
	{"index/document.iwa", "other-workbook", "Apple Numbers (.numbers)"},
}

// refusePackage tells what other zip package it is that has no workbook, by its entries.
func (b *book) refusePackage() *pipeline.Refusal {
	for _, kind := range packageKinds {
		if b.parts[kind.entry] != nil {
			return &pipeline.Refusal{Code: kind.code, Got: kind.got}
		}
	}
	switch {
	case b.parts["[content_types].xml"] != nil:
		return &pipeline.Refusal{Code: "not-a-workbook"}
	case b.parts["content.xml"] == nil || b.parts["mimetype"] == nil:
		return &pipeline.Refusal{Code: "archive", Got: "ZIP"}
	case b.isOpenDocument():
		return &pipeline.Refusal{Code: "other-workbook", Got: ".ods"}
	}
	return &pipeline.Refusal{Code: "other-document", Got: "OpenDocument (.odt)"}
}

// isOpenDocument tells whether a package is a workbook of LibreOffice's own kind.
func (b *book) isOpenDocument() bool {
	if b.parts["content.xml"] == nil || b.parts["mimetype"] == nil {
		return false
	}
	into := &sink{text: &strings.Builder{}}
	err := b.inflate(b.parts["mimetype"], into)
	return err == nil && strings.Contains(into.text.String(), "spreadsheet")
}
