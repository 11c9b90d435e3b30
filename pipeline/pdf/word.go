package pdf

import (
	"strings"
	"unicode/utf8"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// piece is a text in one style. Its spaces break no line any more, and stretch where the line is justified.
type piece struct {
	text   string
	style  style
	units  int
	spaces int
}

// word is what no line breaks: pieces that touch, such as a bracket and the figure behind it.
type word struct {
	pieces []piece
	units  int
	first  bool // of a line, whatever room the line before still had
}

// speller takes text in and gives words.
type speller struct {
	words  []word
	pieces []piece // the first of each word, side by side
	open   bool    // what comes next touches the last word
	first  bool
}

// room makes room for the words of a text.
func (s *speller) room(text string) {
	count := strings.Count(text, " ") + 1
	s.words, s.pieces = make([]word, 0, count), make([]piece, 0, count)
}

// wordsOf are the words of a text in one style.
func wordsOf(text string, st style) []word {
	var s speller
	text = vi.Unbroken(clean(text))
	s.room(text)
	s.text(text, st)
	return s.words
}

// inlineWords are the words of running text. A figure is one word, so that neither its digits nor its hedge
// ("khoảng 1.900") are torn apart.
func inlineWords(prefix string, inlines []pipeline.Inline) []word {
	var s speller
	s.text(prefix, regular)
	for _, in := range inlines {
		st := styled(in.Bold, in.Italic)
		if in.Figure != nil {
			s.solid(clean(in.Figure.Quantity.Prose()), st)
			continue
		}
		s.text(vi.Unbroken(clean(in.Text)), st)
	}
	return s.words
}

// text takes clean text in, a word at each space.
func (s *speller) text(text string, st style) {
	for text != "" {
		end := strings.IndexAny(text, " \n")
		if end < 0 {
			s.touch(text, st)
			return
		}
		if end > 0 {
			s.touch(text[:end], st)
		}
		s.open = false
		s.first = s.first || text[end] == '\n'
		text = text[end+1:]
	}
}

// solid takes clean text in that no line breaks.
func (s *speller) solid(text string, st style) {
	if text != "" {
		s.touch(strings.ReplaceAll(text, "\n", " "), st)
	}
}

func (s *speller) touch(text string, st style) {
	p := newPiece(text, st)
	if s.open {
		s.words[len(s.words)-1].add(p)
		return
	}
	s.pieces = append(s.pieces, p)
	last := len(s.pieces)
	s.words = append(s.words, word{pieces: s.pieces[last-1 : last : last], units: p.units, first: s.first})
	s.open, s.first = true, false
}

// newPiece measures a text. Its no-break spaces have done their work once the word is whole; as plain spaces they
// stretch with the line and are found by who searches the file.
func newPiece(text string, st style) piece {
	text = strings.ReplaceAll(text, noBreakSpace, " ")
	return piece{text, st, unitsOf(text, st), strings.Count(text, " ")}
}

func (w *word) add(p piece) {
	w.pieces = append(w.pieces, p)
	w.units += p.units
}

// extent is the width of the longest word, and of all of them on one line.
func extent(words []word) (longest, natural int) {
	for i, w := range words {
		longest = max(longest, w.units)
		natural += w.units
		if i > 0 {
			natural += space()
		}
	}
	return longest, natural
}

// split cuts a word that is wider than a whole line: at its last space that fits, else behind the last letter that
// fits, and at least one letter goes. It tells whether there was anything to cut.
func (w word) split(limit int) (head, tail word, ok bool) {
	head.first = w.first
	for i, p := range w.pieces {
		if head.units+p.units <= limit {
			head.add(p)
			continue
		}
		cut := p.cut(limit-head.units, i == 0)
		if cut > 0 {
			head.add(newPiece(strings.TrimRight(p.text[:cut], " "), p.style))
		}
		if rest := strings.TrimLeft(p.text[cut:], " "); rest != "" {
			tail.add(newPiece(rest, p.style))
		}
		for _, p := range w.pieces[i+1:] {
			tail.add(p)
		}
		return head, tail, len(tail.pieces) > 0
	}
	return head, tail, false
}

// cut is where p is cut to fit.
func (p piece) cut(limit int, atLeastOne bool) int {
	table, units, space := widthsOf[p.style](), 0, 0
	for i, r := range p.text {
		units += int(table[r])
		if r == ' ' {
			space = i
		}
		if units <= limit {
			continue
		}
		switch {
		case space > 0:
			return space
		case i == 0 && atLeastOne:
			return utf8.RuneLen(r)
		}
		return i
	}
	return len(p.text)
}
