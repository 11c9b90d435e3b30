// Package compose turns a report file into a document. A report file is Markdown in which
//
//	```sql name        is a query; it sees $unit, $period and $map, and the queries above it as tables
//	{name.column}      is what the query returned in that column
//	{unit}, {period}   and the other words of an order say what the report is about
//	| … |              is a table: its one row below the header is made for each row of the query that it names
//	: Caption          in front of a table names it; a second line in it says the unit of measure
//	> Note             behind a table explains its marks
//	```chart           is a bar chart
//	# Phụ lục I: …     begins an annex
//
// Headings are numbered here, I., 1. and a) by their level; one with nothing below it is left out.
// A paragraph, item or note that names a query is made for each row of it: none where there is none. A table or chart without
// rows is left out. A column named kind says what a table's row is (part, section, subtotal, total, declared). In tables
// a superior's figure bears (1) and a sum that lacks parts (*).
package compose

import (
	"fmt"

	"tonghop/pipeline"
)

// Composer composes reports of a catalogue.
type Composer struct{ catalog *pipeline.Catalog }

// New returns a composer.
func New(catalog *pipeline.Catalog) *Composer { return &Composer{catalog} }

// Queries returns the queries of a report in their order.
func (c *Composer) Queries(report pipeline.Report) ([]pipeline.Query, error) {
	parsed, err := parse(report)
	if err != nil {
		return nil, err
	}
	return parsed.queries, nil
}

// Compose fills the report with what its queries returned.
func (c *Composer) Compose(order pipeline.Order, results pipeline.Results) (*pipeline.Document, error) {
	parsed, err := parse(order.Report)
	if err != nil {
		return nil, err
	}
	f := &filler{report: order.Report, words: c.words(order), results: results}
	document := c.frame(order, f)
	for _, block := range parsed.blocks {
		filled, err := block.fill(f)
		if err != nil {
			return nil, err
		}
		document.Blocks = append(document.Blocks, filled...)
	}
	document.Blocks = number(document.Blocks)
	return document, f.err
}

// mistake is an error with the place in the report file.
func mistake(report pipeline.Report, line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", report.File, line, fmt.Sprintf(format, args...))
}
