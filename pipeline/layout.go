package pipeline

import (
	"slices"
	"time"
)

// Layout (biểu mẫu) says where a form keeps its figures in a workbook. The same layout writes the blank form and reads
// the filled one; when reading, everything is found by folded text, never by a fixed address.
type Layout struct {
	ID       string
	Version  int
	From     time.Time // first and last day on which the form may be used
	Until    time.Time // zero: still in use
	Number   string    // the form's number (biểu số), "01/TH-BVANTQ"
	Title    string
	Sheet    string // name of the sheet with the table
	Sender   Sender
	Unit     string // unit of measure, "Mô hình, lượt người" …
	Deadline string // in words, for the form's head
	Notes    []string
	Rows     LayoutRows
	Columns  []LayoutColumn
	Boxes    []TextBox
	Hash     string // SHA-256 of the file
}

// Sender says which units send the form.
type Sender struct {
	Kinds   []UnitKind
	Schemes []string // of regions, in order of preference where two have one name
}

// LayoutRows are the rows of the form's table: one an item (Items), one a unit below the sender (Each), or one an entry of
// a register (Register).
type LayoutRows struct {
	Header   []string // header of the column that names the row, with synonyms
	Each     UnitKind // province: those of the map; commune: those that the sender names
	Register string   // models: each row is one of the register; with Each commune the rows are events there: festivals
	Total    []string // label of the declared total row with synonyms; of Each only
	Items    []LayoutItem
}

// Free tells whether the sender writes the names of the rows.
func (r LayoutRows) Free() bool { return r.Each == CommuneUnit || r.Register != "" }

// LayoutItem is a row of a form that has a line for each indicator. A section row has no code.
type LayoutItem struct {
	Code      string // mã số
	Label     string
	Section   bool
	Required  bool
	Indicator string
	Breakdown Breakdown
	Level     int      // indentation of an of-which line
	Choices   []string // what the note's drop-down offers
	Only      string   // "" or the measure that alone applies: "period" where a cumulative figure makes no sense
}

// ColumnRole says what stands in a column.
type ColumnRole string

// The roles of columns.
const (
	OrdinalColumn ColumnRole = "ordinal" // STT
	NameColumn    ColumnRole = "name"    // the row's name
	CodeColumn    ColumnRole = "code"    // mã số
	FigureColumn  ColumnRole = "figure"
	NoteColumn    ColumnRole = "note" // a reason or remark in words
	// Of rows that the sender names:
	CommuneColumn  ColumnRole = "commune"  // where an entry of a register is; empty: the whole of the sender
	DistrictColumn ColumnRole = "district" // of the row's commune, until 2025-06
	DayColumn      ColumnRole = "day"      // a day, month or year: of Field, or without one the day that the row's figures are about
	TextColumn     ColumnRole = "text"     // words: of Field
)

// LayoutColumn is a column of the form's table.
type LayoutColumn struct {
	Role       ColumnRole
	Header     []string // as printed, then synonyms
	Group      []string // header above, as printed, then synonyms; nil for none
	Indicator  string
	Breakdown  Breakdown
	Cumulative bool          // lũy kế từ đầu năm: the figure is about the year up to the period's end
	Field      string        // what a register keeps of the column: kind, area, founded, state, reason
	Choices    []string      // what the drop-down offers; other words may be typed
	Values     []LayoutValue // the only words that a field may have; nil: any
	Required   bool
	Note       string  // written on the header as a comment
	Width      float64 // in characters
}

// LayoutValue is one of the values of a field: its id, and how it is written, with synonyms.
type LayoutValue struct {
	ID    string
	Label []string
}

// Key names the column within its layout: its field, "indicator@breakdown" with + for a cumulative figure, or its role.
func (c LayoutColumn) Key() string {
	key := c.Field
	switch {
	case key != "":
	case c.Indicator != "":
		key = c.Indicator
		if c.Breakdown != "" {
			key += "@" + string(c.Breakdown)
		}
		if c.Cumulative {
			key += "+"
		}
	default:
		key = string(c.Role)
	}
	return key
}

// TextBox is a place for words: assessment, shortcomings, direction, proposals.
type TextBox struct {
	ID    string
	Label []string // as printed, then synonyms
	Note  string
}

// Counts tells whether the form has a place for an indicator.
func (l Layout) Counts(indicator string) bool {
	return slices.ContainsFunc(l.Rows.Items, func(i LayoutItem) bool { return i.Indicator == indicator }) ||
		slices.ContainsFunc(l.Columns, func(c LayoutColumn) bool { return c.Indicator == indicator })
}

// Title is the column's header as printed, with the one above it.
func (c LayoutColumn) Title() string {
	if len(c.Group) > 0 {
		return c.Group[0] + ", " + c.Header[0]
	}
	return c.Header[0]
}
