package main

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/excel"
	"tonghop/templates"
)

// runHere runs a command line in this process and returns what it printed.
func runHere(t testing.TB, args ...string) (code int, out, problems string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), args, streams{out: &stdout, err: &stderr}, time.Now)
	return code, stdout.String(), stderr.String()
}

// loadedDefaults are read once for all tests, which leave them as they are.
var loadedDefaults = sync.OnceValues(func() (*pipeline.Catalog, error) { return catalog.Load(templates.FS, "") })

func defaultCatalog(t testing.TB) *pipeline.Catalog {
	t.Helper()
	c, err := loadedDefaults()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// form is a filled form as a province sends it: the one of a layout, unit and period, with cells set. A value that is a
// whole number is set as one; "" empties the cell.
func form(t testing.TB, c *pipeline.Catalog, layout, unit, period string, cells map[string]any) []byte {
	t.Helper()
	p, err := pipeline.ParsePeriod(period)
	if err != nil {
		t.Fatal(err)
	}
	made, err := makeForm(c, layout, unit, p)
	if err != nil {
		t.Fatal(err)
	}
	var blank bytes.Buffer
	if err := excel.WriteForm(&blank, made); err != nil {
		t.Fatal(err)
	}
	return change(t, blank.Bytes(), func(f *excelize.File) {
		for cell, value := range cells {
			set(t, f, cell, value)
		}
	})
}

// set sets a cell of the first sheet.
func set(t testing.TB, f *excelize.File, cell string, value any) {
	t.Helper()
	if text, ok := value.(string); ok {
		if number, err := strconv.Atoi(text); err == nil && strconv.Itoa(number) == text {
			value = number
		}
	}
	if err := f.SetCellValue(f.GetSheetName(0), cell, value); err != nil {
		t.Fatal(err)
	}
}

// change opens a workbook as Excel would, lets do edit it, and saves it.
func change(t testing.TB, data []byte, do func(*excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	do(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// repack writes a zip package anew with its parts as edit returns them; nil drops a part.
func repack(t testing.TB, data []byte, edit func(name string, part []byte) []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range in.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if part = edit(file.Name, part); part != nil {
			addPart(t, w, file.Name, part)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func addPart(t testing.TB, w *zip.Writer, name string, part []byte) {
	t.Helper()
	entry, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := entry.Write(part); err != nil {
		t.Fatal(err)
	}
}

// inSheet edits the XML of a form's first sheet; what it looks for must be there.
func inSheet(t testing.TB, data []byte, old, replacement string) []byte {
	t.Helper()
	return repack(t, data, func(name string, part []byte) []byte {
		if name != "xl/worksheets/sheet1.xml" {
			return part
		}
		edited := bytes.Replace(part, []byte(old), []byte(replacement), 1)
		if bytes.Equal(edited, part) {
			t.Fatalf("the sheet has no %q", old)
		}
		return edited
	})
}

// zipped makes a package of parts.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		addPart(t, w, parts[i], []byte(parts[i+1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func writeFile(t testing.TB, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
