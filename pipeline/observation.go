package pipeline

import "tonghop/pipeline/vi"

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

// Reading is what a workbook says, read through its layout.
type Reading struct {
	Layout       string
	Version      int
	LayoutHash   string
	Reporter     Unit
	Period       Period
	Observations []Observation
	Narratives   []Narrative
	Refusals     []Refusal // what reading itself came upon in cells: a row of no known unit, a column of no known header
}
