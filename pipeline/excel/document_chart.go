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

// The widths of a chart's data.
const (
	categoryChars = 26
	seriesChars   = 15
)

// chart writes a chart on a sheet of its own, beside the figures that it is drawn from.
func (r *report) chart(c pipeline.Chart) error {
	if c.Kind != "" && c.Kind != pipeline.BarChart && c.Kind != pipeline.LineChart {
		return fmt.Errorf("chart %q: a chart of kind %q cannot be drawn", c.Title, c.Kind)
	}
	for _, series := range c.Series {
		if len(series.Figures) != len(c.Categories) {
			return fmt.Errorf("chart %q: series %q has %d figures for %d categories", c.Title, series.Name, len(series.Figures), len(c.Categories))
		}
	}
	widths := []float64{categoryChars}
	for range c.Series {
		widths = append(widths, seriesChars)
	}
	sheet := r.sheet(widths)
	sheet.landscape = true
	if r.text != nil {
		r.text.link(linkName(c.Title, sheet.name), sheet.name)
	}
	row := r.annexTitle(sheet, 1)
	sheet.line(row, 1, len(widths), cleanText(c.Title), captionText)
	if unit := cleanText(c.Unit); unit != "" {
		row++
		sheet.line(row, 1, len(widths), vi.UnitOfMeasureLabel+" "+unit, unitText)
	}
	r.chartData(sheet, row+1, c)
	if len(c.Series) > 0 && len(c.Categories) > 0 {
		drawn := nativeChart(sheet.name, row+1, c)
		at := place{row, len(widths) + 2}.String()
		sheet.also(func(file *excelize.File) error { return file.AddChart(sheet.name, at, drawn) })
	}
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
			cell := r.datum(&series.Figures[i])
			sheet.set(head+1+i, j+2, cell.value, cell.look)
		}
	}
}

// datum is the cell of a figure in a chart's data. What is not known is left empty and grey: a chart takes any text for zero, draws its
// bar or line there and says so.
func (r *report) datum(f *pipeline.Figure) content {
	cell := content{look: dataFigure}
	r.styles.figure(&cell, f, "")
	if _, known := numeric(cell.value); known {
		return cell
	}
	if f.Quantity.Known() { // no number format is left for its words
		return content{value: numberValue(f.Quantity.Value), look: cell.look.with(func(l *look) { l.format = vietnamese + decimalDigits })}
	}
	return content{look: dataFigure.with(func(l *look) { l.fill = closedFill })}
}
