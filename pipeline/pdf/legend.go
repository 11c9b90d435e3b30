package pdf

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tonghop/pipeline"
)

// legendEntry is a series' sample and name.
type legendEntry struct {
	series int
	name   line
	width  float64
}

// Lengths of the legend, in millimetres.
const (
	legendHeight = 3.2 // of a sample
	sampleGap    = 1.5 // between a sample and its name
	sampleLine   = 11.0
)

// sampleWidth is the width of a sample: a square of bars, a piece of a line.
func (c *chart) sampleWidth() float64 {
	if c.src.Kind == pipeline.LineChart {
		return sampleLine
	}
	return legendHeight
}

// legend names the series above the chart, in as many lines as they need; one series alone needs none.
func (c *chart) legend() box {
	if len(c.src.Series) < 2 {
		return box{}
	}
	var rows [][]legendEntry
	room := 0.0
	for i, s := range c.src.Series {
		name := unbroken(s.Name, regular)[0]
		e := legendEntry{i, name, c.sampleWidth() + sampleGap + mmOf(name.units, chartSize)}
		if room -= e.width + legendDistance; room < 0 || i == 0 {
			rows = append(rows, nil)
			room = c.width - e.width
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
	}
	height := float64(len(rows)) * lineHeight(chartSize)
	return box{height: height, draw: func(p *pen, top float64) {
		for i, row := range rows {
			c.drawLegend(p, row, top+float64(i)*lineHeight(chartSize))
		}
	}}
}

// drawLegend centres a line of the legend.
func (c *chart) drawLegend(p *pen, row []legendEntry, top float64) {
	width := -legendDistance
	for _, e := range row {
		width += e.width + legendDistance
	}
	x := leftMargin + (c.width-width)/2
	for _, e := range row {
		c.drawSample(p, e.series, x, top+(lineHeight(chartSize)+legendHeight)/2)
		p.line(e.name, chartSize, x+c.sampleWidth()+sampleGap, top+baseline(chartSize), 0)
		x += e.width + legendDistance
	}
}

// drawSample draws a series' sample.
func (c *chart) drawSample(p *pen, series int, left, bottom float64) {
	width, height := vg.Length(c.sampleWidth()/mmPerPoint), vg.Length(legendHeight/mmPerPoint)
	on := draw.NewCanvas(p.canvas(left, bottom), width, height)
	if c.src.Kind == pipeline.LineChart {
		on.StrokeLine2(lineStyle(series), 0, height/2, width, height/2)
		on.DrawGlyphNoClip(marker(series), on.Center())
		return
	}
	corners := []vg.Point{{}, {Y: height}, {X: width, Y: height}, {X: width}}
	on.FillPolygon(shades[series%len(shades)], corners)
	on.StrokeLines(frameLine, append(corners, corners[0]))
}
