package pdf

import (
	"bytes"
	"strconv"
)

// withLanguage names the language in the file's catalog, so that a screen reader speaks Vietnamese; gofpdf has no
// way to. The catalog is the last object, so that only the offset of the table behind it moves.
func withLanguage(file []byte, language string) []byte {
	const catalog, start = "/Type /Catalog\n", "startxref\n"
	at := bytes.LastIndex(file, []byte(catalog))
	offset := bytes.LastIndex(file, []byte(start))
	if !tag(language) || at < 0 || offset < at {
		return file
	}
	entry := "/Lang (" + language + ")\n"
	number, rest, _ := bytes.Cut(file[offset+len(start):], []byte("\n"))
	table, err := strconv.Atoi(string(number))
	if err != nil {
		return file
	}
	at += len(catalog)
	out := make([]byte, 0, len(file)+len(entry)+1)
	out = append(append(out, file[:at]...), entry...)
	out = append(out, file[at:offset+len(start)]...)
	out = strconv.AppendInt(out, int64(table+len(entry)), 10)
	return append(append(out, '\n'), rest...)
}

// tag tells whether s can be a language tag (BCP 47): "vi", "vi-VN".
func tag(s string) bool {
	for _, r := range s {
		if r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return false
		}
	}
	return s != ""
}
