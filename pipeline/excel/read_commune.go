package excel

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// kinds are the words before names that say what kind of unit it is, as the headers of a layout list them: "Xã, phường, thị
// trấn".
type kinds struct {
	communes, districts []kind
	all                 []kind // of communes, then of districts
}

// kind is such a word, small, and how it is shortened: TT., X.
type kind struct {
	word  string
	short *regexp.Regexp
}

// shortens tells whether a name begins with the word shortened; most do not begin with its letter.
func (k kind) shortens(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	letter, _ := utf8.DecodeRuneInString(k.word)
	return unicode.ToLower(first) == letter && k.short.MatchString(text)
}

func kindsIn(layout pipeline.Layout) kinds {
	var found kinds
	for _, column := range layout.Columns {
		switch {
		case column.Role == pipeline.DistrictColumn:
			found.districts = listedKinds(column.Header)
		case column.Role == pipeline.CommuneColumn, column.Role == pipeline.NameColumn && layout.Rows.Each == pipeline.CommuneUnit:
			found.communes = listedKinds(column.Header)
		}
	}
	found.all = slices.Concat(found.communes, found.districts)
	return found
}

// listedKinds takes apart the headers that list kinds.
func listedKinds(headers []string) []kind {
	var listed []kind
	for _, header := range headers {
		words := strings.FieldsFunc(vi.Lower(header), func(r rune) bool { return r == ',' || r == '/' })
		for _, word := range words {
			word = strings.TrimSpace(word)
			if known := slices.ContainsFunc(listed, func(k kind) bool { return k.word == word }); word != "" && len(words) > 1 && !known {
				listed = append(listed, kind{word, shortened(word)})
			}
		}
	}
	return listed
}

// shortened matches the first letters of a kind's words: TT. and TT of thị trấn; X. of xã; P.1 and P1 of phường 1.
func shortened(word string) *regexp.Regexp {
	var letters []string
	for _, part := range strings.Fields(word) {
		first, _ := utf8.DecodeRuneInString(part)
		letters = append(letters, regexp.QuoteMeta(string(first)))
	}
	if len(letters) == 1 {
		return regexp.MustCompile(`(?i)^` + letters[0] + `(?:\.\s*|\s?(\d+)$)`)
	}
	return regexp.MustCompile(`(?i)^` + strings.Join(letters, `\.?\s?`) + `(?:\.\s*|\s+)`)
}

// communeName is a name that a sender wrote, and what it consists of.
type communeName struct {
	typed string // without the number before it
	kind  string // "xã", small; "" where it does not say
	bare  string // without the words before it
}

// enumeration is what may stand before a name without being a part of it: 1. or 2) or a dash.
var enumeration = regexp.MustCompile(`^(?:[-–—+•*]\s*|\d{1,3}[.)]\s*|\d{1,3}\s+-\s*)+`)

// roman is the number of a title: IV. or A)
var roman = regexp.MustCompile(`^(?:[IVXLC]+|[A-Z])(?:[.)]\s*|\s*[-–]\s*)`)

// name takes a name apart.
func (k kinds) name(text string) communeName {
	text = enumeration.ReplaceAllString(vi.SingleSpaced(text), "")
	for _, kind := range k.all {
		if kind.shortens(text) {
			first, size := utf8.DecodeRuneInString(kind.word)
			text = kind.short.ReplaceAllString(text, vi.Upper(string(first))+kind.word[size:]+" $1")
			break
		}
	}
	found := communeName{typed: text, bare: text}
	folded, words := vi.FoldUnit(text), strings.Fields(text)
	for i := range words {
		if rest := strings.Join(words[i:], " "); vi.Fold(rest) == folded {
			found.bare = rest
			found.kind = k.lastOf(vi.Lower(strings.Join(words[:i], " ")))
			break
		}
	}
	return found
}

// lastOf is the kind with which the words before a name end.
func (k kinds) lastOf(words string) string {
	for _, kind := range k.all {
		if strings.HasSuffix(" "+words, " "+kind.word) {
			return kind.word
		}
	}
	return ""
}

// district returns the name of the district that a text begins with the kind of: a title above its communes, or the text
// itself where nothing but the kind stands there.
func (k kinds) district(text string) (name string, ok bool) {
	for _, text := range []string{text, roman.ReplaceAllString(text, "")} {
		if !k.mayBeDistrict(text) {
			continue
		}
		found := k.name(text)
		lower := vi.Lower(found.typed) + " "
		if slices.ContainsFunc(k.districts, func(d kind) bool { return strings.HasPrefix(lower, d.word+" ") }) {
			return found.bare, true
		}
	}
	return "", false
}

// mayBeDistrict tells, at little cost, most names from those that begin with a kind of district, in full or shortened.
func (k kinds) mayBeDistrict(text string) bool {
	text = strings.TrimLeft(enumeration.ReplaceAllString(strings.TrimSpace(text), ""), " ")
	first, _ := utf8.DecodeRuneInString(vi.NFC(text[:min(len(text), utf8.UTFMax*2)]))
	return slices.ContainsFunc(k.districts, func(d kind) bool {
		letter, _ := utf8.DecodeRuneInString(d.word)
		return unicode.ToLower(first) == letter
	})
}

// commune is a commune that a row is about, as the sender names it.
type commune struct {
	pipeline.Commune
	kind string
	at   position
	asks position // where its district is asked for; zero for nowhere
	own  string   // its id where others would have the same
	read bool     // whether its row was
}

// communeOf reads the commune of a row; nil for none, where the row is about the reporter.
func (n *namer) communeOf(row int) (*commune, *pipeline.Refusal) {
	at := position{row, n.name}
	text := n.rowName(row)
	if n.layout.Rows.Each == "" {
		at = n.grid.down(row, n.place(pipeline.CommuneColumn))
		text = n.grid.text(at.row, at.column)
		if vi.Fold(text) == "" || n.isTotalLabel(text) || beginsNone(text) {
			return nil, nil
		}
	}
	name, district := text, n.downText(row, pipeline.DistrictColumn)
	if first, second := cutName(text); vi.Fold(first) != "" && second != "" {
		if _, ok := n.words.kinds.district(second); ok {
			name, district = first, cmp.Or(district, second)
		}
	}
	found := n.words.kinds.name(name)
	if strings.ContainsAny(name, ",;") || strings.Trim(vi.Fold(found.bare), "0123456789 ") == "" {
		return nil, n.refuse("unclear-commune", at, text, nil)
	}
	c := &commune{at: at, kind: found.kind}
	c.Name, c.Sheet, c.Cell = found.bare, n.grid.sheet.Name, pipeline.CellName(at.row, at.column)
	if c.District = n.words.kinds.name(district).bare; vi.Fold(district) == "" {
		c.District = n.district
	}
	if column := n.place(pipeline.DistrictColumn); column > 0 {
		c.asks = position{row, column}
	}
	c.ID = pipeline.CommuneID(n.reading.Reporter.ID, c.District, c.Name)
	n.communes = append(n.communes, c)
	return c, nil
}

// cutName cuts a name at its comma, dash or bracket: Xã Phú Mỹ (huyện Phú Tân).
func cutName(text string) (first, second string) {
	end := strings.IndexAny(text, ",;(–")
	if end < 0 {
		end = strings.Index(text, " - ")
	}
	if end < 0 {
		return text, ""
	}
	return strings.TrimSpace(text[:end]), strings.Trim(text[end:], " ,;()–-")
}

// keepCommunes keeps the communes of rows that were read, each once.
func (f *formReader) keepCommunes(communes []*commune) {
	kept := map[string]bool{}
	for _, c := range communes {
		if c.read && !kept[c.ID] {
			kept[c.ID] = true
			f.reading.Communes = append(f.reading.Communes, c.Commune)
		}
	}
}
