package pipeline

import (
	"strings"

	"tonghop/pipeline/vi"
)

// Observation (số liệu) is one figure as it stands in a cell. Its key is submission, sheet and cell.
type Observation struct {
	Sheet, Cell string
	Row         string // what the row is called in the form, for sentences
	Unit        string
	Indicator   string
	Period      Period
	Breakdown   Breakdown
	Cumulative  bool // from the column "lũy kế từ đầu năm"
	Required    bool
	Quantity    vi.Quantity
	Raw         string
}

// Narrative is what stands in a text box of a form, or in a row's note.
type Narrative struct {
	Sheet, Cell, Box, Text string
}

// Commune is a commune as a province names it: the national list changes too often to be kept.
type Commune struct {
	ID       string // CommuneID
	Name     string // without the words that say what kind of commune it is
	District string // until 2025-06; "" for none
	Sheet    string
	Cell     string
}

// CommuneID is the id of a commune: ca-mau/cai-nuoc/hung-my, with the district where there is one, for names repeat.
func CommuneID(province, district, name string) string {
	id := province
	for _, part := range []string{district, name} {
		if folded := vi.FoldUnit(part); folded != "" {
			id += "/" + strings.ReplaceAll(folded, " ", "-")
		}
	}
	return id
}

// Record is a row of a register (danh mục), or of a list of events.
type Record struct {
	Register string
	Sheet    string
	Cell     string // of its name
	Unit     string // the commune, or the reporter
	Name     string // as it is written, NFC
	Period   Period // of an event: its day
	Fields   []Field
}

// Field is one cell of a record.
type Field struct {
	ID       string // the column's Key
	Cell     string
	Text     string      // as written; of a day, month or year the canonical text of the period
	Value    string      // of a field with values: the id of the one that is meant
	Quantity vi.Quantity // of a figure
}

// Reading is what a workbook says, read through its layout.
type Reading struct {
	Layout       string
	Version      int
	LayoutHash   string
	Reporter     Unit
	Period       Period
	Observations []Observation
	Narratives   []Narrative
	Communes     []Commune // that figures or records are about
	Records      []Record
	Refusals     []Refusal // what reading itself came upon in cells: a row of no known unit, a column of no known header
}
