package portal

import (
	"unicode/utf8"

	"tonghop/pipeline/vi"
)

// timeChart is a picture of figures over time, as the page draws it: a bar a period, one under the other, each with its words, so that it is read on a
// phone, in black and white, and where figures are hedged or not there. Numbers are in units of the picture.
type timeChart struct {
	Width, Height, Axis int // Axis is where bars begin
	Rows                []timeBar
	Totals              bool // they are sums of the unit's parts
}

// timeBar is a period. Kind is known, hedged (about, lacking parts), zero or none, which has no bar.
type timeBar struct {
	Label, Text, Kind      string
	Top, Middle            int // of the bar, and of its words
	Length, Further, Words int // of the bar; up to the upper end of from … to …; where its words begin
}

// The sizes of a picture. A letter of 13 is at most as wide as 8.
const (
	chartWidth  = 360 // of a phone: there it is shown as large as it is
	chartRow    = 28
	chartBar    = 18
	chartLetter = 8
	chartGap    = 6
)

// timeChart draws a series; nil where there is nothing to see.
func (p *Portal) timeChart(series figureSeries) *timeChart {
	figures, totals, any := charted(series)
	if len(figures) < 2 || !any {
		return nil
	}
	chart := &timeChart{Width: chartWidth, Height: chartRow * len(series.Rows), Totals: totals}
	words := p.Pipeline.Catalog.Words
	var most vi.Number
	room := 0
	for i, f := range figures {
		bar := timeBar{Label: series.Rows[i].Label, Top: i*chartRow + (chartRow-chartBar)/2, Middle: i*chartRow + chartRow/2, Kind: "none", Text: vi.Quantity{State: vi.Missing}.Prose()}
		switch {
		case f != nil:
			bar.Kind, bar.Text = barKind(f), f.Quantity.Prose()
			if len(f.Lacks) > 0 || f.MissingParts > 0 {
				bar.Text += " " + words["figures-part"]
			}
		case series.Rows[i].Nothing:
			bar.Text = words["figures-nothing"]
		}
		if chart.Axis = max(chart.Axis, utf8.RuneCountInString(bar.Label)*chartLetter+chartGap); f.known() {
			most = max(most, f.Quantity.Value, f.Quantity.Upper)
			room = max(room, utf8.RuneCountInString(bar.Text)*chartLetter)
		}
		chart.Rows = append(chart.Rows, bar)
	}
	longest := max(chartWidth-chart.Axis-room-chartGap, chartWidth/6)
	for i, f := range figures {
		bar := &chart.Rows[i]
		if f.known() && most > 0 {
			bar.Length = int(f.Quantity.Value.Float() / most.Float() * float64(longest))
			bar.Further = max(int(f.Quantity.Upper.Float()/most.Float()*float64(longest))-bar.Length, 0)
		}
		bar.Words = chart.Axis + bar.Length + bar.Further + chartGap
	}
	return chart
}

// charted are the figures to draw, nil where there is none: what the unit declares, or where it declares nothing, what its parts add up to.
func charted(series figureSeries) (figures []*shownFigure, totals, any bool) {
	sums := make([]*shownFigure, len(series.Rows))
	told, added := false, false
	for i, row := range series.Rows {
		figures, sums[i] = append(figures, row.Declared), row.Total
		told, added = told || row.Declared.known(), added || row.Total.known()
	}
	if !told {
		return sums, true, added
	}
	return figures, false, true
}

// known tells whether there is a number.
func (f *shownFigure) known() bool { return f != nil && f.Quantity.Known() }

func barKind(f *shownFigure) string {
	switch {
	case f.Quantity.State == vi.Zero && f.MissingParts == 0:
		return "zero"
	case !f.Quantity.Known():
		return "none"
	case f.Quantity.Qualifier != vi.Exact || f.MissingParts > 0 || f.Inexact:
		return "hedged"
	}
	return "known"
}

// FurtherFrom is where the part up to the upper end begins.
func (b timeBar) FurtherFrom(axis int) int { return axis + b.Length }
