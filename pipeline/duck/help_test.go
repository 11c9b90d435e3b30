package duck_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/vi"
	"tonghop/templates"
)

// office is a warehouse with the default catalogue, and readings made by hand: what a reader gives for a workbook.
type office struct {
	t       testing.TB
	path    string
	catalog *pipeline.Catalog
	*duck.Warehouse
	last  int64
	clock time.Time
	seed  uint64 // of the last month that a benchmark made
}

// now is the office's clock; a test may move it.
func (o *office) now() time.Time { return o.clock }

// defaultCatalog is read once for all tests; each works on a copy, which it may change.
var defaultCatalog = sync.OnceValues(func() (*pipeline.Catalog, error) { return catalog.Load(templates.FS, "") })

// noRule is for a test that no rule is of any account to.
const noRule = "none"

// newOffice makes an office with the rules that a test is about; all, where it names none. Most of what a batch costs is its rules.
func newOffice(t testing.TB, rules ...string) *office {
	t.Helper()
	c, err := defaultCatalog()
	if err != nil {
		t.Fatal(err)
	}
	own := *c
	if len(rules) > 0 {
		own.Rules = slices.DeleteFunc(slices.Clone(c.Rules), func(rule pipeline.Rule) bool { return !slices.Contains(rules, rule.Code) })
	}
	o := &office{t: t, catalog: &own, clock: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	o.open()
	return o
}

// newOfficeOnDisk is one whose warehouse can be opened again.
func newOfficeOnDisk(t testing.TB) *office {
	o := newOffice(t)
	o.path = filepath.Join(t.TempDir(), "warehouse.duckdb")
	o.reopen(func(*pipeline.Catalog) {})
	return o
}

func (o *office) open() {
	o.t.Helper()
	w, err := duck.Open(context.Background(), o.path, o.catalog, o.now, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	o.Warehouse = w
	o.t.Cleanup(func() { w.Close() })
}

// in is the same office for a test within the test.
func (o *office) in(t *testing.T) *office {
	within := *o
	within.t = t
	o.last += 1000 // ids go on, whichever of the two gives the next
	return &within
}

// reopen opens the warehouse again under another catalogue.
func (o *office) reopen(change func(*pipeline.Catalog)) {
	o.t.Helper()
	if err := o.Close(); err != nil {
		o.t.Fatal(err)
	}
	other := *o.catalog
	change(&other)
	o.catalog = &other
	o.open()
}

// receipt is that of a file whose bytes are the text.
func (o *office) receipt(text string) pipeline.Receipt {
	o.last++
	name, _, _ := strings.Cut(text, " | ")
	sum := sha256.Sum256([]byte(text))
	return pipeline.Receipt{ID: o.last, SHA256: hex.EncodeToString(sum[:]), Name: strings.ReplaceAll(name, " ", "-") + ".xlsx", Size: int64(len(text)),
		Received: time.Date(2026, 1, 1, 0, 0, int(o.last), 0, time.UTC)}
}

// form is an arrival: "layout reporter period | figure | figure". A figure is "unit indicator@breakdown+ text", where the
// unit may be left out for the reporter, and + says cumulative. A row of the form's own numbers its cells.
func (o *office) form(text string) pipeline.Arrival {
	o.t.Helper()
	parts := strings.Split(text, " | ")
	head := strings.SplitN(parts[0], " ", 3)
	period, ok := pipeline.ReadPeriod(head[2])
	reporter, known := o.catalog.Geography.Unit(head[1])
	if !ok || !known {
		o.t.Fatal(parts[0])
	}
	reading := &pipeline.Reading{Layout: head[0], Version: 1, Reporter: reporter, Period: period}
	for i, figure := range parts[1:] {
		observed := o.observation(reading, i+1, figure)
		reading.Observations = append(reading.Observations, observed)
		if strings.Contains(observed.Unit, "/") {
			name := observed.Unit[strings.LastIndex(observed.Unit, "/")+1:]
			reading.Communes = append(reading.Communes, pipeline.Commune{ID: observed.Unit, Name: name, Sheet: "S", Cell: observed.Cell})
		}
	}
	return pipeline.Arrival{Receipt: o.receipt(text), Reading: reading}
}

func (o *office) observation(reading *pipeline.Reading, row int, text string) pipeline.Observation {
	unit, key, _ := strings.Cut(text, " ")
	_, known := o.catalog.Geography.Unit(unit)
	if !known && !strings.Contains(unit, "/") {
		unit, key = reading.Reporter.ID, text
	}
	key, figure, _ := strings.Cut(key, " ")
	key, cumulative := strings.CutSuffix(key, "+")
	indicator, breakdown, _ := strings.Cut(key, "@")
	if _, ok := o.catalog.Indicator(indicator); !ok {
		o.t.Fatalf("%q names no indicator", text)
	}
	observed := pipeline.Observation{Sheet: "S", Cell: pipeline.CellName(row, 1), Row: text, Unit: unit, Indicator: indicator, Breakdown: pipeline.Breakdown(breakdown),
		Period: reading.Period, Cumulative: cumulative, Quantity: vi.ReadText(figure), Raw: figure}
	if cumulative {
		observed.Period = reading.Period.YearToDate()
	}
	return observed
}

// take settles arrivals in one batch.
func (o *office) take(arrivals ...pipeline.Arrival) []pipeline.Outcome {
	o.t.Helper()
	ctx := context.Background()
	batch, err := o.Begin(ctx)
	if err != nil {
		o.t.Fatal(err)
	}
	defer batch.Rollback()
	if err := batch.Load(ctx, arrivals); err != nil {
		o.t.Fatal(err)
	}
	if err := batch.Check(ctx); err != nil {
		o.t.Fatal(err)
	}
	settled, err := batch.Settle(ctx)
	if err != nil {
		o.t.Fatal(err)
	}
	if err := batch.Commit(); err != nil {
		o.t.Fatal(err)
	}
	return settled.Outcomes
}

// forms settles forms one after another; all must be accepted.
func (o *office) forms(texts ...string) {
	o.t.Helper()
	for _, text := range texts {
		o.together(text)
	}
}

// together settles distinct forms in one batch; all must be accepted.
func (o *office) together(texts ...string) {
	o.t.Helper()
	for i, outcome := range o.take(o.arrivals(texts)...) {
		if outcome.State != pipeline.Accepted {
			o.t.Fatalf("%s: %s %v", texts[i], outcome.State, outcome.Findings)
		}
	}
}

// found lists the open findings of a rule, "" for all: "form cell got expected".
func (o *office) found(rule string) []string {
	o.t.Helper()
	findings, err := o.Findings(context.Background(), "", nil, "")
	if err != nil {
		o.t.Fatal(err)
	}
	lines := []string{}
	for _, f := range findings {
		if rule == "" || f.Rule == rule {
			lines = append(lines, strings.Join([]string{f.Reporter, f.Period, f.Cell, f.Got, f.Expected}, " "))
		}
	}
	slices.Sort(lines)
	return lines
}

// sentences lists what the open findings of a rule say.
func (o *office) sentences(rule string) string {
	o.t.Helper()
	findings, err := o.Findings(context.Background(), "", nil, "")
	if err != nil {
		o.t.Fatal(err)
	}
	var all []string
	for _, f := range findings {
		if f.Rule == rule {
			all = append(all, f.Sentence)
		}
	}
	return strings.Join(all, "\n")
}

// ask runs a query as a report does, as reported, and prints its rows.
func (o *office) ask(unit, period, query string) []string {
	o.t.Helper()
	return o.askOn(unit, period, "", query)
}

// askOn runs a query as a report restated on the map of a day does; "" is as reported.
func (o *office) askOn(unit, period, onMap, query string) []string {
	o.t.Helper()
	u, ok := o.catalog.Geography.Unit(unit)
	p, read := pipeline.ReadPeriod(period)
	if !ok || !read {
		o.t.Fatal(unit, period)
	}
	var day time.Time
	if onMap != "" {
		day, _ = time.Parse(time.DateOnly, onMap)
	}
	order, err := o.catalog.NewOrder(pipeline.Report{}, u, p, day)
	if err != nil {
		o.t.Fatal(err)
	}
	results, err := o.results(query, order)
	if err != nil {
		o.t.Fatal(err)
	}
	lines := []string{}
	for _, row := range results["q"].Rows {
		var cells []string
		for _, cell := range row {
			if cell.Figure != nil {
				cell.Text = cell.Figure.Quantity.String()
			}
			cells = append(cells, cell.Text)
		}
		lines = append(lines, strings.TrimSpace(strings.Join(cells, " ")))
	}
	return lines
}

// results runs a query, which is called q, as the report of an order does.
func (o *office) results(query string, order pipeline.Order) (pipeline.Results, error) {
	var all pipeline.Results
	_, _, err := o.Compute(context.Background(), [][]pipeline.Query{{{Name: "q", SQL: query}}}, order, func(results []pipeline.Results) ([]*pipeline.Document, error) {
		all = results[0]
		return nil, nil
	})
	return all, err
}

// expect compares lists of lines.
func (o *office) expect(what string, got []string, want ...string) {
	o.t.Helper()
	if want == nil {
		want = []string{}
	}
	if !slices.Equal(got, want) {
		o.t.Errorf("%s\ngot:\n  %s\nwant:\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// states names what became of arrivals.
func states(outcomes []pipeline.Outcome) string {
	var all []string
	for _, o := range outcomes {
		all = append(all, fmt.Sprintf("%s %d", o.State, o.Edition))
	}
	return strings.Join(all, ", ")
}

// arrivals makes arrivals of forms.
func (o *office) arrivals(texts []string) []pipeline.Arrival {
	all := make([]pipeline.Arrival, len(texts))
	for i, text := range texts {
		all[i] = o.form(text)
	}
	return all
}
