package pdf

// Lengths are millimetres, sizes of type points.
const (
	mmPerPoint = 25.4 / 72

	topMargin    = 20.0
	bottomMargin = 20.0
	leftMargin   = 30.0
	rightMargin  = 15.0

	bodySize   = 14.0
	titleSize  = 14.0 // kind and subject, an annex's label and title
	headSize   = 12.0 // parent and issuing body, Quốc hiệu
	mottoSize  = 13.0 // Tiêu ngữ, number, place and date, marks
	numberSize = 13.0 // page numbers

	leading         = 1.25           // baseline to baseline, in sizes
	firstLineIndent = 10.0           // of a paragraph
	paragraphGap    = 6 * mmPerPoint // between paragraphs
	thinRule        = 0.2
)

// sheet is a page's size.
type sheet struct {
	orientation   string // fpdf's P or L
	width, height float64
}

var (
	portrait  = sheet{"P", 210, 297}
	landscape = sheet{"L", 297, 210}
)

// textWidth is the width between the margins.
func (s sheet) textWidth() float64 { return s.width - leftMargin - rightMargin }

// textHeight is the height between the margins.
func (s sheet) textHeight() float64 { return s.height - topMargin - bottomMargin }

// lineHeight is the height of a line of type.
func lineHeight(size float64) float64 { return size * leading * mmPerPoint }

// baseline is how far below a line's top its letters stand: ascent and descent of Liberation Serif, centred.
func baseline(size float64) float64 {
	const ascent, descent = 0.891, 0.216
	return size * mmPerPoint * ((leading-ascent-descent)/2 + ascent)
}
