package samples_test

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/pdf"
	"tonghop/pipeline/vi"
)

// TestTwins holds that PDF and workbook of a report are twins: every table of the document stands in both, with the same texts cell by
// cell. The workbook is read as LibreOffice shows it when it has computed the totals itself; the PDF as poppler finds it, in the order
// in which it was written, in which a cell of several lines is whole.
func TestTwins(t *testing.T) {
	t.Parallel()
	twins := allTwins(t)
	shown := shownByLibreOffice(t, twins)
	tables := 0
	for name, twin := range twins {
		sheets := sheetsOf(t, twin, name, shown)
		paper := textOfPages(t, twin.pdf)
		for _, table := range tablesOf(twin.document.Blocks) {
			tables++
			told := sheets.differs(table)
			if paper != nil {
				told = append(told, paper.differs(table)...)
			}
			for _, difference := range told {
				t.Errorf("%s: %s", name, difference)
			}
		}
		for _, supplement := range twin.document.Supplements { // which only the workbook has
			for _, table := range tablesOf(supplement.Blocks) {
				tables++
				for _, difference := range sheets.differs(table) {
					t.Errorf("%s: %s: %s", name, supplement.Name, difference)
				}
			}
		}
	}
	if tables < 30 {
		t.Errorf("%d tables in %d documents: too few to tell", tables, len(twins))
	}
	twin := twins["month viet-nam"]
	for c, cell := range tablesOf(twin.document.Blocks)[0].Rows[0].Cells {
		changed := tablesOf(twin.document.Blocks)[0]
		changed.Rows = slices.Clone(changed.Rows)
		changed.Rows[0].Cells = slices.Clone(changed.Rows[0].Cells)
		changed.Rows[0].Cells[c] = pipeline.Cell{Text: cellText(cell) + "7"}
		if len(sheetsOf(t, twin, "month viet-nam", shown).differs(changed)) == 0 || len(textOfPages(t, twin.pdf).differs(changed)) == 0 {
			t.Errorf("another text in column %d is not told", c+1)
		}
	}
}

// twin is a document with its files; one of them may be nil.
type twin struct {
	document  *pipeline.Document
	pdf, xlsx []byte
}

// allTwins are the documents of the packs of all cases, and the reports of a month and a quarter for the nation and a region.
func allTwins(t *testing.T) map[string]twin {
	c, twins := loadCatalog(t), map[string]twin{}
	for _, folder := range caseFolders(t) {
		o := newOffice(t, c)
		o.takeAll(caseFiles(t, folder))
		for _, conference := range conferencesOf(c, folder) {
			order, err := c.ConferenceOrder(conference)
			if err != nil {
				t.Fatal(err)
			}
			o.twins(twins, conference.ID, order)
		}
	}
	report, _ := c.Report("period")
	w := newWorld(t, c, 1)
	for _, unit := range []string{"viet-nam", "tay-nguyen"} {
		for name, period := range map[string]string{"month": "2024-02", "quarter": quarter} {
			order, err := c.NewOrder(report, unitOf(t, c, unit), mustPeriod(t, period), time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			w.twins(twins, name+" "+unit, order)
		}
	}
	return twins
}

// everyDocument is a writer that keeps the documents that name a file with its ending.
type everyDocument struct {
	mu        sync.Mutex
	ending    string
	documents map[*pipeline.Document]bool
}

func (w *everyDocument) Extension() string { return w.ending }

func (w *everyDocument) Write(_ io.Writer, d *pipeline.Document) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.documents[d] = true
	return nil
}

// twins publishes an order and adds its documents with their files, by a name of the order, and their own where it has several.
func (o *office) twins(to map[string]twin, name string, order pipeline.Order) {
	o.t.Helper()
	asPDF, asXLSX := &everyDocument{ending: "pdf", documents: map[*pipeline.Document]bool{}}, &everyDocument{ending: "xlsx", documents: map[*pipeline.Document]bool{}}
	o.Writers = []pipeline.Writer{asPDF, asXLSX}
	if _, err := o.Publish(context.Background(), order, deliver.Folder{Dir: o.t.TempDir()}); err != nil {
		o.t.Fatal(err)
	}
	for d := range asXLSX.documents {
		made := twin{document: d, xlsx: writtenBy(o.t, excel.NewDocumentWriter(), d)}
		if asPDF.documents[d] {
			made.pdf = writtenBy(o.t, pdf.New(), d)
		}
		own := name
		if len(asXLSX.documents) > 1 {
			own += " " + strings.ReplaceAll(d.Files["xlsx"], "/", " ")
		}
		to[own] = made
	}
}

func writtenBy(t testing.TB, writer pipeline.Writer, d *pipeline.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := writer.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tablesOf(blocks []pipeline.Block) (tables []pipeline.Table) {
	for _, block := range blocks {
		if table, ok := block.(pipeline.Table); ok {
			tables = append(tables, table)
		}
	}
	return tables
}

// cellText is a cell as both are to print it, on one line.
func cellText(cell pipeline.Cell) string {
	text := cell.Text
	if cell.Figure != nil {
		text = cell.Figure.Quantity.String()
	}
	return onOneLine(vi.NFC(text + " " + cell.Mark))
}
