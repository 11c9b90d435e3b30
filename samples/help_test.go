package samples_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/archive"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/compose"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/pdf"
	"tonghop/pipeline/sample"
	"tonghop/templates"
)

// defaultCatalog is read once for all tests, which leave it as it is.
var defaultCatalog = sync.OnceValues(func() (*pipeline.Catalog, error) { return catalog.Load(templates.FS, "") })

func loadCatalog(t testing.TB) *pipeline.Catalog {
	t.Helper()
	c, err := defaultCatalog()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// build makes the workbooks of a case.
func build(t testing.TB, c *pipeline.Catalog, folder string) []sample.Workbook {
	t.Helper()
	return buildSample(t, c, pipeline.Sample{Figures: readTable(t, folder, "figures.csv"), Lines: readTable(t, folder, "lines.csv")})
}

// buildSample makes the workbooks of tables.
func buildSample(t testing.TB, c *pipeline.Catalog, from pipeline.Sample) []sample.Workbook {
	t.Helper()
	workbooks, err := sample.Build(c, excel.WriteForm, from)
	if err != nil {
		t.Fatal(err)
	}
	return workbooks
}

// readTable reads a table of a case, where there is one.
func readTable(t testing.TB, folder, name string) pipeline.CSV {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return pipeline.CSV{}
	}
	if err != nil {
		t.Fatal(err)
	}
	return pipeline.CSV{File: name, Text: text}
}

// tables are those of a case; "" is none.
func tables(figures, lines string) pipeline.Sample {
	var s pipeline.Sample
	if figures != "" {
		s.Figures = pipeline.CSV{File: "figures.csv", Text: []byte(figures)}
	}
	if lines != "" {
		s.Lines = pipeline.CSV{File: "lines.csv", Text: []byte(lines)}
	}
	return s
}

// clock stands still.
func clock() time.Time { return time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC) }

// office is a fresh data folder with everything that takes in workbooks and publishes reports.
type office struct {
	t testing.TB
	pipeline.Pipeline
	warehouse *duck.Warehouse
}

func newOffice(t testing.TB, c *pipeline.Catalog) *office {
	t.Helper()
	return officeIn(t, c, t.TempDir())
}

// officeIn opens a data folder.
func officeIn(t testing.TB, c *pipeline.Catalog, folder string) *office {
	t.Helper()
	kept, err := archive.Open(filepath.Join(folder, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	warehouse, err := duck.Open(context.Background(), filepath.Join(folder, "warehouse.duckdb"), c, clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { warehouse.Close() })
	reader := excel.NewReader(c, nil)
	return &office{t: t, warehouse: warehouse, Pipeline: pipeline.Pipeline{Catalog: c, Archive: kept, Reader: reader, Annotator: reader, Warehouse: warehouse,
		Returns: deliver.Folder{Dir: filepath.Join(folder, "returns")}, Composer: compose.New(c), Writers: []pipeline.Writer{pdf.New(), excel.NewDocumentWriter()}, Binder: pdf.New(), Now: clock}}
}

// take takes workbooks in, in one go.
func (o *office) take(workbooks ...sample.Workbook) []pipeline.Outcome {
	o.t.Helper()
	files := make([]pipeline.File, len(workbooks))
	for i, w := range workbooks {
		files[i] = pipeline.File{Name: w.Name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(w.Bytes)), nil }}
	}
	settled, err := o.Ingest(context.Background(), files, func(pipeline.Step, pipeline.Receipt, *pipeline.Outcome) {})
	if err != nil {
		o.t.Fatal(err)
	}
	return settled.Outcomes
}

// publish publishes an order and returns the paths of its PDF and its XLSX; the text of its draft may lie beside them.
func (o *office) publish(order pipeline.Order) (asPDF, asXLSX string) {
	o.t.Helper()
	published, err := o.Publish(context.Background(), order, deliver.Folder{Dir: o.t.TempDir()})
	if err != nil || len(published.Paths) < 2 || filepath.Ext(published.Paths[0]) != ".pdf" || filepath.Ext(published.Paths[1]) != ".xlsx" {
		o.t.Fatal(published.Paths, err)
	}
	return published.Paths[0], published.Paths[1]
}

// pack writes the pack of a conference and returns the folder that it is in.
func (o *office) pack(order pipeline.Order) string {
	o.t.Helper()
	folder := o.t.TempDir()
	if _, err := o.Publish(context.Background(), order, deliver.Folder{Dir: folder}); err != nil {
		o.t.Fatal(err)
	}
	return folder
}

// findings lists what is open; "" is every severity.
func (o *office) findings(severity string) []pipeline.Finding {
	o.t.Helper()
	found, err := o.warehouse.Findings(context.Background(), "", nil, severity)
	if err != nil {
		o.t.Fatal(err)
	}
	return found
}
