package pdf

// shades tell the series apart in black and white.
var shades = [...]int{130, 225, 70, blank, 180}

// slot is the room of one category across the bars; thickness that of one bar.
func (c *chart) slot() float64 {
	if c.upright {
		return c.width / float64(len(c.src.Categories))
	}
	return max(c.nameHeight, float64(len(c.src.Series))*c.thickness()+barGap*lineHeight(c.size))
}

func (c *chart) thickness() float64 {
	if c.upright {
		return min(uprightBar, 0.85*c.slot()/float64(len(c.src.Series)))
	}
	return barThickness * lineHeight(c.size)
}

func (c *chart) height() float64 {
	if !c.upright {
		return c.slot() * float64(len(c.src.Categories))
	}
	return uprightHeight + c.nameHeight + 1
}

// scale is millimetres for 1, and where zero lies along the bars; the numbers at both ends have room.
func (c *chart) scale() (perOne, zero float64) {
	room, number := uprightHeight, lineHeight(c.size)
	if !c.upright {
		room, number = c.width-c.nameRoom-numberGap, c.widest+numberGap
	}
	room -= number
	if c.low < 0 {
		room -= number
		zero = number
	}
	if c.high > c.low {
		perOne = max(0, room) / (c.high - c.low)
	}
	return perOne, zero - c.low*perOne
}

// draw draws names, bars, numbers, and the line of zero over the feet of the bars.
func (c *chart) draw(p *pen, top float64) {
	perOne, zero := c.scale()
	slot, thick := c.slot(), c.thickness()
	bars := float64(len(c.src.Series)) * thick
	for i := range c.src.Categories {
		c.drawName(p, i, top, slot)
		for s := range c.src.Series {
			across := slot*float64(i) + (slot-bars)/2 + thick*float64(s)
			c.drawBar(p, s, i, top, across, zero, perOne)
		}
	}
	if c.upright {
		p.f.Line(c.left, top+uprightHeight-zero, c.left+c.width, top+uprightHeight-zero)
		return
	}
	x := c.along() + zero
	p.f.Line(x, top, x, top+c.height())
}

// along is where the bars' axis begins when they lie.
func (c *chart) along() float64 { return c.left + c.nameRoom + numberGap }

func (c *chart) drawName(p *pen, i int, top, slot float64) {
	b := c.names[i]
	if c.upright {
		b.draw(p, c.left+slot*float64(i)+(slot-b.width)/2, top+uprightHeight+1)
		return
	}
	b.draw(p, c.left, top+slot*float64(i)+(slot-b.height())/2)
}

// drawBar draws a bar with its number. What lies between two ends is filled to the lower and outlined to the upper;
// what is not known has a sign and no bar.
func (c *chart) drawBar(p *pen, series, category int, top, across, zero, perOne float64) {
	q, ok := c.quantity(series, category)
	if !ok {
		return
	}
	end := zero
	if q.Known() {
		value, reach := ends(q)
		end = zero + reach*perOne
		c.fill(p, top, across, zero+value*perOne, end, blank)
		c.fill(p, top, across, zero, zero+value*perOne, shades[series%len(shades)])
	}
	c.drawNumber(p, c.numbers[series][category], top, across, end, end < zero)
}

// fill draws a part of a bar, from one place along it to another.
func (c *chart) fill(p *pen, top, across, from, to float64, shade int) {
	if from > to {
		from, to = to, from
	}
	if to-from < 1e-9 {
		return
	}
	inset := 0.04 * c.thickness()
	if c.upright {
		p.frame(c.left+across+inset, top+uprightHeight-to, c.thickness()-2*inset, to-from, shade)
		return
	}
	p.frame(c.along()+from, top+across+inset, to-from, c.thickness()-2*inset, shade)
}

// drawNumber sets a bar's number at its end, beyond it on the side away from zero.
func (c *chart) drawNumber(p *pen, n piece, top, across, end float64, negative bool) {
	width, line := mmOf(n.units, c.size), lineHeight(c.size)
	x, y := c.along()+end+numberGap, top+across+(c.thickness()-line)/2
	switch {
	case c.upright && negative:
		x, y = c.left+across+(c.thickness()-width)/2, top+uprightHeight-end
	case c.upright:
		x, y = c.left+across+(c.thickness()-width)/2, top+uprightHeight-end-line
	case negative:
		x = c.along() + end - numberGap - width
	}
	p.line(single(n), c.size, x, y+baseline(c.size), 0)
}

// single is a line of one piece.
func single(n piece) line { return line{pieces: []piece{n}, units: n.units} }
