package pdf

import (
	"bytes"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"codeberg.org/go-fonts/liberation/liberationserifbolditalic"
	"codeberg.org/go-fonts/liberation/liberationserifitalic"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
	"codeberg.org/go-pdf/fpdf"
)

// family has the metrics of Times New Roman, which the decree asks for.
const family = "LiberationSerif"

// style is a style of the typeface; bold and italic combine.
type style uint8

const (
	regular style = 0
	bold    style = 1
	italic  style = 2
)

func styled(isBold, isItalic bool) style {
	s := regular
	if isBold {
		s |= bold
	}
	if isItalic {
		s |= italic
	}
	return s
}

// name is the style's name in fpdf.
func (s style) name() string { return [...]string{"", "B", "I", "BI"}[s] }

// addFont makes a style known to a document. Each gets bytes of its own, since fpdf writes behind the ends of
// slices into them while it subsets: a data race between documents otherwise.
func addFont(f *fpdf.Fpdf, s style) {
	file := [...][]byte{
		liberationserifregular.TTF, liberationserifbold.TTF,
		liberationserifitalic.TTF, liberationserifbolditalic.TTF,
	}[s]
	f.AddUTF8FontFromBytes(family, s.name(), bytes.Clone(file))
}

// widths are the widths of a style's letters in thousandths of the size: those that fpdf writes into the file.
type widths [1 << 16]uint16

// widthsOf are measured once a process and only read after that, so that measuring needs no document.
var widthsOf = [...]func() *widths{
	sync.OnceValue(func() *widths { return measure(regular) }),
	sync.OnceValue(func() *widths { return measure(bold) }),
	sync.OnceValue(func() *widths { return measure(italic) }),
	sync.OnceValue(func() *widths { return measure(bold | italic) }),
}

func measure(s style) *widths {
	f := fpdf.New("P", "mm", "A4", "")
	addFont(f, s)
	f.SetFont(family, s.name(), 10)
	w := new(widths)
	for r := range w {
		w[r] = uint16(f.GetStringSymbolWidth(string(rune(r))))
	}
	return w
}

// unitsOf is the width of s in thousandths of the size. Its runes are clean, so they lie in the table.
func unitsOf(s string, st style) int {
	table, units := widthsOf[st](), 0
	for _, r := range s {
		units += int(table[r])
	}
	return units
}

// unitsIn is how many thousandths of the size fill a length; mmOf is the other way round.
func unitsIn(mm, size float64) int { return int(mm / (size * mmPerPoint) * 1000) }

func mmOf(units int, size float64) float64 { return float64(units) / 1000 * size * mmPerPoint }
