package pipeline

import (
	"encoding/json"
	"time"

	"tonghop/pipeline/vi"
)

// TraceRequest names a figure that reports print: of a unit, an indicator, a period and a breakdown, on a map. The order is that
// of a report in which it would stand.
type TraceRequest struct {
	Order     Order
	Unit      string // that of the order, or a commune of it
	Indicator Indicator
	Breakdown Breakdown
}

// Trace leads from a figure that reports print down to the cells that it is made of.
type Trace struct {
	Indicator     string    `json:"indicator"`
	IndicatorName string    `json:"indicator_name"`
	UnitOfMeasure string    `json:"unit_of_measure"`
	Breakdown     Breakdown `json:"breakdown"`
	BreakdownName string    `json:"breakdown_name,omitempty"`
	Unit          string    `json:"unit"`
	UnitName      string    `json:"unit_name"`
	Period        string    `json:"period"`
	PeriodName    string    `json:"period_name"`
	Map           string    `json:"map"` // the day, such as 2025-07-01
	MapDay        time.Time `json:"-"`
	Restated      bool      `json:"restated"` // on the map of another day than the period's last
	Difference    *Decimal  `json:"difference,omitempty"`
	// Figures are those that reports print: what the unit declares itself, and what its parts add up to, as far as there are any.
	Figures []TracedFigure `json:"figures"`
	// Others are cells about it that none of the figures is made of.
	Others []OtherCell `json:"not_believed,omitempty"`
}

// FigureKind says what a figure of a trace is.
type FigureKind string

// The kinds of figures in a trace.
const (
	DeclaredFigure FigureKind = "declared" // the unit's own
	TotalFigure    FigureKind = "total"    // the sum of its parts
	PartFigure     FigureKind = "part"     // of a unit on the map, as a line of a table has it
	FormerFigure   FigureKind = "former"   // of a unit that became one on the map, or a part of one
)

// TracedFigure is a figure with what it is made of: parts, or the cells themselves. One that nothing is known of has neither.
type TracedFigure struct {
	Kind     FigureKind     `json:"kind"`
	Unit     string         `json:"unit"`
	UnitName string         `json:"unit_name"`
	Says     Interpretation `json:"figure"`
	Source   Source         `json:"source,omitempty"`
	How      How            `json:"how,omitempty"`
	Inside   []string       `json:"made_of,omitempty"`      // names of the units in scope that the unit on the map is made of
	Outside  []string       `json:"without,omitempty"`      // and of those that are out of scope
	Inexact  bool           `json:"inexact,omitempty"`      // a change of the map was not of whole units
	Lacks    []string       `json:"lacks,omitempty"`        // names of units and periods that have no figure
	Parts    []TracedFigure `json:"parts,omitempty"`        // of a sum
	Cells    []TracedCell   `json:"cells,omitempty"`        // of a figure that is no sum of parts, in the order of their time
	Others   []OtherCell    `json:"not_believed,omitempty"` // cells about the same figure that it is not made of
}

// How a figure of a period comes about.
type How string

// The ways to a figure over time.
const (
	AddedOverTime    How = "added"    // of the times within the period
	DeclaredForWhole How = "declared" // for the whole period
	LastOfStock      How = "last"     // of the last of the times within it, or the first
)

// Interpretation is what a figure says, or what a text was read as.
type Interpretation struct {
	vi.Quantity
	vi.Bounds
}

// MarshalJSON writes numbers as numbers, and the text as reports print it.
func (i Interpretation) MarshalJSON() ([]byte, error) {
	said := struct {
		State     vi.State     `json:"state"`
		Qualifier vi.Qualifier `json:"qualifier,omitempty"`
		Value     *Decimal     `json:"value,omitempty"`
		Upper     *Decimal     `json:"upper,omitempty"`
		Low       *Decimal     `json:"low,omitempty"`
		High      *Decimal     `json:"high,omitempty"`
		SoftLow   *Decimal     `json:"soft_low,omitempty"`
		SoftHigh  *Decimal     `json:"soft_high,omitempty"`
		Words     string       `json:"words,omitempty"`
		Printed   string       `json:"printed"`
	}{State: i.State, Qualifier: i.Qualifier, Words: i.Words, Printed: i.String(),
		Low: (*Decimal)(i.Low), High: (*Decimal)(i.High), SoftLow: (*Decimal)(i.SoftLow), SoftHigh: (*Decimal)(i.SoftHigh)}
	if i.Known() {
		said.Value = (*Decimal)(&i.Value)
	}
	if i.Qualifier == vi.Between {
		said.Upper = (*Decimal)(&i.Upper)
	}
	return json.Marshal(said)
}

// Decimal is a number that JSON has as a number, with as many decimals as it has.
type Decimal vi.Number

// MarshalJSON writes the number.
func (n Decimal) MarshalJSON() ([]byte, error) { return []byte(vi.Number(n).Plain()), nil }

// TracedCell is a cell of a workbook that figures are made of: where it stands, what stands in it, and how it was read.
type TracedCell struct {
	ID           int64          `json:"-"` // names it while a transaction lasts
	Submission   int64          `json:"submission"`
	File         string         `json:"file"`
	SHA256       string         `json:"sha256"`
	Received     time.Time      `json:"received"`
	Edition      int            `json:"edition"`
	Layout       string         `json:"layout"`
	Version      int            `json:"version"`
	Reporter     string         `json:"reporter"`
	ReporterName string         `json:"reporter_name"`
	Sheet        string         `json:"sheet"`
	Cell         string         `json:"cell"`
	Line         string         `json:"line"` // what its row is called in the form
	Unit         string         `json:"unit"`
	UnitName     string         `json:"unit_name"`
	Indicator    string         `json:"indicator"`
	Breakdown    Breakdown      `json:"breakdown"`
	Period       string         `json:"period"`
	Cumulative   bool           `json:"cumulative,omitempty"` // from the column "lũy kế từ đầu năm"
	Raw          string         `json:"raw"`                  // the text as it stands there
	ReadAs       Interpretation `json:"read_as"`
	Findings     []Finding      `json:"findings,omitempty"`
}

// OtherCell is a cell that says something about a figure, or has room for it, and that the figure is not made of.
type OtherCell struct {
	TracedCell
	Why Unused `json:"why"`
}

// Unused says why a figure is not made of a cell.
type Unused string

// Why a cell is not what a figure is made of.
const (
	EmptyCell     Unused = "empty"          // it has no figure yet
	SuperiorRow   Unused = "superior"       // a superior's row, and the unit has told its own
	OtherSuperior Unused = "other-superior" // another superior's row comes first
	OtherForm     Unused = "other-form"     // the same is told by another form or column, which comes first
	OtherTime     Unused = "other-time"     // of another cut of the period: its whole, or times within it
	WholeTold     Unused = "whole-told"     // parts are lacking, and the whole was declared by itself
)
