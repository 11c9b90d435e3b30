package pipeline_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"tonghop/pipeline"
)

// Excel opens a workbook only under the ending of its kind, whatever its sender called it.
func TestWorkbookEnding(t *testing.T) {
	for kind, want := range map[string]string{
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":    ".xlsx",
		"application/vnd.ms-excel.sheet.macroEnabled.main+xml":                          ".xlsm",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
		"application/vnd.ms-excel.template.macroEnabled.main+xml":                       ".xltm",
	} {
		var out bytes.Buffer
		archive := zip.NewWriter(&out)
		part, err := archive.Create("[Content_Types].xml")
		if err == nil {
			_, err = part.Write([]byte(`<Types><Override PartName="/xl/workbook.xml" ContentType="` + kind + `"/></Types>`))
		}
		if err == nil {
			err = archive.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := pipeline.WorkbookEnding(out.Bytes()); got != want {
			t.Errorf("%s: %s, expected %s", kind, got, want)
		}
	}
	if got := pipeline.WorkbookEnding([]byte("no workbook")); got != ".xlsx" {
		t.Error(got)
	}
}
