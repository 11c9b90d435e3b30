package main

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// badFiles are files that are no workbook, or none that can be read whole, each with the code that it is refused with.
func badFiles(t *testing.T, good []byte) []badInput {
	relations := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="%"/></Relationships>`
	related := func(to string) string { return strings.Replace(relations, "%", to, 1) }
	ole := func(stream string) []byte {
		name := utf16.Encode([]rune(stream))
		data := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1024)...)
		for i, c := range name {
			data[600+2*i] = byte(c)
		}
		return data
	}
	return []badInput{
		{"rong.xlsx", nil, "empty-file", ""},
		{"ngau-nhien.xlsx", []byte("\x8a\x17\x00\xfe\x33random\x01\x02"), "not-a-workbook", ""},
		{"van-ban.xlsx", []byte("Tỉnh Cà Mau: 32 mô hình"), "not-a-workbook", ""},
		{"csv.xlsx", []byte("\ufeffTỉnh,Mô hình\nCà Mau,32\n"), "text-table", ""},
		{"html.xls", []byte("<html><table><tr><td>32</td></tr></table></html>"), "web-page", ""},
		{"xhtml.xls", []byte(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>`), "web-page", ""},
		{"mhtml.xls", []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n"), "web-page", ""},
		{"xml-2003.xls", []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), "other-workbook", ""},
		{"pdf.xlsx", []byte("%PDF-1.7\n"), "other-document", ""},
		{"rtf.xlsx", []byte(`{\rtf1 32}`), "other-document", ""},
		{"docx.xlsx", zipped(t, "_rels/.rels", related("word/document.xml"), "word/document.xml", "<x/>"), "other-document", ""},
		{"pptx.xlsx", zipped(t, "_rels/.rels", related("ppt/presentation.xml"), "ppt/presentation.xml", "<x/>"), "other-document", ""},
		{"ods.xlsx", zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"), "damaged", ""},
		{"odt.xlsx", zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x/>"), "other-document", ""},
		{"xlsb.xlsx", zipped(t, "_rels/.rels", related("xl/workbook.bin"), "xl/workbook.bin", "x"), "damaged", ""},
		{"zip.xlsx", zipped(t, "a.txt", "a"), "archive", ""},
		{"xls.xls", ole("Workbook"), "damaged", ""},
		{"doc.xlsx", ole("WordDocument"), "other-document", ""},
		{"ppt.xlsx", ole("PowerPoint Document"), "other-document", ""},
		{"ole.xlsx", ole("Something"), "damaged", ""},
		{"mat-khau.xlsx", encrypted(t, good), "encrypted", ""},
		{"cut.xlsx", good[:len(good)/2], "damaged", ""},
		{"cut-end.xlsx", good[:len(good)-30], "damaged", ""},
		{"deflate.xlsx", corrupt(t, good, 200), "damaged", ""},
		{"crc.xlsx", wrongChecksum(t, good), "damaged", ""},
		{"duplicate.xlsx", twice(t, good, "xl/worksheets/sheet1.xml"), "repeated-part", ""},
		{"duplicate-case.xlsx", twice(t, good, "XL/worksheets/Sheet1.xml"), "repeated-part", ""},
		{"xml.xlsx", inSheet(t, good, `<c r="C16"`, `<c r="C16"<`), "damaged", ""},
		{"ampersand.xlsx", inSheet(t, good, "Chỉ tiêu", "Chỉ & tiêu"), "damaged", ""},
		{"control.xlsx", inSheet(t, good, "Chỉ tiêu", "Chỉ \x01 tiêu"), "damaged", ""},
		{"utf-8.xlsx", inSheet(t, good, "Chỉ tiêu", "Ch\xff\xfe"), "damaged", ""},
		{"utf-16.xlsx", repack(t, good, utf16Sheet), "other-encoding", ""},
		{"cells-order.xlsx", inSheet(t, good, `r="C20"`, `r="A20"`), "unordered-cells", "A20"},
		{"rows-order.xlsx", inSheet(t, good, `<row r="21"`, `<row r="12"`), "unordered-cells", "A12"},
		{"rows-twice.xlsx", inSheet(t, good, `<row r="21"`, `<row r="20"`), "unordered-cells", "A20"},
		{"string-index.xlsx", inSheet(t, good, `<v>32</v></c>`, `<v>32</v></c><c r="D20" t="s"><v>99999</v></c>`), "unknown-string", "D20"},
		{"string-sign.xlsx", inSheet(t, good, `<v>32</v></c>`, `<v>32</v></c><c r="D20" t="s"><v>-1</v></c>`), "unknown-string", "D20"},
		{"type.xlsx", inSheet(t, good, `<v>32</v></c>`, `<v>32</v></c><c r="D20" t="q"><v>1</v></c>`), "unknown-cell", "D20"},
		{"reference.xlsx", inSheet(t, good, `r="C20"`, `r="ZZZZZ20"`), "unknown-cell", "C20"},
		{"merge.xlsx", inSheet(t, good, `<mergeCell ref="`, `<mergeCell ref="A1:B9223372036854775807"/><mergeCell ref="`), "damaged", ""},
		{"doctype.xlsx", inSheet(t, good, "<worksheet", `<!DOCTYPE x [<!ENTITY a "1">]><worksheet`), "document-type", ""},
		{"entity.xlsx", inSheet(t, good, "Chỉ tiêu", "&a;"), "damaged", ""},
		{"two-roots.xlsx", inSheet(t, good, "</worksheet>", "</worksheet><worksheet/>"), "damaged", ""},
		{"no-sheet.xlsx", repack(t, good, drop("xl/worksheets/sheet1.xml")), "damaged", ""},
		{"no-workbook.xlsx", repack(t, good, drop("xl/workbook.xml")), "not-a-workbook", ""},
		{"bomb.xlsx", inSheet(t, good, "<sheetData>", "<!--"+strings.Repeat(" ", 1<<27)+"--><sheetData>"), "too-large-inside", ""},
		{"broad.xlsx", change(t, good, func(f *excelize.File) { set(t, f, "XFD14", 1) }), "unread-column", "XFD14"},
		{"large.xlsx", append([]byte("PK\x03\x04"), make([]byte, 20<<20)...), "too-large", ""},
	}
}

func encrypted(t *testing.T, data []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out bytes.Buffer
	if err := f.Write(&out, excelize.Options{Password: "bi-mat"}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// corrupt spoils the compressed bytes of the sheet.
func corrupt(t *testing.T, data []byte, at int64) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	spoilt := bytes.Clone(data)
	for _, file := range r.File {
		if file.Name == "xl/worksheets/sheet1.xml" {
			offset, err := file.DataOffset()
			if err != nil {
				t.Fatal(err)
			}
			for i := range int64(40) {
				spoilt[offset+at+i] ^= 0x5a
			}
		}
	}
	return spoilt
}

// wrongChecksum changes a figure of the sheet, stored uncompressed, and leaves the checksum of the figure before.
func wrongChecksum(t *testing.T, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	repack(t, data, func(name string, part []byte) []byte {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = entry.Write(part)
		}
		if err != nil {
			t.Fatal(err)
		}
		return part
	})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	spoilt := bytes.Replace(out.Bytes(), []byte("<v>32</v>"), []byte("<v>23</v>"), 1)
	if bytes.Equal(spoilt, out.Bytes()) {
		t.Fatal("the sheet has no figure 32")
	}
	return spoilt
}

// twice adds a second entry of a name, with another figure.
func twice(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	repack(t, data, func(entry string, part []byte) []byte {
		addPart(t, w, entry, part)
		if strings.EqualFold(entry, name) {
			addPart(t, w, name, bytes.Replace(part, []byte("<v>32</v>"), []byte("<v>23</v>"), 1))
		}
		return part
	})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func utf16Sheet(name string, part []byte) []byte {
	if name != "xl/worksheets/sheet1.xml" {
		return part
	}
	wide := []byte{0xff, 0xfe}
	for _, c := range utf16.Encode([]rune(strings.Replace(string(part), "UTF-8", "UTF-16", 1))) {
		wide = append(wide, byte(c), byte(c>>8))
	}
	return wide
}

func drop(name string) func(string, []byte) []byte {
	return func(entry string, part []byte) []byte {
		if entry == name {
			return nil
		}
		return part
	}
}
