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
	case bytes.HasPrefix(begin, []byte("<html")), bytes.HasPrefix(begin, []byte("<!doctype html")), bytes.HasPrefix(begin, []byte("<table")):
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
	}
	return &pipeline.Refusal{Code: "other-document", Got: "Word (.doc)"}
}

// wide writes ASCII as the compound file's directory does.
func wide(ascii string) []byte {
	return []byte(strings.Join(strings.Split(ascii, ""), "\x00") + "\x00")
}

// refusePackage tells what other zip package it is that has no workbook, by the names of its entries.
func refusePackage(names map[string]bool) *pipeline.Refusal {
	for name, refusal := range map[string]pipeline.Refusal{
		"xl/workbook.bin":      {Code: "other-workbook", Got: ".xlsb"},
		"content.xml":          {Code: "other-workbook", Got: ".ods"},
		"word/document.xml":    {Code: "other-document", Got: "Word (.docx)"},
		"ppt/presentation.xml": {Code: "other-document", Got: "PowerPoint (.pptx)"},
	} {
		if names[name] {
			return &refusal
		}
	}
	return &pipeline.Refusal{Code: "not-a-workbook"}
}
