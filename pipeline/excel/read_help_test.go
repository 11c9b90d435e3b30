package excel_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
)

// workbookOf makes a workbook of one sheet, without any merge, row by row; nil leaves a cell out.
func workbookOf(t testing.TB, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		for j, value := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil && value != nil {
				err = f.SetCellValue("Sheet1", cell, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// packageOf makes a package of parts: name, text, name, text.
func packageOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		entry, err := w.Create(parts[i])
		if err == nil {
			_, err = entry.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// toldRight holds that a refusal has a message whose sentence and advice come out whole: nothing left to fill in, nothing
// empty between quotes.
func toldRight(t testing.TB, c *pipeline.Catalog, r pipeline.Refusal) {
	t.Helper()
	message, ok := c.Messages[r.Code]
	if !ok {
		t.Errorf("code %q has no message", r.Code)
		return
	}
	values := map[string]string{"file": "tệp.xlsx", "sheet": r.Sheet, "cell": r.Cell, "got": r.Got}
	maps.Copy(values, r.Values)
	for _, text := range []string{pipeline.Fill(message.Sentence, values), pipeline.Fill(message.Advice, values)} {
		for _, wrong := range []string{"{", "}", "  ", "“”", "ô :", "ví dụ .", "ví dụ ;", "\n"} {
			if strings.Contains(text, wrong) {
				t.Errorf("%s: %q in: %s", r.Code, wrong, text)
			}
		}
	}
}

// asRefusal returns the refusal that an error of the reader must be.
func asRefusal(t testing.TB, err error) pipeline.Refusal {
	t.Helper()
	var refusal *pipeline.Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("%v (%T) is no refusal", err, err)
	}
	return *refusal
}
