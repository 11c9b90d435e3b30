// Package excel reads workbooks strictly and writes forms and reports.
package excel

import (
	"tonghop/pipeline"
)

// Reader reads workbooks through the layouts of a catalogue.
type Reader struct {
	catalog   *pipeline.Catalog
	lexicon   *lexicon
	converter pipeline.Converter
}

// NewReader returns a reader; it may be used by several goroutines. converter may be nil: then workbooks of other formats are
// refused.
func NewReader(catalog *pipeline.Catalog, converter pipeline.Converter) *Reader {
	return &Reader{catalog, newLexicon(catalog), converter}
}

// Read reads a workbook whole, or refuses it with a *pipeline.Refusal.
func (r *Reader) Read(data []byte) (*pipeline.Reading, error) {
	workbook, remarks, err := r.open(data)
	if err != nil {
		return nil, err
	}
	reading, err := r.readForm(workbook)
	if err != nil {
		return nil, err
	}
	reading.Refusals = append(remarks, reading.Refusals...)
	return reading, nil
}

// readForm reads the form in a workbook.
func (r *Reader) readForm(workbook *pipeline.Workbook) (*pipeline.Reading, error) {
	workbook = withoutFindings(workbook)
	f := &formReader{catalog: r.catalog, lexicon: r.lexicon, reading: &pipeline.Reading{}}
	for _, step := range []func(*pipeline.Workbook) *pipeline.Refusal{f.refuseGarbled, f.findSheet, f.findPeriod, f.findLayout, f.findReporter, f.findColumns, f.noteLabels, f.findRepeats, f.readRows} {
		if refusal := step(workbook); refusal != nil {
			return nil, refusal
		}
	}
	f.noteOtherSheets(workbook)
	f.noteLegacy(workbook)
	return f.reading, nil
}

// formReader reads one form, step by step.
type formReader struct {
	catalog *pipeline.Catalog
	lexicon *lexicon
	reading *pipeline.Reading
	grid    *grid
	number  string // the form's number as printed
	layout  pipeline.Layout
	words   layoutWords // of the layout

	width    int               // the last column in whose rows the header is looked for
	header   int               // the last row of the table's header
	columns  map[int]int       // the sheet's columns, to those of the layout
	proposed map[int]bool      // the sheet's columns of which it was said which they seem to be
	places   []int             // the layout's columns, to those of the sheet; 0 for none
	name     int               // the sheet's column of names
	code     int               // the sheet's column of codes; 0 for none
	boxes    []position        // where the labels of the layout's boxes stand; zero for none
	worded   map[position]bool // the cells that are texts of boxes
	skipped  map[int]bool      // rows of the table that are no lines: numbers of columns, the header again
	repeats  []position        // where the header is there again
	hidden   []position        // names of hidden lines that were read
	bad      int               // rows that were noted
}

// refuse makes a refusal of something on the form's sheet.
func (f *formReader) refuse(code string, at position, got string, values map[string]string) *pipeline.Refusal {
	return refusalAt(f.grid, code, at, got, values)
}

// note keeps a refusal that is about a cell only.
func (f *formReader) note(code string, at position, got string, values map[string]string) {
	f.reading.Refusals = append(f.reading.Refusals, *f.refuse(code, at, got, values))
}
