package excel_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/excel"
	"tonghop/templates"
)

// listName is what our sheet is called.
const listName = "Lỗi và cảnh báo"

func annotator(t testing.TB) *excel.Reader { return excel.NewReader(defaults(t), nil) }

// loadedDefaults are read once for all tests.
var loadedDefaults = sync.OnceValues(func() (*pipeline.Catalog, error) { return catalog.Load(templates.FS, "") })

// defaults is the default catalogue: a copy, whose configuration and layouts a test may change.
func defaults(t testing.TB) *pipeline.Catalog {
	t.Helper()
	c, err := loadedDefaults()
	if err != nil {
		t.Fatal(err)
	}
	own := *c
	own.Layouts = slices.Clone(c.Layouts)
	return &own
}

// annotated writes findings into a workbook, which must come back itself.
func annotated(t testing.TB, data []byte, findings ...pipeline.Finding) []byte {
	t.Helper()
	out, err := annotator(t).Annotate(data, findings)
	if err != nil {
		t.Fatal(err)
	}
	if len(strictly(t, out).Sheets) < len(strictly(t, data).Sheets) {
		t.Fatal("it came back as a workbook of the findings alone")
	}
	return out
}

// strictly reads a workbook as uploads are read.
func strictly(t testing.TB, data []byte) *pipeline.Workbook {
	t.Helper()
	workbook, err := excel.ReadWorkbook(data, defaults(t).Config.Limits)
	if err != nil {
		t.Fatal(err)
	}
	return workbook
}

func sheetNamesOf(t testing.TB, data []byte) []string {
	t.Helper()
	var names []string
	for _, s := range strictly(t, data).Sheets {
		names = append(names, s.Name)
	}
	return names
}

// parts returns the parts of a package.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, file := range archive.File {
		part, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		found[file.Name] = string(text)
	}
	return found
}

// at is a finding at a cell.
func at(severity pipeline.Severity, sheet, cell string) pipeline.Finding {
	return pipeline.Finding{Rule: "r", Severity: severity, Sheet: sheet, Cell: cell, Sentence: "Ô " + cell + " sai.", Advice: "Sửa ô " + cell + "."}
}

var (
	fillsInPart = regexp.MustCompile(`(?s)<(?:\w+:)?fill>.*?</(?:\w+:)?fill>`)
	colourIn    = regexp.MustCompile(`fgColor rgb="FF(\w+)"`)
	xfsInPart   = regexp.MustCompile(`(?s)<(?:\w+:)?xf\s[^>]*fillId="(\d+)"`)
)

// fillAt returns the colour that a cell of the first sheet is filled with, "" for none. (excelize reads no fills of LibreOffice.)
func fillAt(t testing.TB, data []byte, cell string) string {
	t.Helper()
	all := parts(t, data)
	tag := regexp.MustCompile(`<(?:\w+:)?c [^>]*r="` + cell + `"[^>]*>`).FindString(all["xl/worksheets/sheet1.xml"])
	style := regexp.MustCompile(`\ss="(\d+)"`).FindStringSubmatch(tag)
	if style == nil {
		return ""
	}
	_, xfs, _ := strings.Cut(all["xl/styles.xml"], "cellXfs")
	number, err := strconv.Atoi(style[1])
	if err != nil {
		t.Fatal(err)
	}
	fill, err := strconv.Atoi(xfsInPart.FindAllStringSubmatch(xfs, -1)[number][1])
	if err != nil {
		t.Fatal(err)
	}
	colour := colourIn.FindStringSubmatch(fillsInPart.FindAllString(all["xl/styles.xml"], -1)[fill])
	if colour == nil {
		return ""
	}
	return colour[1]
}

func styleAt(t testing.TB, file *excelize.File, sheet, cell string) *excelize.Style {
	t.Helper()
	id, err := file.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := file.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

// noteAt returns the note on a cell, "" for none.
func noteAt(t testing.TB, file *excelize.File, sheet, cell string) string {
	t.Helper()
	notes, err := file.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, note := range notes {
		if note.Cell == cell {
			text += note.Text
			for _, run := range note.Paragraph {
				text += run.Text
			}
		}
	}
	return text
}
