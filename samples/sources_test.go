package samples_test

import (
	"context"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/vi"
)

// taken is a writer that keeps the documents, by the names of their files.
type taken struct {
	extension string
	mu        *sync.Mutex // documents are written at the same time
	documents map[string]*pipeline.Document
}

func (w taken) Extension() string { return w.extension }

func (w taken) Write(_ io.Writer, d *pipeline.Document) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.documents[d.Files[w.extension]+"."+w.extension] = d
	return nil
}

// TestSources holds that every figure that a pack prints leads to its cells, and that they add up to it.
func TestSources(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	for _, folder := range caseFolders(t) {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, c)
			o.takeAll(caseFiles(t, folder))
			for _, conference := range conferencesOf(c, folder) {
				order, err := c.ConferenceOrder(conference)
				if err != nil {
					t.Fatal(err)
				}
				documents := o.documentsOf(order)
				if len(documents) < 8 {
					t.Errorf("%s has %d files", conference.ID, len(documents))
				}
				for name, document := range documents {
					t.Run(name, func(t *testing.T) { checkSources(t, document) })
				}
				if figures := len(documents["01-bao-cao.pdf"].Figures()); figures == 0 {
					t.Errorf("%s prints no figure", conference.ID)
				}
			}
		})
	}
}

// documentsOf publishes an order, and returns the document of each file.
func (o *office) documentsOf(order pipeline.Order) map[string]*pipeline.Document {
	o.t.Helper()
	asPDF := taken{"pdf", new(sync.Mutex), map[string]*pipeline.Document{}}
	asXLSX := asPDF
	asXLSX.extension = "xlsx"
	o.Writers = []pipeline.Writer{asPDF, asXLSX}
	if _, err := o.Publish(context.Background(), order, deliver.Folder{Dir: o.t.TempDir()}); err != nil {
		o.t.Fatal(err)
	}
	return asPDF.documents
}

// The columns of the table of sources that are looked at.
const (
	printedColumn = 5
	madeOfColumn  = 6
	readColumn    = 13
)

// checkSources holds each row with a figure against the rows of the cells that it names. What a report computes of others, such as
// an average, names none.
func checkSources(t *testing.T, d *pipeline.Document) {
	t.Helper()
	printed := len(d.Figures())
	if printed == 0 {
		return
	}
	rows, told := d.Supplements[len(d.Supplements)-1].Blocks[0].(pipeline.Table).Rows, 0
	for i, row := range rows {
		f := row.Cells[printedColumn].Figure
		if f == nil {
			continue
		}
		told++
		numbers := rowNumbers(row.Cells[madeOfColumn].Text)
		if row.Cells[readColumn].Figure != nil {
			numbers = []int{i + 1}
		}
		if len(numbers) == 0 {
			if f.Source != pipeline.Sum || len(f.Cells) > 0 {
				t.Errorf("%s: %s of %s leads nowhere: %v", d.Title, f.Indicator, f.Unit, row.Cells)
			}
			continue
		}
		var sum vi.Number
		for _, number := range numbers {
			read := rows[number-1].Cells[readColumn].Figure
			if read == nil || rows[number-1].Cells[8].Text == "" || rows[number-1].Cells[11].Text == "" {
				t.Fatalf("%s: row %d is no cell: %v", d.Title, number, rows[number-1].Cells)
			}
			sum += read.Quantity.Value
		}
		whole := vi.Quantity{State: vi.Declared, Qualifier: vi.Exact, Value: sum}
		if f.Quantity.Value != sum && f.Quantity.String() != vi.Tell(whole).String() {
			t.Errorf("%s: %s of %s is %s, its cells add up to %s", d.Title, f.Indicator, f.Unit, f.Quantity, sum)
		}
	}
	if told != printed {
		t.Errorf("%s: %d figures are printed, %d have sources", d.Title, printed, told)
	}
}

var numberRange = regexp.MustCompile(`(\d+)(?:–(\d+))?`)

// rowNumbers reads the rows that a text names behind its last word: "cộng 13 ô, ở các dòng 6–18".
func rowNumbers(text string) []int {
	_, list, _ := strings.Cut(text, "dòng ")
	list, _, _ = strings.Cut(list, ";")
	var numbers []int
	for _, match := range numberRange.FindAllStringSubmatch(list, -1) {
		first, _ := strconv.Atoi(match[1])
		last := first
		if match[2] != "" {
			last, _ = strconv.Atoi(match[2])
		}
		for n := first; n <= last; n++ {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// TestTraceIsWhatReportsPrint holds that a trace has the figures that the report prints, and ends in the same cells.
func TestTraceIsWhatReportsPrint(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	o := newOffice(t, c)
	o.takeAll(southwestFiles(t))
	report, _ := c.Report("period")
	for _, onMap := range []time.Time{{}, time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)} {
		order, err := c.NewOrder(report, unitOf(t, c, southwest), mustPeriod(t, years), onMap)
		if err != nil {
			t.Fatal(err)
		}
		printed, sums := map[string]bool{}, 0 // sums of all thirteen
		for _, f := range o.documentsOf(order)["bao-cao-2018-2024-"+southwest+".pdf"].Figures() {
			if f.Indicator == closing && f.Breakdown == "" {
				printed[f.Unit+" "+f.Quantity.String()] = true
				sums += len(f.Cells) / 13
			}
		}
		if sums != 1 {
			t.Errorf("%s: %d figures are made of thirteen cells", onMap, sums)
		}
		indicator, _ := c.Indicator(closing)
		trace, err := o.warehouse.Trace(context.Background(), pipeline.TraceRequest{Order: order, Unit: order.Unit.ID, Indicator: indicator})
		if err != nil || len(trace.Figures) != 2 {
			t.Fatal(trace, err)
		}
		for _, f := range append(trace.Figures, trace.Figures[1].Parts...) {
			if !printed[f.Unit+" "+f.Says.String()] {
				t.Errorf("%s: %s %s is in the trace and not in the report", onMap, f.Unit, f.Says)
			}
			if sum := sumOf(f); sum != f.Says.Value {
				t.Errorf("%s: %s is %s, its cells add up to %s", onMap, f.Unit, f.Says, sum)
			}
		}
	}
}

// sumOf adds up the cells that a figure ends in.
func sumOf(f pipeline.TracedFigure) vi.Number {
	var sum vi.Number
	for _, cell := range f.Cells {
		sum += cell.ReadAs.Value
	}
	for _, part := range f.Parts {
		sum += sumOf(part)
	}
	return sum
}
