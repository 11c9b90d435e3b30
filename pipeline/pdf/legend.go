package pdf

// legendEntry is a series' square and name.
type legendEntry struct {
	name  line
	width float64
	shade int
}

// legend names the series above the bars, in as many lines as they need; one series alone needs none.
func (c *chart) legend() box {
	if len(c.src.Series) < 2 {
		return box{}
	}
	var rows [][]legendEntry
	room := 0.0
	for i, s := range c.src.Series {
		name := unbroken(s.Name, regular)[0]
		e := legendEntry{name, legendSquare + 1.5 + mmOf(name.units, chartSize), shades[i%len(shades)]}
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
	x := c.left + (c.width-width)/2
	for _, e := range row {
		p.frame(x, top+(lineHeight(chartSize)-legendSquare)/2, legendSquare, legendSquare, e.shade)
		p.line(e.name, chartSize, x+legendSquare+1.5, top+baseline(chartSize), 0)
		x += e.width + legendDistance
	}
}
