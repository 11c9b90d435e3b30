package excel

import (
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// maxDoubted bounds the cells that are complained of one by one; all of a sheet may be in an old font.
const maxDoubted = 50

// textPlace is a cell of a workbook.
type textPlace struct {
	sheet *pipeline.Sheet
	at    position
	cell  *pipeline.SheetCell
}

// legacyUse is how a workbook uses the fonts of one encoding.
type legacyUse struct {
	name      string      // of the encoding
	converted []textPlace // cells whose letters were converted
	score     int         // what known words say for it
	mixed     bool        // there are texts of Unicode in its fonts too
}

// confirmed tells whether the known words are enough: one phrase, or two words that are a cell each.
func (u *legacyUse) confirmed() bool { return u.score >= enough }

// familyOf returns the encoding whose table a text was converted by: capitals have that of their small letters.
func familyOf(e vi.Encoding) vi.Encoding {
	if e == vi.TCVN3Capitals {
		return vi.TCVN3
	}
	return e
}

var familyNames = map[vi.Encoding]string{vi.TCVN3: "TCVN3", vi.VNI: "VNI"}

// everyText calls a function for every cell with a text that has more than ASCII, until it returns false.
func everyText(workbook *pipeline.Workbook, visit func(textPlace) bool) {
	for i := range workbook.Sheets {
		if !everyTextOf(&workbook.Sheets[i], visit) {
			return
		}
	}
}

func everyTextOf(sheet *pipeline.Sheet, visit func(textPlace) bool) bool {
	for i := range sheet.Rows {
		row := &sheet.Rows[i]
		for j := range row.Cells {
			cell := &row.Cells[j]
			if cell.Kind == pipeline.TextCell && !isPlain(labelOf(cell.Raw)) && !visit(textPlace{sheet, position{row.Number, cell.Column}, cell}) {
				return false
			}
		}
	}
	return true
}

// isPlain tells whether a text is ASCII.
func isPlain(text string) bool { return strings.IndexFunc(text, isMarked) < 0 }

// refuseGarbled refuses a workbook in which words of forms stand in a legacy encoding in a font that does not draw it:
// nothing of it would be found, or what is found be kept as nobody can read it. With the right font it is read.
func (f *formReader) refuseGarbled(workbook *pipeline.Workbook) *pipeline.Refusal {
	var found *pipeline.Refusal
	var known phrases
	score := map[vi.Encoding]int{}
	everyText(workbook, func(p textPlace) bool {
		encoding := garbledIn(p.cell, labelOf(p.cell.Raw))
		if encoding == vi.Unicode {
			return true
		}
		if known == nil {
			known = phrasesOf(f.catalog)
		}
		score[encoding] += known.scoreLabel(labelOf(p.cell.Raw), encoding)
		if score[encoding] >= enough {
			found = wrongFont(p, encoding)
		}
		return found == nil
	})
	return found
}

// labelOf is as much of a text as a label may have.
func labelOf(text string) string { return text[:min(len(text), longestLabel)] }

// garbledIn returns the encoding in which a text seems to be that no font told; Unicode for none.
func garbledIn(cell *pipeline.SheetCell, text string) vi.Encoding {
	if cell.Kind != pipeline.TextCell || cell.Encoding != vi.Unicode {
		return vi.Unicode
	}
	tcvn3, vni := vi.TCVN3.Garbled(text), vi.VNI.Garbled(text)
	switch {
	case tcvn3 == 0 && vni == 0:
		return vi.Unicode
	case vni > tcvn3:
		return vi.VNI
	}
	return vi.TCVN3
}

// wrongFont says that a text seems to be in an encoding, and what it then reads.
func wrongFont(p textPlace, encoding vi.Encoding) *pipeline.Refusal {
	words := make([]string, 0, 8)
	for _, word := range strings.Fields(labelOf(p.cell.Raw)) {
		decoded, _ := encoding.Decode(word)
		words = append(words, decoded)
	}
	font := map[vi.Encoding]string{vi.TCVN3: ".VnTime", vi.VNI: "VNI-Times"}[encoding]
	return refusalAt(newGrid(p.sheet), "wrong-font", p.at, p.cell.Raw,
		map[string]string{"encoding": familyNames[encoding], "font": font, "expected": oneLine(strings.Join(words, " "))})
}

// noteLegacy says which texts were converted by their fonts, and which of those that the form has are not trusted.
func (f *formReader) noteLegacy(workbook *pipeline.Workbook) {
	uses := f.legacyUses(workbook)
	read := f.readPlaces()
	for _, encoding := range []vi.Encoding{vi.TCVN3, vi.VNI} {
		if use := uses[encoding]; use != nil {
			f.noteUse(use, read)
		}
	}
	f.noteGarbled(read)
}

// legacyUses collects the texts that were converted, by the encoding.
func (f *formReader) legacyUses(workbook *pipeline.Workbook) map[vi.Encoding]*legacyUse {
	uses := map[vi.Encoding]*legacyUse{}
	var known phrases
	everyText(workbook, func(p textPlace) bool {
		family := familyOf(p.cell.Encoding)
		if family == vi.Unicode {
			return true
		}
		use := uses[family]
		if use == nil {
			use = &legacyUse{name: familyNames[family]}
			uses[family] = use
		}
		use.converted = append(use.converted, p)
		if !use.confirmed() {
			if known == nil {
				known = phrasesOf(f.catalog)
			}
			use.score += known.score(convertedWords(labelOf(p.cell.Raw)))
		}
		return true
	})
	if len(uses) > 0 {
		everyText(workbook, func(p textPlace) bool {
			if use := uses[familyOf(vi.FontEncoding(p.cell.Style.Font))]; use != nil && p.cell.Encoding == vi.Unicode && strings.ContainsFunc(labelOf(p.cell.Raw), vi.IsLetter) {
				use.mixed = true
			}
			return true
		})
	}
	return uses
}

// noteUse says what becomes of the texts of one encoding. Confirmed ones are taken; where the same fonts have texts of
// Unicode too, those are not that may be either.
func (f *formReader) noteUse(use *legacyUse, read readPlaces) {
	var unread []textPlace
	doubted := 0
	for _, p := range use.converted {
		switch {
		case use.confirmed() && (!use.mixed || !isEither(p.cell)):
		case !read.has(p):
			unread = append(unread, p)
		case doubted < maxDoubted:
			doubted++
			original, _ := p.cell.Encoding.Encode(p.cell.Raw)
			f.noteAt(p, "doubtful-font", map[string]string{"encoding": use.name, "expected": oneLine(original)})
		}
	}
	first := use.converted[0]
	switch {
	case use.confirmed():
		f.noteAt(first, "legacy-font", map[string]string{"encoding": use.name, "count": rowNumber(len(use.converted))})
	case len(unread) > 0:
		f.noteAt(unread[0], "doubtful-font-unread", map[string]string{"encoding": use.name, "count": rowNumber(len(unread))})
	}
}

// isEither tells whether what stands in a converted cell may have been meant as it was: it has letters of Vietnamese only.
func isEither(cell *pipeline.SheetCell) bool {
	original, _ := cell.Encoding.Encode(cell.Raw)
	return !strings.ContainsFunc(original, func(r rune) bool { return r >= 0xA1 && r <= 0xFF && !vi.IsLetter(r) }) && cell.Encoding.Garbled(original) == 0
}

// noteGarbled says of texts that the form has which seem to be in a legacy encoding, though no font told: two words of
// them, or a short text's only one.
func (f *formReader) noteGarbled(read readPlaces) {
	doubted := 0
	everyTextOf(read.sheet, func(p textPlace) bool {
		if !read.has(p) {
			return true
		}
		encoding := garbledIn(p.cell, p.cell.Raw)
		if encoding == vi.Unicode || encoding.Garbled(p.cell.Raw) < min(2, len(strings.Fields(p.cell.Raw))) {
			return true
		}
		f.reading.Refusals = append(f.reading.Refusals, *wrongFont(p, encoding))
		doubted++
		return doubted < maxDoubted
	})
}

// noteAt keeps a refusal about a cell of any sheet.
func (f *formReader) noteAt(p textPlace, code string, values map[string]string) {
	f.reading.Refusals = append(f.reading.Refusals, *refusalAt(newGrid(p.sheet), code, p.at, p.cell.Raw, values))
}
