package pdf

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Lines of a chart, in points.
var (
	axisLine  = draw.LineStyle{Color: color.Black, Width: 0.6}
	frameLine = draw.LineStyle{Color: color.Black, Width: 0.5} // around a bar
	gridLine  = draw.LineStyle{Color: color.Gray{190}, Width: 0.4}
)

const (
	numberGap = 2.5 // between a bar and its number, in points
	axisGap   = 3.0 // between a name and what it names
)

// draw draws the chart, its top at a height of the page.
func (c *chart) draw(p *pen, top float64) {
	on := p.canvas(leftMargin, top+c.height())
	c.plot().Draw(draw.NewCanvas(on, vg.Length(c.width/mmPerPoint), vg.Length(c.height()/mmPerPoint)))
}

// plot is the chart as gonum/plot takes it. A category is 1 wide: along X, or along Y and from the top where bars lie.
func (c *chart) plot() *plot.Plot {
	p := plot.New()
	p.TextHandler, p.BackgroundColor = letters{}, nil
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Padding, axis.Tick.Length, axis.Tick.Width, axis.Width = 0, 0, 0, 0
		axis.Label.TextStyle.Handler, axis.Tick.Label.Handler = letters{}, letters{}
		axis.Label.TextStyle.Font.Size, axis.Tick.Label.Font.Size = vg.Length(c.nameSize), vg.Length(c.nameSize)
		axis.Tick.Marker = plot.ConstantTicks{}
	}
	across, along := &p.X, &p.Y
	if c.lying {
		across, along = &p.Y, &p.X
	}
	across.Min, across.Max, across.Tick.Marker = 0, float64(len(c.names)), c.nameTicks()
	along.Min, along.Max = c.low, c.high
	if c.src.Kind == pipeline.LineChart {
		ticks := c.roundTicks()
		along.Min, along.Max, along.Tick.Marker = ticks[0].Value, ticks[len(ticks)-1].Value, ticks
		p.Add(lines{c})
	} else {
		p.Add(bars{c})
	}
	return p
}

// nameTicks are the names in the middle of their categories.
func (c *chart) nameTicks() plot.ConstantTicks {
	ticks := make(plot.ConstantTicks, len(c.names))
	for i, name := range c.names {
		at := float64(i) + 0.5
		if c.lying {
			at = float64(len(c.names)) - at
		}
		ticks[i] = plot.Tick{Value: at, Label: name}
	}
	return ticks
}

// roundTicks are round numbers about the values: four to eight of them, or fewer, half as many in a small chart. They begin at zero unless all values are far from it.
func (c *chart) roundTicks() plot.ConstantTicks {
	low, high := c.span()
	steps := 5.0
	if c.src.Small {
		steps = 2.5
	}
	step := roundStep((high - low) / steps)
	if c.whole {
		step = max(step, 1)
	}
	from, to := math.Floor(low/step), math.Ceil(high/step)
	if from == to {
		to++
	}
	var ticks plot.ConstantTicks
	for i := from; i <= to; i++ {
		value := i * step
		ticks = append(ticks, plot.Tick{Value: value, Label: vi.Number(math.Round(value * float64(vi.One))).String()})
	}
	return ticks
}

const (
	fewThings = 20  // that are always counted from zero
	leastSpan = 0.1 // of the highest value, so that nothing looks like much
)

// span is what the value axis of lines goes over.
func (c *chart) span() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for s := range c.src.Series {
		for i := range c.src.Categories {
			if q, ok := c.quantity(s, i); ok && q.Known() {
				from, to := ends(q)
				low, high = min(low, from, to), max(high, from, to)
			}
		}
	}
	if few := c.whole && high <= fewThings; low > high/2 && high > 0 && !few {
		if least := leastSpan * high; high-low < least {
			middle := (low + high) / 2
			return middle - least/2, middle + least/2
		}
		return low - (high-low)/4, high
	}
	return c.low, c.high
}

// roundStep is 1, 2 or 5 times a power of ten, and no less than a number.
func roundStep(least float64) float64 {
	if least <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, digit := range []float64{1, 2, 5} {
		if digit*power >= least*(1-1e-9) {
			return digit * power
		}
	}
	return 10 * power
}

// numberStyle sets a number about a point.
func (c *chart) numberStyle(x text.XAlignment, y text.YAlignment) text.Style {
	return text.Style{Color: color.Black, Font: font.Font{Size: vg.Length(c.size)}, XAlign: x, YAlign: y, Handler: letters{}}
}
