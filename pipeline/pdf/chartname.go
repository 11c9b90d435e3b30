package pdf

import "strings"

// stand tells whether upright bars have room for their names, and for their numbers; they stand then.
func (c *chart) stand() bool {
	if len(c.src.Categories) > standingMost || c.widest+1 > c.thickness() {
		return false
	}
	return c.breakNames(c.slot()-betweenNames) && c.nameTall <= nameLines*lineHeight(c.nameSize)+1e-9
}

// lie lays bars in a size, their names beside them.
func (c *chart) lie(size float64) {
	c.lying = true
	c.resize(size)
	width := 0.0
	for _, name := range c.src.Categories {
		_, natural := extent(wordsOf(name, regular))
		width = max(width, mmOf(natural+1, size))
	}
	c.breakNames(min(width, longestName*c.width))
}

// lieWithin lays bars in the largest size that a height has room for: as one chart if it stays readable, else as parts of it.
func (c *chart) lieWithin(room float64) []*chart {
	count := len(c.src.Categories)
	for parts := 1; ; parts++ {
		longest := float64((count + parts - 1) / parts)
		for c.lie(chartSize); longest*c.slot() > room && c.size > smallestLabel; {
			c.lie(max(0.95*c.size, smallestLabel))
		}
		if longest*c.slot() > room && longest > 1 {
			continue
		}
		out := make([]*chart, parts)
		for i := range out {
			out[i] = c.part(i*count/parts, (i+1)*count/parts)
		}
		return out
	}
}

// part is some of a chart's categories, on the scale of all.
func (c *chart) part(from, to int) *chart {
	part, src := *c, *c.src
	part.src, part.names, part.numbers = &src, c.names[from:to], nil
	src.Categories, src.Series = src.Categories[from:to], nil
	for i, s := range c.src.Series {
		s.Figures = s.Figures[min(from, len(s.Figures)):min(to, len(s.Figures))]
		src.Series = append(src.Series, s)
		part.numbers = append(part.numbers, c.numbers[i][from:to])
	}
	return &part
}

// nameBelow writes the names under lines: smaller where they are long, then only some, the last among them.
func (c *chart) nameBelow() {
	fits := func(width float64) bool {
		return c.breakNames(width) && c.nameTall <= nameLines*lineHeight(c.nameSize)+1e-9
	}
	for !fits(c.slot() - betweenNames) {
		if c.nameSize -= 0.5; c.nameSize < smallestBelow {
			break
		}
	}
	if c.nameSize >= smallestBelow {
		return
	}
	c.nameSize = smallestBelow
	every := 2
	for every < len(c.names) && !fits(float64(every)*c.slot()-betweenNames) {
		every++
	}
	for i := range c.names {
		if (len(c.names)-1-i)%every != 0 {
			c.names[i] = ""
		}
	}
}

// breakNames breaks the names into lines of a width; false where a word is torn.
func (c *chart) breakNames(width float64) (whole bool) {
	c.names, c.nameTall, c.nameRoom, whole = nil, 0, width, true
	for _, name := range c.src.Categories {
		words := wordsOf(name, regular)
		longest, _ := extent(words)
		whole = whole && longest <= unitsIn(width, c.nameSize)
		b := balanced(name, regular, c.nameSize, width)
		lines := make([]string, len(b.lines))
		for i := range b.lines {
			lines[i] = b.lines[i].text()
		}
		c.names, c.nameTall = append(c.names, strings.Join(lines, "\n")), max(c.nameTall, b.height())
	}
	return whole
}

// text is a line's text.
func (l line) text() string {
	var b strings.Builder
	for _, p := range l.pieces {
		b.WriteString(p.text)
	}
	return b.String()
}
