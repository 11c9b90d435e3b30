package excel

import (
	"fmt"
	"io"

	"tonghop/pipeline"

	"github.com/xuri/excelize/v2"
)

// documentWriter writes documents as workbooks.
type documentWriter struct{}

// NewDocumentWriter returns the writer of reports as XLSX: the text on the first sheet, every table and chart on a sheet of its own, totals
// as live formulas, and behind them the document's supplements, a sheet each.
func NewDocumentWriter() pipeline.Writer { return documentWriter{} }

// Extension is the file's ending.
func (documentWriter) Extension() string { return "xlsx" }

// Write writes a document. The same document gives the same bytes.
func (documentWriter) Write(w io.Writer, d *pipeline.Document) error {
	if err := writeDocument(w, d); err != nil {
		return fmt.Errorf("workbook %q: %w", d.Title, err)
	}
	return nil
}

func writeDocument(w io.Writer, d *pipeline.Document) error {
	file, err := newOutput()
	if err != nil {
		return err
	}
	defer file.Close()
	r := newReport(file, d)
	if err := r.layOut(); err != nil {
		return err
	}
	if err := r.addSheets(file.File); err != nil {
		return err
	}
	for _, sheet := range r.sheets {
		sheet.draft, sheet.mark = d.Letterhead.Draft, cleanText(d.Letterhead.Mark)
		if err := sheet.write(file); err != nil {
			return err
		}
	}
	if err := setProperties(file.File, d.Title, d.Author, d.Language, d.Created); err != nil {
		return err
	}
	return file.Write(w)
}

// report lays one document out as sheets, in the document's order.
type report struct {
	document *pipeline.Document
	styles   *styles
	plan     []plannedSheet
	sheets   []*canvas       // as planned
	text     *textSheet      // where words go now; nil: nowhere yet
	annex    *pipeline.Annex // the annex that we are in; nil in the body
	titled   bool            // the annex's title is written
	cells    look            // of tables
}

func newReport(o *output, d *pipeline.Document) *report {
	return &report{document: d, styles: o.styles, plan: plan(d), cells: cellText}
}

// sheet begins the next sheet of the plan.
func (r *report) sheet(widths []float64) *canvas {
	sheet := newCanvas(r.plan[len(r.sheets)].name, widths)
	r.sheets = append(r.sheets, sheet)
	return sheet
}

// addSheets makes the sheets in the file, in order; a new file has one.
func (r *report) addSheets(file *excelize.File) error {
	for i, sheet := range r.sheets {
		if i == 0 {
			if err := file.SetSheetName(file.GetSheetName(0), sheet.name); err != nil {
				return err
			}
			continue
		}
		if _, err := file.NewSheet(sheet.name); err != nil {
			return fmt.Errorf("sheet %s: %w", sheet.name, err)
		}
	}
	return nil
}

// layOut goes through the blocks, then the supplements. The signature closes the body: before the first annex, or at the end.
func (r *report) layOut() error {
	r.begin()
	signed := false
	for i, block := range r.document.Blocks {
		if annex, ok := block.(pipeline.Annex); ok {
			if !signed {
				r.sign()
				signed = true
			}
			r.annex, r.text, r.titled = &annex, nil, false
			continue
		}
		if err := r.block(block); err != nil {
			return fmt.Errorf("block %d: %w", i+1, err)
		}
	}
	if !signed {
		r.sign()
	}
	for _, supplement := range r.document.Supplements {
		if err := r.supplement(supplement); err != nil {
			return fmt.Errorf("supplement %s: %w", supplement.Name, err)
		}
	}
	return nil
}

func (r *report) block(block pipeline.Block) error {
	switch block := block.(type) {
	case pipeline.Table:
		return r.table(block)
	case pipeline.Chart:
		return r.chart(block)
	case pipeline.Contents:
		r.contents(block)
		return nil
	}
	if !isWords(block) {
		return fmt.Errorf("a block of kind %T cannot be written", block)
	}
	r.words().block(block)
	return nil
}
