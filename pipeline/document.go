package pipeline

import (
	"cmp"
	"io"
	"strings"
	"time"

	"tonghop/pipeline/vi"
)

// Document is a report (văn bản) before it is PDF or XLSX. Its writers take numbers only from Figures,
// so that the two cannot disagree and every printed number leads back to its key.
type Document struct {
	Letterhead  Letterhead
	Blocks      []Block // the body, then annexes, each begun by an Annex block
	Signature   Signature
	Recipients  []string          // the lines under "Nơi nhận:", without dash and semicolon
	Passages    []Passage         // the texts that are open to editing, as they stand in the document
	Supplements []Supplement      // what a workbook has behind the report and paper has no place for; the sources of the figures are the last
	Files       map[string]string // the names that it is written under, by the extensions of their writers: "pdf" → "01-bao-cao"; folders with /
	Title       string            // of the file's properties
	Author      string
	Language    string
	Created     time.Time // fixed by the report's own dates, never by the clock: same input, same bytes
}

// Letterhead is the head of an official document, Annex I of Decree 30/2020/NĐ-CP. One without an issuer is that of an enclosure: it has kind and
// subject, and marks, but neither number nor date.
type Letterhead struct {
	Parent  string // parent body, upper case
	Issuer  string // issuing body, upper case
	Number  string // "05", or "" for a blank to be filled in by hand
	Symbol  string // "BC-V05"
	Place   string
	Date    *time.Time // nil leaves day and month blank
	Kind    string     // "BÁO CÁO"
	Subject string     // trích yếu
	Draft   bool       // bears DỰ THẢO, on each page
	Mark    string     // of secrecy (độ mật), boxed: "MẬT"; "" for none
}

// Cited is the number with its symbol: "05/BC-V05"; blank stands for a number that is not there yet.
func (l Letterhead) Cited(blank string) string {
	number := cmp.Or(l.Number, blank)
	if l.Symbol == "" {
		return number
	}
	return number + "/" + l.Symbol
}

// RecipientLines are the lines under "Nơi nhận:" as they end: with a semicolon, the last with a full stop.
func (d *Document) RecipientLines() []string {
	lines := make([]string, len(d.Recipients))
	for i, recipient := range d.Recipients {
		lines[i] = strings.TrimRight(recipient, " ;.") + ";"
	}
	if last := len(lines) - 1; last >= 0 {
		lines[last] = strings.TrimSuffix(lines[last], ";") + "."
	}
	return lines
}

// Signature is the block of the signer; the name may be blank.
type Signature struct {
	Authority string `json:"authority,omitempty"` // "KT. CỤC TRƯỞNG", "" for none
	Title     string `json:"title"`               // "CỤC TRƯỞNG"
	Name      string `json:"name"`
}

// Passage is a text of a report that may be edited before the report is approved; Text is Markdown of paragraphs and lists.
type Passage struct{ ID, Title, Text string }

// Supplement is a sheet of a workbook with headings, paragraphs, lists and tables.
type Supplement struct {
	Name   string
	Blocks []Block
}

// Block is a part of a Document: Heading, Paragraph, List, Table, Chart, Contents or Annex.
type Block interface{ block() }

// Heading is a heading of level 1 (part: "I. TÌNH HÌNH", upper case, bold), 2 ("1.", bold) or 3 ("a)", regular).
// Its text carries its number.
type Heading struct {
	Level int
	Text  string
}

// Paragraph is a paragraph of the body, justified, its first line indented.
type Paragraph struct{ Inlines []Inline }

// List is a list of items, each set as a paragraph that begins with a dash.
type List struct{ Items []Paragraph }

// Annex begins an annex (phụ lục) on a new page with its own page numbers.
type Annex struct {
	Number    string // Roman; "" where there is one annex only
	Title     string // upper case
	Reference string // "(Kèm theo Báo cáo số …)", "" for none
	Landscape bool
}

// Contents is the table of contents: the headings of level 1 of the body, and the annexes, each with its page and a link to it. A
// workbook links to its sheets.
type Contents struct{ Title string }

// ContentsEntry is a line of a table of contents.
type ContentsEntry struct {
	Text  string
	Annex string // its label, "" for the body
}

// ContentsOf lists what a table of contents does.
func ContentsOf(blocks []Block) []ContentsEntry {
	var entries []ContentsEntry
	inAnnex := false
	for _, block := range blocks {
		switch b := block.(type) {
		case Annex:
			inAnnex = true
			entries = append(entries, ContentsEntry{Text: b.Title, Annex: b.Label()})
		case Heading:
			if b.Level <= 1 && !inAnnex {
				entries = append(entries, ContentsEntry{Text: b.Text})
			}
		}
	}
	return entries
}

// Label is what an annex is called: "Phụ lục II".
func (a Annex) Label() string { return strings.TrimSpace(vi.AnnexLabel + " " + a.Number) }

// Inline is a piece of running text: plain text, or a figure.
type Inline struct {
	Text         string
	Figure       *Figure // when set, Text is empty
	Bold, Italic bool
}

// Figure is one number of a report with the key that leads back to its cell.
type Figure struct {
	Unit, Indicator, Period, Breakdown string
	Quantity                           vi.Quantity
	Source                             Source
	MissingParts                       int  // of a sum: parts that are not in it
	FromSuperior                       bool // of a sum: some of it is a superior's word
	Waived                             bool // a finding on it was accepted on an explanation
	// Cells name the cells that it is made of, in the warehouse and within the transaction that computed it; nil of one that a report
	// computes of others.
	Cells []int64
}

// Source says whose figure it is.
type Source string

// The sources of a figure.
const (
	Own      Source = "own"      // the unit's own accepted figure
	Superior Source = "superior" // a superior's row about the unit, for want of its own
	Sum      Source = "sum"      // added up here from the parts
)

// Align is the alignment of a table's column.
type Align int

// The alignments; numbers stand right.
const (
	Left Align = iota
	Center
	Right
)

// Table is a table with one or more header rows.
type Table struct {
	Caption string
	Unit    string // unit of measure, printed above the table at the right; "" for none
	Columns []Column
	Rows    []Row
	Notes   []string // printed under the table
}

// Column is a column of a table. Neighbouring columns with the same Group share a header cell above theirs.
type Column struct {
	Group  string
	Header string
	Align  Align
	Weight float64 // relative width
}

// RowKind says how a row is set and what its totals add.
type RowKind string

// The kinds of rows.
const (
	PartRow     RowKind = "part"
	SectionRow  RowKind = "section"  // a title over the parts below: its first cell with a text spans the row
	SubtotalRow RowKind = "subtotal" // adds the part rows since the section row or subtotal before it
	TotalRow    RowKind = "total"    // adds all part rows
	DeclaredRow RowKind = "declared" // a total as its reporter declared it: never computed here
)

// Row is a row of a table. For every cell of a subtotal or total row whose figure has source Sum, SumOf lists
// the indexes of the rows that it adds; the workbook writes a live formula over them.
type Row struct {
	Kind  RowKind
	Cells []Cell
	SumOf []int
}

// Cell is text or a figure.
type Cell struct {
	Text   string
	Figure *Figure
	Mark   string // a short mark behind it that the table's notes explain, such as "(1)"
}

// ChartKind says how a chart shows its series.
type ChartKind string

// The kinds of charts.
const (
	BarChart  ChartKind = "bar"  // a bar a category, beside each other or one under the other
	LineChart ChartKind = "line" // a line a series, its categories being times in their order
)

// Chart is drawn as vectors in the PDF and natively in the workbook.
type Chart struct {
	Kind       ChartKind
	Small      bool // set low on paper, where much else stands on its page
	Title      string
	Unit       string // unit of measure, the label of the value axis
	Categories []string
	Series     []Series
}

// Series is one series of a chart, a figure a category; a figure that is not known has no bar, and breaks a line.
type Series struct {
	Name    string
	Figures []Figure
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Annex) block()     {}
func (Table) block()     {}
func (Chart) block()     {}
func (Contents) block()  {}

// Writer writes a document in one format. The same document gives the same bytes.
type Writer interface {
	// Extension is the file's ending, without the dot.
	Extension() string
	// Write leaves the document as it is: others write it at the same time.
	Write(w io.Writer, d *Document) error
}
