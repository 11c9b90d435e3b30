package pdf

import (
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// letters measure and set the texts of a plot by the widths that the file bears, on the lines of the rest of the report.
type letters struct{}

// Cache holds no font: none is read to measure.
func (letters) Cache() *font.Cache { return font.NewCache(nil) }

// Extents are those of a line of type.
func (letters) Extents(f font.Font) font.Extents {
	line := linePoints(f)
	return font.Extents{Ascent: line, Height: line}
}

func (letters) Lines(txt string) []string { return strings.Split(txt, "\n") }

// Box is a line's width, and its height with the leading above and below its letters.
func (letters) Box(txt string, f font.Font) (width, height, depth vg.Length) {
	return textPoints(txt, f.Size), linePoints(f), 0
}

// Draw sets lines of text, aligned about a point.
func (l letters) Draw(c vg.Canvas, txt string, sty text.Style, at vg.Point) {
	c.Push()
	defer c.Pop()
	c.SetColor(sty.Color)
	c.Translate(at)
	c.Rotate(sty.Rotation)
	lines, pitch := l.Lines(txt), linePoints(sty.Font)
	top := pitch * vg.Length(len(lines)) * vg.Length(1+sty.YAlign)
	first := top - vg.Length(baseline(float64(sty.Font.Size))/mmPerPoint)
	for i, line := range lines {
		x := textPoints(line, sty.Font.Size) * vg.Length(sty.XAlign)
		c.FillString(font.Face{Font: sty.Font}, vg.Point{X: x, Y: first - pitch*vg.Length(i)}, line)
	}
}

// linePoints is the height of a line of type in points.
func linePoints(f font.Font) vg.Length { return f.Size * leading }

// textPoints is the width of a text in regular type, in points.
func textPoints(txt string, size vg.Length) vg.Length {
	return vg.Length(unitsOf(txt, regular)) / 1000 * size
}
