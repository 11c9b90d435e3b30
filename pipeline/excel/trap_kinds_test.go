package excel_test

import (
	"bytes"
	"strings"
	"testing"

	"tonghop/pipeline/excel"

	"github.com/xuri/excelize/v2"
)

// olePackage is a compound file as far as it is looked at: the names of its streams.
func olePackage(streams ...string) []byte {
	data := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1024)...)
	for i, stream := range streams {
		for j, c := range stream {
			data[512+128*i+2*j] = byte(c)
		}
	}
	return append(data, make([]byte, 512)...)
}

// withPassword is a workbook as Excel keeps it behind a password; spins is how often its hash is taken.
func withPassword(t *testing.T, spins string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var out bytes.Buffer
	if err := f.Write(&out, excelize.Options{Password: "bi-mat"}); err != nil {
		t.Fatal(err)
	}
	return bytes.Replace(out.Bytes(), []byte(`spinCount="100000"`), []byte(`spinCount="`+spins+`"`), 1)
}

// Each kind of file that is no workbook of ours is told by its own sentence, without any program's word for it.
func TestTrapsOfOtherFiles(t *testing.T) {
	c := defaults(t)
	reader := excel.NewReader(c, nil)
	related := func(target string) *entry {
		return &entry{name: rootPart, data: []byte(`<Relationships xmlns="` + packageSpace + `"><Relationship Id="r1" Type="` + officeSpace + `/officeDocument" Target="` + target + `"/></Relationships>`)}
	}
	one := func(name, data string) *entry { return &entry{name: name, data: []byte(data), stored: true} }
	zipped := func(entries ...*entry) []byte { return zipOf(t, entries) }
	for name, trap := range map[string]struct {
		data []byte
		code string
	}{
		"nothing":                     {nil, "empty-file"},
		".xls":                        {olePackage("Root Entry", "Workbook"), "old-workbook"},
		".xls of 1995":                {olePackage("Root Entry", "Book"), "old-workbook"},
		".doc":                        {olePackage("Root Entry", "WordDocument"), "other-document"},
		".ppt":                        {olePackage("Root Entry", "PowerPoint Document"), "other-document"},
		"a compound file":             {olePackage("Root Entry"), "damaged"},
		"a compound file's signature": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "damaged"},
		"a password":                  {withPassword(t, "100000"), "encrypted"},
		"a password of ten million":   {withPassword(t, "9999999"), "encrypted"},
		".xlsb":                       {zipped(related("xl/workbook.bin"), one("xl/workbook.bin", "x")), "other-workbook"},
		".ods":                        {zipped(one("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), one("content.xml", "<x/>")), "other-workbook"},
		".odt":                        {zipped(one("mimetype", "application/vnd.oasis.opendocument.text"), one("content.xml", "<x/>")), "other-document"},
		".docx":                       {zipped(related("word/document.xml"), one("word/document.xml", "<x/>")), "other-document"},
		".pptx":                       {zipped(related("ppt/presentation.xml"), one("ppt/presentation.xml", "<x/>")), "other-document"},
		"a zip":                       {zipped(one("a.txt", "a")), "archive"},
		"an empty zip":                {zipped(), "archive"},
		"a page":                      {[]byte("<html><table><tr><td>32</td></tr></table></html>"), "web-page"},
		"a page with spaces before":   {[]byte("\ufeff \r\n<!DOCTYPE html><p>32"), "web-page"},
		"a page of mail":              {[]byte("MIME-Version: 1.0\r\n"), "web-page"},
		"a table of 2003":             {[]byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), "other-workbook"},
		"a CSV":                       {[]byte("\ufeffTỉnh,Mô hình\nCà Mau,32\n"), "text-table"},
		"a CSV with semicolons":       {[]byte("Tỉnh;Mô hình\r\nCà Mau;32\r\n"), "text-table"},
		"a text":                      {[]byte("Kính gửi Cục"), "not-a-workbook"},
		"a text in UTF-16":            {wideXML("Tỉnh\tMô hình\nCà Mau\t32\n", true, false), "text-table"},
		"a PDF":                       {[]byte("%PDF-1.7\n"), "other-document"},
		"a rich text":                 {[]byte(`{\rtf1 32}`), "other-document"},
		"a picture":                   {[]byte("\x89PNG\r\n\x1a\n"), "picture"},
		"a RAR":                       {[]byte("Rar!\x1a\x07\x01\x00"), "archive"},
		"a 7z":                        {[]byte("7z\xbc\xaf\x27\x1c"), "archive"},
		"zeros":                       {make([]byte, 4096), "not-a-workbook"},
		"a program":                   {append([]byte("MZ"), make([]byte, 4096)...), "not-a-workbook"},
	} {
		t.Run(name, func(t *testing.T) {
			reading, err := reader.Read(trap.data)
			if err == nil {
				t.Fatalf("read: %+v", reading)
			}
			refusal := asRefusal(t, err)
			toldRight(t, c, refusal)
			if !strings.Contains("|"+trap.code+"|", "|"+refusal.Code+"|") {
				t.Errorf("refused as %s, expected %s", refusal.Code, trap.code)
			}
		})
	}
}

// Macros are no reason to refuse: what they are is told by the type of the workbook.
func trapsOfMacros(t testing.TB) []trap {
	return []trap{
		{name: "a workbook that may have macros", change: edit(typesPart, "spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml"), found: ""},
		{name: "a template", change: edit(typesPart, "spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")},
	}
}
