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

// refuseKind refuses what is no zip package by its bytes; a file's name says nothing.
func refuseKind(data []byte) *pipeline.Refusal {
	begin := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), 512)], "\xef\xbb\xbf \t\r\n"))
	has := func(text string) bool { return bytes.Contains(begin, []byte(text)) }
	switch {
	case len(data) == 0:
		return &pipeline.Refusal{Code: "empty-file"}
	case bytes.HasPrefix(data, zipSignature):
		return nil
	case bytes.HasPrefix(data, oleSignature):
		return refuseOLE(data)
	case bytes.HasPrefix(begin, []byte("%pdf")):
		return &pipeline.Refusal{Code: "other-document", Got: "PDF"}
	case bytes.HasPrefix(begin, []byte(`{\rtf`)):
		return &pipeline.Refusal{Code: "other-document", Got: "RTF"}
	case bytes.HasPrefix(begin, []byte("<")) && has("urn:schemas-microsoft-com:office:spreadsheet"):
		return &pipeline.Refusal{Code: "other-workbook", Got: "XML Spreadsheet 2003"}
	case bytes.HasPrefix(begin, []byte("<")) && (has("<html") || has("<!doctype html") || has("<table")), bytes.HasPrefix(begin, []byte("mime-version:")):
		return &pipeline.Refusal{Code: "other-document", Got: "HTML"}
	}
	return &pipeline.Refusal{Code: "not-a-workbook"}
}

// refuseOLE tells the kinds of compound files apart by the names of their streams.
func refuseOLE(data []byte) *pipeline.Refusal {
	has := func(stream string) bool { return bytes.Contains(data, wide(stream)) }
	switch {
	case has("EncryptedPackage"):
		return &pipeline.Refusal{Code: "encrypted"}
	case has("Workbook"), has("Book"):
		return &pipeline.Refusal{Code: "old-workbook"}
	case has("WordDocument"):
		return &pipeline.Refusal{Code: "other-document", Got: "Word (.doc)"}
	case has("PowerPoint Document"):
		return &pipeline.Refusal{Code: "other-document", Got: "PowerPoint (.ppt)"}
	}
	return &pipeline.Refusal{Code: "not-a-workbook"}
}

// wide writes a stream's name as the compound file's directory does: in UTF-16, ended by a zero.
func wide(ascii string) []byte {
	return []byte(strings.Join(strings.Split(ascii, ""), "\x00") + "\x00\x00\x00")
}

// refusePackage tells what other zip package it is that has no workbook, by its entries.
func (b *book) refusePackage() *pipeline.Refusal {
	for _, kind := range []struct{ entry, code, got string }{
		{"xl/workbook.bin", "other-workbook", ".xlsb"},
		{"word/document.xml", "other-document", "Word (.docx)"},
		{"ppt/presentation.xml", "other-document", "PowerPoint (.pptx)"},
	} {
		if b.parts[kind.entry] != nil {
			return &pipeline.Refusal{Code: kind.code, Got: kind.got}
		}
	}
	if b.parts["content.xml"] == nil {
		return &pipeline.Refusal{Code: "not-a-workbook"}
	}
	if kind, err := b.text("mimetype"); err == nil && !strings.Contains(kind, "spreadsheet") {
		return &pipeline.Refusal{Code: "other-document", Got: "OpenDocument (.odt)"}
	}
	return &pipeline.Refusal{Code: "other-workbook", Got: ".ods"}
}
