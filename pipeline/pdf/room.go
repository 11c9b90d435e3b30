package pdf

import (
	"cmp"
	"image/color"
	"slices"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// room is what a chart of lines has left for numbers.
type room struct {
	vg.Rectangle
	taken    []vg.Rectangle
	segments [][2]vg.Point
}

func newRoom(r vg.Rectangle) *room { return &room{Rectangle: r} }

func (r *room) take(taken vg.Rectangle) { r.taken = append(r.taken, taken) }

// line takes the room of a run and its markers.
func (r *room) line(run []point) {
	for i, p := range run {
		r.take(vg.Rectangle{
			Min: p.at.Sub(vg.Point{X: markerRadius, Y: markerRadius}),
			Max: vg.Point{X: p.at.X + markerRadius, Y: max(p.at.Y, p.reach.Y) + markerRadius},
		})
		if i > 0 {
			r.segments = append(r.segments, [2]vg.Point{run[i-1].at, p.at})
		}
	}
}

// fullyNumbered is how many points have all of their numbers, 13 months of two series; of more, each series has its last, first, highest
// and lowest.
const fullyNumbered = 26

// label sets the numbers that have room, those first that a reader looks for: the last and first, then the highest and lowest.
func (l lines) label(c draw.Canvas, series [][]point, r *room) {
	var told, rest []point
	for _, s := range series {
		if len(s) == 0 {
			continue
		}
		byHeight := func(a, b point) int { return cmp.Compare(a.at.Y, b.at.Y) }
		told = append(told, s[len(s)-1], s[0], slices.MaxFunc(s, byHeight), slices.MinFunc(s, byHeight))
		rest = append(rest, s...)
	}
	if len(rest) <= fullyNumbered {
		told = append(told, rest...)
	}
	set := map[vg.Point]bool{}
	for _, p := range told {
		if !set[p.at] {
			set[p.at] = true
			l.number(c, p, r)
		}
	}
}

// number sets a point's number above it or below, or a little aside, where that is free. No line of the grid runs through it.
func (l lines) number(c draw.Canvas, p point, r *room) {
	above, below := l.numberStyle(text.XCenter, text.YBottom), l.numberStyle(text.XCenter, text.YTop)
	styles := []text.Style{above, below}
	if p.valley {
		slices.Reverse(styles)
	}
	half := above.Width(p.number) / 2
	for _, aside := range []vg.Length{0, -1, 1} {
		for _, sty := range styles {
			at := vg.Point{X: p.at.X + aside*half, Y: p.at.Y - markerRadius}
			if sty.YAlign == text.YBottom {
				at.Y = max(p.at.Y, p.reach.Y) + markerRadius
			}
			at.X = min(max(at.X, r.Min.X+half), r.Max.X-half)
			if box := inked(sty.Rectangle(p.number).Add(at), sty); r.free(box) {
				r.take(box)
				c.SetColor(color.White)
				c.Fill(box.Path())
				c.FillText(sty, at, p.number)
				return
			}
		}
	}
}

// inked is the part of a line's box that digits fill, with the room that they need to be told apart from others.
func inked(box vg.Rectangle, sty text.Style) vg.Rectangle {
	blank := sty.Font.Size * 0.2
	return vg.Rectangle{Min: vg.Point{X: box.Min.X - 1, Y: box.Min.Y + blank}, Max: vg.Point{X: box.Max.X + 1, Y: box.Max.Y - blank}}
}

// free tells whether a box lies in the chart and touches nothing.
func (r *room) free(box vg.Rectangle) bool {
	if box.Min.Y < r.Min.Y || box.Max.Y > r.Max.Y {
		return false
	}
	for _, t := range r.taken {
		if box.Min.X < t.Max.X && t.Min.X < box.Max.X && box.Min.Y < t.Max.Y && t.Min.Y < box.Max.Y {
			return false
		}
	}
	for _, s := range r.segments {
		if crosses(box, s[0], s[1]) {
			return false
		}
	}
	return true
}

// crosses tells whether a line from left to right runs through a box.
func crosses(box vg.Rectangle, from, to vg.Point) bool {
	left, right := max(box.Min.X, from.X), min(box.Max.X, to.X)
	if left > right || to.X == from.X {
		return false
	}
	y := func(x vg.Length) vg.Length { return from.Y + (to.Y-from.Y)*(x-from.X)/(to.X-from.X) }
	low, high := min(y(left), y(right)), max(y(left), y(right))
	return low < box.Max.Y && high > box.Min.Y
}
