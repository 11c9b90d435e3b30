package pdf

import "strings"

// line is a line of text: neighbouring pieces of one style are joined, the spaces between words in them.
type line struct {
	pieces  []piece
	units   int
	spaces  int
	justify bool // all but the last of a paragraph
}

// liner fills lines, each as full as it can be.
type liner struct {
	lines []line
	words []word // of the line being filled
	units int
	limit int
	rest  int // the limit of the lines to come
}

// breakLines breaks words into lines no wider than first, then rest.
func breakLines(words []word, first, rest int) []line {
	l := liner{limit: first, rest: rest}
	for _, w := range words {
		switch {
		case len(l.words) == 0:
		case w.first:
			l.end(false)
		case l.units+space()+w.units > l.limit:
			l.end(true)
		}
		for w.units > l.limit {
			head, tail, ok := w.split(l.limit)
			if !ok {
				break
			}
			l.put(head)
			l.end(true)
			w = tail
		}
		l.put(w)
	}
	l.end(false)
	return l.lines
}

// space is the width of a space, the same in all styles.
func space() int { return int(widthsOf[regular]()[' ']) }

func (l *liner) put(w word) {
	if len(l.words) > 0 {
		l.units += space()
	}
	l.units += w.units
	l.words = append(l.words, w)
}

func (l *liner) end(justify bool) {
	if len(l.words) == 0 {
		return
	}
	out := line{units: l.units, justify: justify, pieces: joined(l.words)}
	for _, p := range out.pieces {
		out.spaces += p.spaces
	}
	l.lines = append(l.lines, out)
	l.words, l.units, l.limit = l.words[:0], 0, l.rest
}

// joined are the pieces of words, with the spaces between them, as few as there are changes of style.
func joined(words []word) []piece {
	var out []piece
	var text strings.Builder
	var p piece // the one being joined
	flush := func() {
		if text.Len() > 0 {
			p.text = text.String()
			out = append(out, p)
			text.Reset()
		}
	}
	for i, w := range words {
		if i > 0 {
			text.WriteByte(' ')
			p.units += space()
			p.spaces++
		}
		for _, next := range w.pieces {
			if text.Len() == 0 || next.style != p.style {
				flush()
				p = piece{style: next.style}
			}
			text.WriteString(next.text)
			p.units += next.units
			p.spaces += next.spaces
		}
	}
	flush()
	return out
}
