// Package compose turns a report file into a document. A report file is Markdown in which
//
//	```sql name        is a query; it sees the queries above it as tables, and $unit, $scope (its provinces), $period, $first and
//	                   $day (from and up to which its figures go) and $map (the day whose provinces its lines are)
//	{name.column}      is what the query returned in that column
//	{~name.column}     is its figure told as a hedge, in running text: gần 1.900 for 1.893 (see vi.Tell)
//	{unit}, {period}   and the other words of an order say what the report is about
//	| … |              is a table: its one row below the header is made for each row of the query that it names
//	: Caption          in front of a table names it; a second line in it says the unit of measure
//	> Note             behind a table explains its marks
//	```chart           is a bar chart
//	# Phụ lục I: …     begins an annex
//	# … {#id}          is a section, which a conference may leave out
//	---                ends a section
//
// A section goes from its heading of level 1, or its annex, to the next one; headings in an annex belong to the annex. What
// stands before the first section, or behind a line of ---, belongs to none. A conference that names sections (Sections)
// keeps those and what belongs to none, in the report's order; a section without an id is kept only where it names none.
// So the closing words stay in every pack when they stand behind a line of ---:
//
//	# ĐỐI CHIẾU SỐ LIỆU {#doi-chieu}
//	…
//	---
//
//	Trên đây là …./.
//
//	# Phụ lục I: SỐ LIỆU {#so-lieu .landscape}
//
// Headings are numbered here, I., 1. and a) by their level, and annexes I and II where there are several, as far as they are kept; one with nothing below
// it is left out, an annex too. So text names an annex by its title, never by its number.
// At a conference, commended_list is the list of those commended there (no, name, locality, award, level) as if it were a query;
// elsewhere it has no rows. It comes from the conference's file and is in no query.
// A paragraph, item or note that names a query is made for each row of it: none where there is none. A table or chart without
// rows is left out. A column named kind says what a table's row is (part, section, subtotal, total, declared). In tables
// a superior's figure bears (1), a sum that lacks parts (*) and one with a finding that was accepted on an explanation (3).
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

// Compose fills the order's reports with what their queries returned.
func (c *Composer) Compose(order pipeline.Order, results []pipeline.Results) ([]*pipeline.Document, error) {
	var documents []*pipeline.Document
	for i, report := range order.Reports {
		document, err := c.compose(order, report, results[i])
		if err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
	return documents, nil
}

func (c *Composer) compose(order pipeline.Order, report pipeline.Report, results pipeline.Results) (*pipeline.Document, error) {
	parsed, err := parse(report)
	if err != nil {
		return nil, err
	}
	var sections []string
	if order.Conference != nil && report.ID == order.Conference.Report {
		if err := parsed.checkSections(*order.Conference); err != nil {
			return nil, err
		}
		sections = order.Conference.Sections
	}
	f := &filler{report: report, words: c.words(order), partial: c.catalog.Words["partial-figure"], waived: c.catalog.Words["waived-figure"], results: withCommended(results, order.Conference)}
	document := c.frame(order, f)
	for _, block := range parsed.blocks {
		if !block.keptIn(sections) {
			continue
		}
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
