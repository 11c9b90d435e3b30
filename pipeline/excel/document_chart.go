package excel

import (
	"fmt"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"

	"github.com/xuri/excelize/v2"
)

var (
	dataText   = look{size: 12, down: "center", wrap: true, border: true}
	dataFigure = look{size: 12, down: "center", border: true}
)

// The widths of a chart's data and its height in pixels.
const (
	categoryChars = 26
	seriesChars   = 15
	chartWidth    = 680
	chartHeight   = 380
	barHeight     = 24 // of a bar that lies
)

// manyCategories is from where bars lie, so that their names can be read.
const manyCategories = 9

// chart writes a chart on a sheet of its own, beside the figures that it is drawn from.
func (r *report) chart(c pipeline.Chart) error {
	for _, series := range c.Series {
		if len(series.Figures) != len(c.Categories) {
			return fmt.Errorf("chart %q: series %q has %d figures for %d categories", c.Title, series.Name, len(series.Figures), len(c.Categories))
		}
	}
	widths := []float64{categoryChars}
	for range c.Series {
		widths = append(widths, seriesChars)
	}
	sheet := newCanvas(r.names.take(c.Title), widths)
	sheet.landscape = true
	if r.text != nil {
		r.text.link(linkName(c.Title, sheet.name), sheet.name)
	}
	row := r.annexTitle(sheet, 1)
	sheet.line(row, 1, len(widths), cleanText(c.Title), captionText)
	if unit := cleanText(c.Unit); unit != "" {
		sheet.line(row+1, 1, len(widths), vi.UnitOfMeasureLabel+" "+unit, unitText)
	}
	r.chartData(sheet, row+2, c)
	if len(c.Series) > 0 && len(c.Categories) > 0 {
		drawn := nativeChart(sheet.name, row+2, c)
		at := place{row, len(widths) + 2}.String()
		sheet.also(func(file *excelize.File) error { return file.AddChart(sheet.name, at, drawn) })
	}
	r.sheets = append(r.sheets, sheet)
	return nil
}

// chartData writes the small table that the chart is drawn from.
func (r *report) chartData(sheet *canvas, head int, c pipeline.Chart) {
	sheet.set(head, 1, nil, tableHead)
	for i, series := range c.Series {
		sheet.set(head, i+2, cleanText(series.Name), tableHead)
	}
	for i, category := range c.Categories {
		sheet.set(head+1+i, 1, cleanText(category), dataText)
		for j, series := range c.Series {
			cell := r.styles.figure(&series.Figures[i], "", dataFigure)
			if _, known := numeric(cell.value); !known {
				cell.look.format = noNumber
			}
			sheet.set(head+1+i, j+2, cell.value, cell.look)
		}
	}
}

// noNumber shows text and hides numbers: a chart takes text for zero, and its label would say so.
const noNumber = ";;;@"

// nativeChart is the chart over the data below a header row.
func nativeChart(sheet string, head int, c pipeline.Chart) *excelize.Chart {
	last := head + len(c.Categories)
	column := func(col int) string { return area{place{head + 1, col}, place{last, col}}.absolute(sheet) }
	oneColour := false
	chart := &excelize.Chart{
		Type: excelize.Col, VaryColors: &oneColour,
		Title:     chartTitle(c.Title, 14),
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Legend:    excelize.ChartLegend{Position: "bottom", Font: chartFont(10)},
		XAxis:     excelize.ChartAxis{Font: *chartFont(10)},
		YAxis: excelize.ChartAxis{MajorGridLines: true, Title: chartTitle(c.Unit, 10), Font: *chartFont(10),
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: wholeDigits}},
		PlotArea: excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{SourceLinked: true, CustomNumFmt: wholeDigits}},
	}
	for i := range c.Series {
		name := area{place{head, i + 2}, place{head, i + 2}}
		chart.Series = append(chart.Series, excelize.ChartSeries{Name: name.absolute(sheet), Categories: column(1), Values: column(i + 2),
			DataLabel: excelize.ChartDataLabel{Font: *chartFont(9)}})
	}
	if len(c.Series) == 1 {
		chart.Legend.Position = "none"
	}
	if len(c.Categories) >= manyCategories {
		chart.Type = excelize.Bar
		chart.XAxis.ReverseOrder = true // the first on top, and the numbers at the bottom still
		chart.YAxis.TickLabelPosition = excelize.ChartTickLabelHigh
		chart.Dimension.Height = uint(max(chartHeight, barHeight*len(c.Categories)*len(c.Series)+100))
	}
	return chart
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
func chartFont(size float64) *excelize.Font { return look{size: size, color: "000000"}.font() }
