package pdf_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"tonghop/pipeline"
)

// A validator finds nothing against the standard (ISO 32000) in what is written.
func TestValid(t *testing.T) {
	api.DisableConfigDir()
	draft := listed()
	draft.Letterhead.Draft, draft.Letterhead.Mark = true, "MẬT"
	report := written(t, report())
	check := func(name, path string, mode int) {
		conf := model.NewDefaultConfiguration()
		conf.ValidationMode = mode
		if err := api.ValidateFile(path, conf); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	check("empty", written(t, &pipeline.Document{}), model.ValidationStrict)
	check("report", report, model.ValidationStrict)
	check("charts", written(t, filled(0, trend(13, 5), nationwide(63, 2))), model.ValidationStrict)
	// fpdf writes a page's links into the page; every reader takes that, the strict validator asks for objects of their own.
	check("draft with contents", written(t, draft), model.ValidationRelaxed)
	check("bound", bound(t, draft, listed()), model.ValidationRelaxed)
	if err := api.ValidateFile(cut(t, report), nil); err == nil {
		t.Error("half a file passes")
	}
}

// cut is the first half of a file.
func cut(t *testing.T, path string) string {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "cut.pdf")
	if err := os.WriteFile(path, file[:len(file)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
