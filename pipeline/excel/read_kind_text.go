package excel

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"tonghop/pipeline"
)

// looked is how much of a text is looked at to tell its kind, in bytes.
const looked = 4096

// refuseText tells the kinds of texts apart: pages, tables of other programs, and the rest.
func refuseText(data []byte) *pipeline.Refusal {
	text := strings.ToLower(strings.TrimLeft(plainText(data[:min(len(data), looked)]), "\ufeff \t\r\n"))
	has := func(words ...string) bool {
		for _, word := range words {
			if strings.Contains(text, word) {
				return true
			}
		}
		return false
	}
	mark := strings.HasPrefix(text, "<")
	switch {
	case mark && has("urn:schemas-microsoft-com:office:spreadsheet") && !has("<html"):
		return &pipeline.Refusal{Code: "other-workbook", Got: "XML Spreadsheet 2003"}
	case mark && has("urn:oasis:names:tc:opendocument"):
		return &pipeline.Refusal{Code: "other-workbook", Got: ".fods"}
	case mark && has("<html", "<!doctype html", "<table"), strings.HasPrefix(text, "mime-version:"):
		return &pipeline.Refusal{Code: "web-page"}
	case isTable(text, "\t"):
		return &pipeline.Refusal{Code: "text-table", Got: "TSV"}
	case isTable(text, ";"), isTable(text, ","):
		return &pipeline.Refusal{Code: "text-table", Got: "CSV"}
	}
	return &pipeline.Refusal{Code: "not-a-workbook"}
}

// plainText decodes UTF-16, which Excel calls Unicode text; other encodings are left as they are.
func plainText(data []byte) string {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return string(data)
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return string(utf16.Decode(units))
}

// isTable tells whether a text has two lines or more, each with the same number of separators.
func isTable(text, separator string) bool {
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' }) {
		return false
	}
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r", "\n")), "\n")
	if len(text) > looked/2 {
		lines = lines[:len(lines)-1] // the last one may be cut
	}
	rows, width := 0, 0
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		columns := strings.Count(line, separator)
		if columns == 0 || rows > 0 && columns != width {
			return false
		}
		rows, width = rows+1, columns
	}
	return rows > 1
}
