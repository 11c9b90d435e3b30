package pdf

import (
	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Lengths of a chart. Bars are about as thick as the type of their numbers, so that a chart of 13 provinces takes a
// third of a page and one of 63 still fits on one.
const (
	chartSize      = 10.5
	barThickness   = 0.85 // in lines of the labels
	barGap         = 0.45 // between categories, in lines
	smallestLabel  = 1.0  // a title that fills the page leaves no room at all
	uprightHeight  = 65.0
	uprightBar     = 16.0 // the widest upright bar
	uprightMost    = 12   // more categories than that lie
	numberGap      = 1.2  // between a bar and its number
	longestName    = 0.4  // of the width, beside lying bars
	legendSquare   = 3.2
	legendDistance = 8.0
)

// chart is a bar chart: bars that stand, or that lie where names are long or many. It is drawn with gofpdf's own
// lines and boxes: gonum/plot would link a second PDF library, LaTeX and twelve fonts more for it (6 MB), and cannot
// wrap the names.
type chart struct {
	src         *pipeline.Chart
	left, width float64
	size        float64
	upright     bool
	names       []block
	numbers     [][]piece // by series and category; the zero piece where there is no figure
	low, high   float64   // the ends of the values
	widest      float64   // the longest number
	nameRoom    float64   // beside lying bars
	nameHeight  float64   // the highest name
}

// chart sets a chart, never divided, with its title and unit above; what is too high for a page becomes smaller.
func (b *builder) chart(src *pipeline.Chart) {
	above := len(b.boxes)
	b.caption(src.Title, src.Unit)
	if len(src.Categories) == 0 || len(src.Series) == 0 {
		return
	}
	c := newChart(src, b.sheet.textWidth())
	if legend := c.legend(); legend.height > 0 {
		legend.keep = true
		b.add(legend)
	}
	room := b.sheet.textHeight() - b.gap
	for _, over := range b.boxes[above:] {
		room -= over.before + over.height
	}
	c.resize(chartSize, c.canStand())
	for !c.upright && c.height() > room && c.size > smallestLabel {
		c.resize(0.95*c.size, false)
	}
	b.add(box{height: c.height(), draw: c.draw})
	b.gap = paragraphGap
}

func newChart(src *pipeline.Chart, width float64) *chart {
	c := &chart{src: src, left: leftMargin, width: width}
	for s := range src.Series {
		row := make([]piece, len(src.Categories))
		for i := range src.Categories {
			q, ok := c.quantity(s, i)
			if !ok {
				continue
			}
			row[i] = newPiece(oneLine(q.String()), regular)
			if q.Known() {
				from, to := ends(q)
				c.low, c.high = min(c.low, from, to), max(c.high, from, to)
			}
		}
		c.numbers = append(c.numbers, row)
	}
	return c
}

// quantity is what a bar shows, if the series has it.
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

// resize measures the labels for a size.
func (c *chart) resize(size float64, upright bool) {
	c.size, c.upright, c.names, c.widest, c.nameHeight = size, upright, nil, 0, 0
	c.nameRoom = c.nameWidth()
	width, a := c.nameRoom, pipeline.Right
	if upright {
		width, a = c.slot()-2, pipeline.Center
	}
	for _, name := range c.src.Categories {
		b := newBlock(wordsOf(name, regular), size, width, 0, a)
		c.names, c.nameHeight = append(c.names, b), max(c.nameHeight, b.height())
	}
	for _, row := range c.numbers {
		for _, n := range row {
			c.widest = max(c.widest, mmOf(n.units, size))
		}
	}
}

// canStand tells whether upright bars have room for their names, in three lines at most, and for their numbers.
func (c *chart) canStand() bool {
	if len(c.src.Categories) > uprightMost {
		return false
	}
	c.resize(chartSize, true)
	for i, name := range c.src.Categories {
		longest, _ := extent(wordsOf(name, regular))
		if len(c.names[i].lines) > 3 || longest > unitsIn(c.names[i].width, c.size) {
			return false
		}
	}
	return c.widest+1 <= c.thickness()
}

// nameWidth is the room for the names beside lying bars.
func (c *chart) nameWidth() float64 {
	width := 0.0
	for _, name := range c.src.Categories {
		_, natural := extent(wordsOf(name, regular))
		width = max(width, mmOf(natural, c.size))
	}
	return min(width, longestName*c.width)
}
