// Package compose turns a report file into a document. A report file is Markdown in which
//
//	```sql name        is a query; an indicator that it names is one of indicators.yaml; it sees the queries above it as tables, and $unit, $scope (its provinces), $period, $first and
//	                   $day (from and up to which its figures go), $map (the day whose provinces its lines are), $before and
//	                   $before_day (the same of the year before), $previous and $previous_day (of the period right before) and
//	                   $last_edition (the id of the edition before, 0 for none)
//	{name.column}      is what the query returned in that column
//	{~name.column}     is its figure told as a hedge, in running text: gần 1.900 for 1.893 (see vi.Tell)
//	{unit}, {period}   and the other words of an order say what the report is about
//	| … |              is a table: its one row below the header is made for each row of the query that it names
//	: Caption          in front of a table names it; a second line in it says the unit of measure
//	> Note             behind a table explains its marks
//	```chart           is a chart of bars, or with kind: line of lines; with size: small it is half as high
//	```narrative id    is drafted text that may be edited before the report is approved, see below
//	```contents        is the table of contents; its one line is the title
//	```include parts/x is all of reports/parts/x.md, queries, text and tables; a part includes no part
//	# Phụ lục I: …     begins an annex; {.landscape} sets it across
//	# … {.sheet}       begins a sheet of the workbook that paper has no place for; sheets stand at the end of the file
//	# … {#id}          is a section, which a conference may leave out
//	---                ends a section
//
// A section goes from its heading of level 1, or its annex, to the next one; headings in an annex belong to the annex. What
// stands before the first section, or behind a line of ---, belongs to none, and so does a sheet without an id. A conference that
// names sections (Sections) keeps those and what belongs to none, in the report's order; a section without an id is kept only where
// it names none. So the closing words stay in every pack when they stand behind a line of ---:
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
// A paragraph, item or note that names a query is made for each row of it: none where there is none. A table or chart without
// rows is left out. A column named kind says what a table's row is (part, section, subtotal, total, declared). In tables
// a superior's figure bears (1), a sum that lacks parts (*) and one with a finding that was accepted on an explanation (3).
//
// A narrative holds paragraphs and items with places. Where the order has a wording of its id, that is printed instead, braces and
// all. One that is empty leaves its heading out, unless its last line is "else: text", which is then said.
//
// A report with each: query is a document for each row of that query, which returns unit (an id) and name: there {unit} and the like are
// that unit's, and of every result with a column called unit only that unit's rows are seen.
//
// Two results come from no query: commended_list, at a conference the list of those commended there (no, name, locality, award, level),
// and pack_files, the files of the pack's reports before this one (no, file, title). Elsewhere they have no rows.
package compose

import (
	"fmt"
	"sync"

	"tonghop/pipeline"
)

// Composer composes reports of a catalogue. Each is parsed once, when it is first asked for.
type Composer struct {
	catalog   *pipeline.Catalog
	templates map[string]func() (*template, error)
}

// New returns a composer.
func New(catalog *pipeline.Catalog) *Composer {
	c := &Composer{catalog, make(map[string]func() (*template, error), len(catalog.Reports))}
	known := idsOf(catalog)
	for _, report := range catalog.Reports {
		c.templates[report.ID] = sync.OnceValues(func() (*template, error) { return parse(report, catalog.Parts, known) })
	}
	return c
}

// template is the parsed file of a report of the catalogue.
func (c *Composer) template(id string) (*template, error) {
	parsed, ok := c.templates[id]
	if !ok {
		return nil, fmt.Errorf("report %q is not in the catalogue", id)
	}
	return parsed()
}

// Queries returns the queries of a report in their order. The error joins all mistakes in its file.
func (c *Composer) Queries(report pipeline.Report) ([]pipeline.Query, error) {
	parsed, err := c.template(report.ID)
	if err != nil {
		return nil, err
	}
	return parsed.queries, nil
}

// Compose fills the order's reports with what their queries returned.
func (c *Composer) Compose(order pipeline.Order, results []pipeline.Results) ([]*pipeline.Document, error) {
	var documents []*pipeline.Document
	for i, report := range order.Reports {
		made, err := c.compose(order, report, withGiven(results[i], order, documents))
		if err != nil {
			return nil, err
		}
		documents = append(documents, made...)
	}
	return documents, nil
}

// compose makes the documents of a report: one, or one for each unit.
func (c *Composer) compose(order pipeline.Order, report pipeline.Report, results pipeline.Results) ([]*pipeline.Document, error) {
	parsed, err := c.template(report.ID)
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
	whole := &filler{words: c.words(order), partial: c.catalog.Words["partial-figure"], waived: c.catalog.Words["waived-figure"], queries: parsed.queries, results: results, wording: order.Wording}
	fillers, err := c.fillers(whole, parsed)
	if err != nil {
		return nil, err
	}
	documents := make([]*pipeline.Document, len(fillers))
	for i, f := range fillers {
		documents[i] = c.frame(order, report, f.words)
		if err := parsed.fill(documents[i], f, sections); err != nil {
			return nil, err
		}
		c.refer(documents[i])
	}
	return documents, nil
}

// fill fills the body and the sheets of a document.
func (t *template) fill(d *pipeline.Document, f *filler, sections []string) error {
	sheets := map[*section][]pipeline.Block{}
	for _, block := range t.blocks {
		if !block.keptIn(sections) {
			continue
		}
		filled, err := block.fill(f)
		if err != nil {
			return err
		}
		if block.in != nil && block.in.sheet != nil {
			sheets[block.in] = append(sheets[block.in], filled...)
			continue
		}
		d.Blocks = append(d.Blocks, filled...)
	}
	d.Blocks = number(d.Blocks)
	for _, s := range t.sections {
		if blocks := number(sheets[s]); len(blocks) > 0 {
			d.Supplements = append(d.Supplements, pipeline.Supplement{Name: f.text(s.sheet, "", 0), Blocks: blocks})
		}
	}
	d.Passages = f.passages
	return f.err
}
