package pdf

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// shades tell the bars of series apart in black and white.
var shades = [...]color.Gray{{130}, {225}, {70}, {255}, {180}}

// bars draws a chart's bars.
type bars struct{ *chart }

// barField is where bars are drawn.
type barField struct {
	bars
	c    draw.Canvas
	x, y func(float64) vg.Length
}

// GlyphBoxes make room for the numbers at the ends of the bars.
func (b bars) GlyphBoxes(*plot.Plot) []plot.GlyphBox {
	wide, high := vg.Length(b.widest/mmPerPoint)+numberGap, vg.Length(b.size)*leading
	up := plot.GlyphBox{X: 1, Y: 1, Rectangle: vg.Rectangle{Max: vg.Point{X: wide}}}
	down := plot.GlyphBox{Rectangle: vg.Rectangle{Min: vg.Point{X: -wide}}}
	if !b.lying {
		up.Rectangle, down.Rectangle = vg.Rectangle{Max: vg.Point{Y: high}}, vg.Rectangle{Min: vg.Point{Y: -high}}
	}
	if b.low < 0 {
		return []plot.GlyphBox{up, down}
	}
	return []plot.GlyphBox{up}
}

// Plot draws bars with their numbers, and the line of zero over their feet.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	f := barField{bars: b, c: c}
	f.x, f.y = p.Transforms(&c)
	for i := range b.src.Categories {
		for s := range b.src.Series {
			f.bar(s, i)
		}
	}
	c.StrokeLines(axisLine, []vg.Point{f.at(0, 0), f.at(float64(len(b.src.Categories)), 0)})
}

// at is the place of a value, and of categories across.
func (f barField) at(across, value float64) vg.Point {
	if f.lying {
		return vg.Point{X: f.x(value), Y: f.y(float64(len(f.names)) - across)}
	}
	return vg.Point{X: f.x(across), Y: f.y(value)}
}

// bar draws a bar with its number. What lies between two ends is filled to the lower and outlined to the upper; what is not known has
// a sign and no bar.
func (f barField) bar(series, category int) {
	q, ok := f.quantity(series, category)
	if !ok {
		return
	}
	thick := f.thickness() / f.slot()
	from := float64(category) + 0.5 + thick*(float64(series)-float64(len(f.src.Series))/2)
	end := 0.0
	if q.Known() {
		var value float64
		value, end = ends(q)
		f.fill(from, thick, value, end, nil)
		f.fill(from, thick, 0, value, shades[series%len(shades)])
	}
	f.number(f.numbers[series][category], f.at(from+thick/2, end), end < 0)
}

// fill draws a part of a bar, from one value to another.
func (f barField) fill(from, thick, low, high float64, shade color.Color) {
	if low == high {
		return
	}
	left, right := from+0.04*thick, from+0.96*thick
	corners := []vg.Point{f.at(left, low), f.at(left, high), f.at(right, high), f.at(right, low)}
	if shade != nil {
		f.c.FillPolygon(shade, corners)
	}
	f.c.StrokeLines(frameLine, append(corners, corners[0]))
}

// number sets a bar's number at its end, beyond it on the side away from zero.
func (f barField) number(n string, end vg.Point, negative bool) {
	x, y := text.XCenter, text.YCenter
	switch {
	case f.lying && negative:
		x, end.X = text.XRight, end.X-numberGap
	case f.lying:
		x, end.X = text.XLeft, end.X+numberGap
	case negative:
		y = text.YTop
	default:
		y = text.YBottom
	}
	f.c.FillText(f.numberStyle(x, y), end, n)
}
