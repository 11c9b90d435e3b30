package pdf

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tonghop/pipeline"
)

// legendEntry is a series' sample and name.
type legendEntry struct {
	series int
	name   block // one line, but of a name that is longer than that alone
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

// legend names the series above the chart, in as many rows as they need; one series alone needs none.
func (c *chart) legend() box {
	if len(c.src.Series) < 2 {
		return box{}
	}
	var rows [][]legendEntry
	room, height := 0.0, 0.0
	var tops []float64
	for i, s := range c.src.Series {
		name := newBlock(wordsOf(s.Name, regular), chartSize, c.width-c.sampleWidth()-sampleGap, 0, pipeline.Left)
		e := legendEntry{i, name, c.sampleWidth() + sampleGap + name.longest()}
		if room -= e.width + legendDistance; room < 0 || i == 0 {
			rows, tops = append(rows, nil), append(tops, height)
			room = c.width - e.width
			height += max(name.height(), lineHeight(chartSize))
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
	}
	return box{height: height, draw: func(p *pen, top float64) {
		for i, row := range rows {
			c.drawLegend(p, row, top+tops[i])
		}
	}}
}

// drawLegend centres a row of the legend.
func (c *chart) drawLegend(p *pen, row []legendEntry, top float64) {
	width := -legendDistance
	for _, e := range row {
		width += e.width + legendDistance
	}
	x := leftMargin + (c.width-width)/2
	for _, e := range row {
		c.drawSample(p, e.series, x, top+(lineHeight(chartSize)+legendHeight)/2)
		e.name.draw(p, x+c.sampleWidth()+sampleGap, top)
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
