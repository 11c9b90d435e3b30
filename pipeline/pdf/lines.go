package pdf

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tonghop/pipeline/vi"
)

// Series are told apart by dashes and markers, in black alone.
var (
	dashes  = [...][]vg.Length{nil, {5, 2.5}, {1.2, 2}, {7, 2.5, 1.2, 2.5}, {2.5, 2.5}}
	markers = [...]draw.GlyphDrawer{draw.CircleGlyph{}, hollow{draw.SquareGlyph{}, draw.BoxGlyph{}}, draw.PyramidGlyph{}, hollow{draw.RingGlyph{}, draw.CircleGlyph{}}, draw.BoxGlyph{}, draw.CrossGlyph{}}
)

const (
	lineWidth    = 1.1 // points
	markerRadius = 2.4
)

// hollow is an outline filled with white, so that no line runs through it.
type hollow struct{ outline, inside draw.GlyphDrawer }

// DrawGlyph draws it.
func (h hollow) DrawGlyph(c *draw.Canvas, sty draw.GlyphStyle, at vg.Point) {
	black := sty.Color
	sty.Color = color.White
	c.SetColor(sty.Color)
	h.inside.DrawGlyph(c, sty, at)
	sty.Color = black
	h.outline.DrawGlyph(c, sty, at)
}

// lines draws a chart's lines.
type lines struct{ *chart }

func lineStyle(series int) draw.LineStyle {
	return draw.LineStyle{Color: color.Black, Width: lineWidth, Dashes: dashes[series%len(dashes)]}
}

func marker(series int) draw.GlyphStyle {
	return draw.GlyphStyle{Color: color.Black, Radius: markerRadius, Shape: markers[series%len(markers)]}
}

// GlyphBoxes make room for a number above the highest point.
func (l lines) GlyphBoxes(*plot.Plot) []plot.GlyphBox {
	return []plot.GlyphBox{{X: 1, Y: 1, Rectangle: vg.Rectangle{Max: vg.Point{Y: vg.Length(l.size)*leading + markerRadius}}}}
}

// point is a figure on a line; reach is the upper end of "từ … đến …".
type point struct {
	at     vg.Point
	reach  vg.Point
	number string
	valley bool // lower than its neighbours
}

// Plot draws the grid, lines with their markers, then numbers where there is room.
func (l lines) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for _, tick := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		c.StrokeLine2(gridLine, c.Min.X, y(tick.Value), c.Max.X, y(tick.Value))
	}
	c.StrokeLine2(axisLine, c.Min.X, c.Min.Y, c.Max.X, c.Min.Y)
	room := newRoom(c.Rectangle)
	room.Max.Y += vg.Length(l.size)*leading + markerRadius
	var series [][]point
	for s := range l.src.Series {
		var points []point
		for _, run := range l.runs(s, x, y) {
			l.line(c, s, run)
			room.line(run)
			points = append(points, run...)
		}
		series = append(series, points)
	}
	l.signs(c, x, room)
	l.label(c, series, room)
}

// runs are a series' points, one run after another: what is not known breaks a line.
func (l lines) runs(series int, x, y func(float64) vg.Length) [][]point {
	var runs [][]point
	var run []point
	for i := range l.src.Categories {
		q, ok := l.quantity(series, i)
		if !ok || !q.Known() {
			if len(run) > 0 {
				runs, run = append(runs, run), nil
			}
			continue
		}
		value, reach := ends(q)
		across := x(float64(i) + 0.5)
		run = append(run, point{at: vg.Point{X: across, Y: y(value)}, reach: vg.Point{X: across, Y: y(reach)}, number: l.numbers[series][i]})
	}
	if len(run) > 0 {
		runs = append(runs, run)
	}
	for _, run := range runs {
		for i := range run {
			left, right := run[max(i-1, 0)].at.Y, run[min(i+1, len(run)-1)].at.Y
			run[i].valley = run[i].at.Y <= left && run[i].at.Y <= right && run[i].at.Y < max(left, right)
		}
	}
	return runs
}

// line draws one run. What lies between two ends has its marker at the lower, and a bar up to the upper.
func (l lines) line(c draw.Canvas, series int, run []point) {
	places := make([]vg.Point, len(run))
	for i, p := range run {
		places[i] = p.at
	}
	c.StrokeLines(lineStyle(series), places)
	for _, p := range run {
		if p.reach != p.at {
			c.StrokeLine2(frameLine, p.at.X, p.at.Y, p.reach.X, p.reach.Y)
			c.StrokeLine2(frameLine, p.reach.X-markerRadius, p.reach.Y, p.reach.X+markerRadius, p.reach.Y)
		}
		c.DrawGlyphNoClip(marker(series), p.at)
	}
}

// signs stand at the foot of what is not known: "…" or "x".
func (l lines) signs(c draw.Canvas, x func(float64) vg.Length, room *room) {
	for i := range l.src.Categories {
		for s := range l.src.Series {
			q, ok := l.quantity(s, i)
			if !ok || q.Known() || q.State == vi.Unreadable {
				continue
			}
			at := vg.Point{X: x(float64(i) + 0.5), Y: c.Min.Y}
			sty := l.numberStyle(text.XCenter, text.YBottom)
			room.take(sty.Rectangle(l.numbers[s][i]).Add(at))
			c.FillText(sty, at, l.numbers[s][i])
			break
		}
	}
}
