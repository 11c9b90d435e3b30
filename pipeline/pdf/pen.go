package pdf

import (
	"codeberg.org/go-pdf/fpdf"

	"tonghop/pipeline"
)

// pen draws on the pages of one file.
type pen struct {
	f     *fpdf.Fpdf
	sheet sheet
	style style
	size  float64 // 0 before the first text
	fonts [4]bool // the styles that the file has
}

func newPen(d *pipeline.Document) *pen {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetMargins(leftMargin, topMargin, rightMargin)
	f.SetAutoPageBreak(false, 0)
	f.SetCellMargin(0)
	f.SetLineWidth(thinRule)
	f.SetTitle(oneLine(d.Title), true)
	f.SetAuthor(oneLine(d.Author), true)
	if tag(d.Language) {
		f.SetLang(d.Language)
	}
	f.SetCatalogSort(true)
	f.SetCreationDate(created(d))
	f.SetModificationDate(created(d))
	return &pen{f: f}
}

// page draws a page. In its top margin stand its number, centred, and at the right what marks the whole document.
func (p *pen) page(pg *page) {
	p.sheet = pg.sheet
	p.f.AddPageFormat(pg.sheet.orientation, fpdf.SizeType{Wd: portrait.width, Ht: portrait.height})
	const top = (topMargin - numberSize*leading*mmPerPoint) / 2
	centred(pg.label(), regular, numberSize, pg.sheet.textWidth()).draw(p, leftMargin, top)
	newBlock(wordsOf(pg.mark, bold), mottoSize, pg.sheet.textWidth(), 0, pipeline.Right).draw(p, leftMargin, top)
	for _, b := range pg.boxes {
		b.draw(p, b.top)
	}
}

// font chooses the type, and says so in the file only where it changes.
func (p *pen) font(st style, size float64) {
	if !p.fonts[st] {
		addFont(p.f, st)
		p.fonts[st] = true
	}
	if p.style != st || p.size != size {
		p.f.SetFont(family, st.name(), size)
		p.style, p.size = st, size
	}
}

// line sets a line, its spaces wider by stretch.
func (p *pen) line(l line, size, x, baseline, stretch float64) {
	for _, part := range l.pieces {
		width := mmOf(part.units, size) + float64(part.spaces)*stretch
		p.font(part.style, size)
		if stretch > 0 && part.spaces > 0 {
			p.justified(part.text, size, x, baseline, width)
		} else {
			p.f.Text(x, baseline, part.text)
		}
		x += width
	}
}

// justified sets a text to a width. A cell of fpdf writes the spaces as spaces and moves them apart, so that the
// text is found as it reads; its baseline stands 0.3 of the size below a cell without height.
func (p *pen) justified(text string, size, x, baseline, width float64) {
	p.f.SetXY(x, baseline-0.3*size*mmPerPoint)
	p.f.CellFormat(width, 0, text, "", 0, "J", false, 0, "")
}

// raised sets a short text small and high, as a reference to a note.
func (p *pen) raised(text piece, size, x, baseline float64) {
	p.font(text.style, size*raisedSize)
	p.f.Text(x, baseline-0.35*size*mmPerPoint, text.text)
}

// raisedSize is the size of a raised text, in sizes of what it stands behind.
const raisedSize = 0.65

// rule draws a line across, centred in a width; none of no length.
func (p *pen) rule(x, y, width, length float64) {
	if length > 0 {
		x += (width - length) / 2
		p.f.Line(x, y, x+length, y)
	}
}

// frame draws a box, filled with a shade of grey.
func (p *pen) frame(x, y, width, height float64, shade int) {
	if shade == blank {
		p.f.Rect(x, y, width, height, "D")
		return
	}
	p.f.SetFillColor(shade, shade, shade)
	p.f.Rect(x, y, width, height, "FD")
	p.f.SetFillColor(0, 0, 0) // the colour of text: fpdf wraps each text in a change of colour otherwise
}

// The shades of what is filled, black being 0; blank is not filled at all.
const (
	blank     = 255
	lightGrey = 230
)

// tag tells whether s can be a language tag (BCP 47): "vi", "vi-VN".
func tag(s string) bool {
	for _, r := range s {
		if r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return false
		}
	}
	return s != ""
}
