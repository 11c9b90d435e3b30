package excel

import (
	"strings"
	"unicode"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Known words say for an encoding that a text was meant in it: a phrase of several words settles it, a single word that is
// a whole text is half of it, for other texts may be read as one.
const (
	enough    = 2
	forPhrase = 2
	forWord   = 1
)

// phrases are what forms and units are called, with their marks, as vi.Spelling has them.
type phrases map[string]bool

// longestPhrase is how many words of a text are compared with one.
const longestPhrase = 16

func phrasesOf(c *pipeline.Catalog) phrases {
	p := phrases{}
	p.add(c.Head.Form, c.Head.Version, c.Head.Reporter, c.Head.Code, c.Head.Receiver, c.Head.Period, c.Head.Measure, c.Head.Deadline, c.Head.Letter, c.Head.Nation)
	for _, layout := range c.Layouts {
		p.add([]string{layout.Title}, layout.Rows.Header, layout.Rows.Total)
		for _, item := range layout.Rows.Items {
			p.add([]string{item.Label}, item.Choices)
		}
		for _, column := range layout.Columns {
			p.add(column.Header, column.Group)
			for _, value := range column.Values {
				p.add(value.Label)
			}
		}
		for _, box := range layout.Boxes {
			p.add(box.Label)
		}
	}
	for _, u := range c.Geography.Units {
		p.add([]string{u.Name})
	}
	return p
}

// add adds texts that have letters with marks: others look alike in all encodings.
func (p phrases) add(all ...[]string) {
	for _, texts := range all {
		for _, text := range texts {
			if text = vi.Spelling(text); strings.ContainsFunc(text, isMarked) {
				p[text] = true
			}
		}
	}
}

func isMarked(r rune) bool { return r > unicode.MaxASCII }

// legacyWord is a word of a text as vi.Spelling has it, and whether it stood there in other characters.
type legacyWord struct {
	text    string
	changed bool
}

// convertedWords are those of a text that was converted.
func convertedWords(text string) []legacyWord {
	var words []legacyWord
	for word := range strings.FieldsSeq(vi.Spelling(text)) {
		words = append(words, legacyWord{word, strings.ContainsFunc(word, isMarked)})
	}
	return words
}

// decodedWords are those of a text, taken for one in an encoding.
func decodedWords(text string, encoding vi.Encoding) []legacyWord {
	var words []legacyWord
	for field := range strings.FieldsSeq(text) {
		decoded, ok := encoding.Decode(field)
		for word := range strings.FieldsSeq(vi.Spelling(decoded)) {
			words = append(words, legacyWord{word, ok && strings.ContainsFunc(word, isMarked)})
		}
	}
	return words
}

// score says how much the words of a text say for the encoding that they were converted from.
func (p phrases) score(words []legacyWord) int {
	for i := range words {
		phrase, changed := "", false
		for _, word := range words[i:min(i+longestPhrase, len(words))] {
			phrase = strings.TrimSpace(phrase + " " + word.text)
			if changed = changed || word.changed; !changed || !p[phrase] {
				continue
			}
			if strings.Contains(phrase, " ") {
				return forPhrase
			}
			if len(words) == 1 {
				return forWord
			}
		}
	}
	return 0
}

// scoreLabel says how much a text, taken for one in an encoding, is a label or what stands behind one: all of it is a
// phrase, but for a number before it.
func (p phrases) scoreLabel(text string, encoding vi.Encoding) int {
	best := 0
	for piece := range strings.SplitSeq(text, ":") {
		words := decodedWords(piece, encoding)
		if len(words) > 1 && !words[0].changed && len(words[0].text) <= longestOrdinal && !p.has(words) {
			words = words[1:]
		}
		if !p.has(words) {
			continue
		}
		best = max(best, min(len(words), forPhrase))
	}
	return best
}

// longestOrdinal is how long a number before a label may be: VIII, 12.
const longestOrdinal = 4

// has tells whether words are a phrase, one of them from other characters.
func (p phrases) has(words []legacyWord) bool {
	texts, changed := make([]string, len(words)), false
	for i, word := range words {
		texts[i], changed = word.text, changed || word.changed
	}
	return changed && p[strings.Join(texts, " ")]
}

// readPlaces are the cells that the form was read from: those of its rows in its columns, and those of its boxes.
type readPlaces struct {
	sheet   *pipeline.Sheet
	rows    map[int]bool
	columns map[int]int
	boxes   map[position]bool
}

func (f *formReader) readPlaces() readPlaces {
	places := readPlaces{f.grid.sheet, map[int]bool{}, f.columns, map[position]bool{}}
	mark := func(ref string) {
		if row, _, err := parseRef(ref); err == nil {
			places.rows[row] = true
		}
	}
	for _, o := range f.reading.Observations {
		mark(o.Cell)
	}
	for _, r := range f.reading.Records {
		mark(r.Cell)
	}
	for _, c := range f.reading.Communes {
		mark(c.Cell)
	}
	for _, n := range f.reading.Narratives {
		row, column, err := parseRef(n.Cell)
		for ; err == nil && !places.boxes[position{row, column}] && f.grid.text(row, column) != ""; row++ { // a paragraph a row
			places.boxes[position{row, column}] = true
		}
	}
	return places
}

func (r readPlaces) has(p textPlace) bool {
	_, ours := r.columns[p.at.column]
	return p.sheet == r.sheet && (ours && r.rows[p.at.row] || r.boxes[p.at])
}
