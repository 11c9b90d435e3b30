package pdf

import (
	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Lengths of a chart, in millimetres. Lying bars are about as thick as the type of their numbers, so that a chart of 13 provinces takes
// a third of a page, and one of 34 with two series fits on one.
const (
	chartSize      = 10.5
	barThickness   = 0.85 // of a lying bar, in lines of the labels
	barGap         = 0.45 // between categories, in lines
	smallestLabel  = 7.0  // beside bars; what does not fit a page in that goes onto several
	plotHeight     = 65.0 // of bars that stand and of lines, without the names below
	smallPlot      = 32.0 // of a small chart
	standingBar    = 16.0 // the widest
	standingMost   = 12   // more categories than that lie
	longestName    = 0.4  // of the width, beside lying bars
	nameLines      = 3    // of a name below what stands
	smallestBelow  = 8.0  // the size of names below lines; where that is too wide, some are left out
	betweenNames   = 2.0
	legendDistance = 8.0
)

// chart is a chart of bars that stand, of bars that lie where names are long or many, or of lines.
type chart struct {
	src       *pipeline.Chart
	width     float64
	size      float64 // of its numbers, and of names beside bars
	nameSize  float64 // of its names
	lying     bool
	names     []string   // of the categories, broken into lines; "" for one left out
	nameRoom  float64    // beside lying bars
	nameTall  float64    // the highest name
	numbers   [][]string // by series and category; "" where there is no figure
	widest    float64    // the longest number
	low, high float64    // the ends of the values
	whole     bool       // no value has decimals
}

// chart sets a chart with its title and unit above, never divided while it is readable on one page; else as parts of the same scale.
func (b *builder) chart(src *pipeline.Chart) {
	if len(src.Categories) == 0 || len(src.Series) == 0 {
		b.caption(src.Title, src.Unit)
		return
	}
	c := newChart(src, b.sheet.textWidth())
	if src.Kind == pipeline.LineChart {
		c.nameBelow()
		b.chartPart(c, src.Title)
		return
	}
	if c.stand() {
		b.chartPart(c, src.Title)
		return
	}
	room, title := b.chartRoom(c), src.Title
	for _, part := range c.lieWithin(room) {
		b.chartPart(part, title)
		title = src.Title + " " + vi.ContinuedMark
	}
}

// chartPart sets a chart, or a part of one.
func (b *builder) chartPart(c *chart, title string) {
	b.caption(title, c.src.Unit)
	if legend := c.legend(); legend.height > 0 {
		legend.keep = true
		b.add(legend)
	}
	b.add(box{height: c.height(), draw: c.draw})
	b.gap = paragraphGap
}

// chartRoom is the height that a page has for a chart below the head of its further parts.
func (b *builder) chartRoom(c *chart) float64 {
	head := builder{sheet: b.sheet}
	head.caption(c.src.Title+" "+vi.ContinuedMark, c.src.Unit)
	room := b.sheet.textHeight() - c.legend().height - head.gap
	for _, over := range head.boxes {
		room -= over.before + over.height
	}
	return room
}

func newChart(src *pipeline.Chart, width float64) *chart {
	c := &chart{src: src, width: width, whole: true}
	for s := range src.Series {
		row := make([]string, len(src.Categories))
		for i := range src.Categories {
			q, ok := c.quantity(s, i)
			if !ok {
				continue
			}
			row[i] = oneLine(q.String())
			if q.Known() {
				from, to := ends(q)
				c.low, c.high = min(c.low, from, to), max(c.high, from, to)
				c.whole = c.whole && q.Value.Whole() && q.Upper.Whole()
			}
		}
		c.numbers = append(c.numbers, row)
	}
	c.resize(chartSize)
	return c
}

// resize measures the numbers for a size.
func (c *chart) resize(size float64) {
	c.size, c.nameSize, c.widest = size, size, 0
	for _, row := range c.numbers {
		for _, n := range row {
			c.widest = max(c.widest, mmOf(unitsOf(n, regular), size))
		}
	}
}

// quantity is what a bar or point shows, if the series has it.
func (c *chart) quantity(series, category int) (vi.Quantity, bool) {
	figures := c.src.Series[series].Figures
	if category >= len(figures) {
		return vi.Quantity{}, false
	}
	return figures[category].Quantity, true
}

// ends are the value of a bar, and how far it may reach: the upper end of "từ … đến …".
func ends(q vi.Quantity) (value, reach float64) {
	value = q.Value.Float()
	if q.Qualifier == vi.Between {
		return value, q.Upper.Float()
	}
	return value, value
}

// slot is the room of one category across what is drawn; thickness that of one bar.
func (c *chart) slot() float64 {
	if c.lying {
		return max(c.nameTall, float64(len(c.src.Series))*c.thickness()+barGap*lineHeight(c.size))
	}
	return c.width / float64(len(c.src.Categories))
}

func (c *chart) thickness() float64 {
	if c.lying {
		return barThickness * lineHeight(c.size)
	}
	return min(standingBar, 0.85*c.slot()/float64(len(c.src.Series)))
}

func (c *chart) height() float64 {
	if c.lying {
		return c.slot() * float64(len(c.src.Categories))
	}
	if c.src.Small {
		return smallPlot + c.nameTall + 1
	}
	return plotHeight + c.nameTall + 1
}
