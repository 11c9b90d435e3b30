package excel

import (
	"tonghop/pipeline"

	"github.com/xuri/excelize/v2"
)

// The size of a chart in pixels.
const (
	chartWidth  = 680
	chartHeight = 380
	barHeight   = 24 // of a bar that lies
)

const (
	manyCategories = 9  // from which on bars lie, so that their names can be read
	mostNumbers    = 24 // that a line can bear; where there are more, or several lines, they are read from the data beside
)

// Series are told apart in black-and-white print: bars by their shades, lines by dashes and markers.
var (
	shades  = []string{"828282", "D9D9D9", "404040", "B0B0B0", "606060"}
	dashes  = []excelize.LineDashType{excelize.LineDashSolid, excelize.LineDashDash, excelize.LineDashSysDot, excelize.LineDashSashDot, excelize.LineDashLgDash}
	markers = []string{"circle", "square", "triangle", "diamond", "x"}
)

const black = "000000"

// nativeChart is the chart over the data below a header row.
func nativeChart(sheet string, head int, c pipeline.Chart) *excelize.Chart {
	last := head + len(c.Categories)
	column := func(col int) string { return area{place{head + 1, col}, place{last, col}}.absolute(sheet) }
	oneColour, digits := false, axisDigits(c)
	chart := &excelize.Chart{
		Type: excelize.Col, VaryColors: &oneColour, ShowBlanksAs: "gap",
		Title:     chartTitle(c.Title, 14),
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Legend:    excelize.ChartLegend{Position: "bottom", Font: chartFont(10)},
		XAxis:     excelize.ChartAxis{Font: *chartFont(10)},
		YAxis: excelize.ChartAxis{MajorGridLines: true, Title: chartTitle(c.Unit, 10), Font: *chartFont(10),
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: digits}},
		PlotArea: excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{SourceLinked: true, CustomNumFmt: digits}},
	}
	for i := range c.Series {
		name := area{place{head, i + 2}, place{head, i + 2}}
		chart.Series = append(chart.Series, excelize.ChartSeries{Name: name.absolute(sheet), Categories: column(1), Values: column(i + 2),
			Fill: fill(shades[i%len(shades)]), DataLabel: excelize.ChartDataLabel{Font: *chartFont(9)}})
	}
	if len(c.Series) == 1 {
		chart.Legend.Position = "none"
	}
	switch {
	case c.Kind == pipeline.LineChart:
		drawLines(chart, c)
	case len(c.Categories) >= manyCategories:
		chart.Type = excelize.Bar
		chart.XAxis.ReverseOrder = true // the first on top, and the numbers at the bottom still
		chart.YAxis.TickLabelPosition = excelize.ChartTickLabelHigh
		chart.Dimension.Height = uint(max(chartHeight, barHeight*len(c.Categories)*len(c.Series)+100))
	}
	return chart
}

// drawLines makes a chart one of lines, black all of them.
func drawLines(chart *excelize.Chart, c pipeline.Chart) {
	chart.Type = excelize.Line
	chart.PlotArea.ShowVal = len(c.Series) == 1 && len(c.Categories) <= mostNumbers
	for i := range chart.Series {
		series := &chart.Series[i]
		series.Fill = fill(black)
		series.Line = excelize.LineOptions{Type: excelize.LineSolid, Dash: dashes[i%len(dashes)], Width: 1.5}
		series.Marker = excelize.ChartMarker{Symbol: markers[i%len(markers)], Size: 6, Fill: fill(black)}
		series.DataLabelPosition = excelize.ChartDataLabelsPositionAbove
	}
}

// axisDigits are the digits of the numbers along the axis.
func axisDigits(c pipeline.Chart) string {
	for _, series := range c.Series {
		for i := range series.Figures {
			if q := &series.Figures[i].Quantity; q.Known() && !q.Value.Whole() {
				return vietnamese + "#,##0.0"
			}
		}
	}
	return vietnamese + wholeDigits
}

func fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

func chartTitle(text string, size float64) excelize.ChartTitle {
	if text = cleanText(text); text == "" {
		return excelize.ChartTitle{}
	}
	font := chartFont(size)
	font.Bold = true
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: font}}}
}

// chartFont is black: excelize sets axes in a grey that does not print.
func chartFont(size float64) *excelize.Font { return look{size: size, color: black}.font() }
