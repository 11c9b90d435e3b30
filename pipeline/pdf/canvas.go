package pdf

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// canvas is a part of a page as gonum/plot draws on it: in points, from the bottom left. The library's own canvas of PDF garbles
// Vietnamese. Colours are opaque.
type canvas struct {
	p      *pen
	look   look
	pushed []look
}

// look is what Push keeps. Its placing turns a point of the plot into millimetres from the top left of the page.
type look struct {
	place  placing
	width  vg.Length
	dashes []vg.Length
	offset vg.Length
	colour color.Color
}

// placing maps (x, y) to (a·x + c·y + e, b·x + d·y + f).
type placing struct{ a, b, c, d, e, f float64 }

// canvas is the part of the page whose bottom left is there, in millimetres.
func (p *pen) canvas(left, bottom float64) *canvas {
	c := &canvas{p: p, look: look{place: placing{a: mmPerPoint, d: -mmPerPoint, e: left, f: bottom}}}
	vg.Initialize(c)
	return c
}

func (m placing) at(p vg.Point) (x, y float64) {
	return m.a*float64(p.X) + m.c*float64(p.Y) + m.e, m.b*float64(p.X) + m.d*float64(p.Y) + m.f
}

// after is the placing of what is first mapped by (x, y) → (a·x + c·y, b·x + d·y), then moved by (e, f), then placed by m.
func (m placing) after(n placing) placing {
	return placing{
		a: m.a*n.a + m.c*n.b, b: m.b*n.a + m.d*n.b, c: m.a*n.c + m.c*n.d, d: m.b*n.c + m.d*n.d,
		e: m.a*n.e + m.c*n.f + m.e, f: m.b*n.e + m.d*n.f + m.f,
	}
}

// scale is how many millimetres a point is.
func (m placing) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

func (c *canvas) SetLineWidth(w vg.Length) { c.look.width = w }

func (c *canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.look.dashes, c.look.offset = pattern, offset
}

func (c *canvas) SetColor(colour color.Color) {
	if colour == nil {
		colour = color.Black
	}
	c.look.colour = colour
}

func (c *canvas) Rotate(angle float64) {
	sin, cos := math.Sincos(angle)
	c.look.place = c.look.place.after(placing{a: cos, b: sin, c: -sin, d: cos})
}

func (c *canvas) Translate(by vg.Point) {
	c.look.place = c.look.place.after(placing{a: 1, d: 1, e: float64(by.X), f: float64(by.Y)})
}

func (c *canvas) Scale(x, y float64) { c.look.place = c.look.place.after(placing{a: x, d: y}) }

func (c *canvas) Push() { c.pushed = append(c.pushed, c.look) }

func (c *canvas) Pop() {
	last := len(c.pushed) - 1
	c.look, c.pushed = c.pushed[last], c.pushed[:last]
}

// Stroke leaves width, dashes and colour of lines as the rest of the page has them.
func (c *canvas) Stroke(path vg.Path) {
	if c.look.width <= 0 {
		return
	}
	f, scale := c.p.f, c.look.place.scale()
	f.SetLineWidth(float64(c.look.width) * scale)
	f.SetDrawColor(rgb(c.look.colour))
	if len(c.look.dashes) > 0 {
		dashes := make([]float64, len(c.look.dashes))
		for i, d := range c.look.dashes {
			dashes[i] = float64(d) * scale
		}
		f.SetDashPattern(dashes, float64(c.look.offset)*scale)
		defer f.SetDashPattern([]float64{}, 0)
	}
	c.trace(path)
	f.DrawPath("D")
	f.SetDrawColor(0, 0, 0)
	f.SetLineWidth(thinRule)
}

// Fill leaves the colour of what is filled as text has it.
func (c *canvas) Fill(path vg.Path) {
	c.p.f.SetFillColor(rgb(c.look.colour))
	c.trace(path)
	c.p.f.DrawPath("F")
	c.p.f.SetFillColor(0, 0, 0)
}

// FillString sets a text in the page's own regular type: of the face only the size counts.
func (c *canvas) FillString(face font.Face, at vg.Point, text string) {
	size := float64(face.Font.Size) * c.look.place.scale() / mmPerPoint
	if size <= 0 || text == "" {
		return
	}
	x, y := c.look.place.at(at)
	f := c.p.f
	c.p.font(regular, size)
	f.SetTextColor(rgb(c.look.colour))
	defer f.SetTextColor(0, 0, 0)
	if angle := math.Atan2(-c.look.place.b, c.look.place.a); angle != 0 {
		f.TransformBegin()
		f.TransformRotate(angle*180/math.Pi, x, y)
		defer f.TransformEnd()
	}
	f.Text(x, y, text)
}

// DrawImage makes the file fail: charts are vectors.
func (c *canvas) DrawImage(vg.Rectangle, image.Image) { c.p.f.SetErrorf("a chart draws an image") }

// trace hands a path over.
func (c *canvas) trace(path vg.Path) {
	f, place := c.p.f, c.look.place
	var from vg.Point
	for _, part := range path {
		switch part.Type {
		case vg.MoveComp:
			f.MoveTo(place.at(part.Pos))
		case vg.LineComp:
			f.LineTo(place.at(part.Pos))
		case vg.CurveComp:
			c.curve(from, part.Control, part.Pos)
		case vg.ArcComp:
			part.Pos = c.arc(part)
		case vg.CloseComp:
			f.ClosePath()
			continue
		}
		from = part.Pos
	}
}

// curve is a Bézier curve; one with a single control point is raised to the two that a PDF has.
func (c *canvas) curve(from vg.Point, control []vg.Point, to vg.Point) {
	first, second := control[0], control[len(control)-1]
	if len(control) == 1 {
		first = from.Add(control[0].Sub(from).Scale(2.0 / 3))
		second = to.Add(control[0].Sub(to).Scale(2.0 / 3))
	}
	x0, y0 := c.look.place.at(first)
	x1, y1 := c.look.place.at(second)
	x, y := c.look.place.at(to)
	c.p.f.CurveBezierCubicTo(x0, y0, x1, y1, x, y)
}

// arc draws a line to where an arc begins, then the arc as curves of an eighth of a circle at most, and returns its end.
func (c *canvas) arc(arc vg.PathComp) vg.Point {
	steps := math.Ceil(math.Abs(arc.Angle) / (math.Pi / 4))
	turn := arc.Angle / max(steps, 1)
	reach := arc.Radius * vg.Length(4.0/3*math.Tan(turn/4))
	on := func(angle float64) (point, tangent vg.Point) {
		sin, cos := math.Sincos(angle)
		out := vg.Point{X: vg.Length(cos), Y: vg.Length(sin)}
		return arc.Pos.Add(out.Scale(arc.Radius)), vg.Point{X: -out.Y, Y: out.X}.Scale(reach)
	}
	from, out := on(arc.Start)
	c.p.f.LineTo(c.look.place.at(from))
	for i := range int(steps) {
		to, next := on(arc.Start + turn*float64(i+1))
		c.curve(from, []vg.Point{from.Add(out), to.Sub(next)}, to)
		from, out = to, next
	}
	return from
}

func rgb(colour color.Color) (r, g, b int) {
	red, green, blue, _ := colour.RGBA()
	return int(red >> 8), int(green >> 8), int(blue >> 8)
}
