package excel

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

// noteMark begins what we say in a note, by which it is known again in whatever program saved it.
const noteMark = program + ":\n"

// noteGap stands between what she wrote in a note and what we add to it.
const noteGap = "\n\n"

// notes is a part of comments while ours are put into it.
type notes struct {
	part, prefix string
	authors      ending
	names        []string // of the authors
	author       string   // the number of ours
	newAuthor    bool
	list         span
	listEnd      ending
	kept         []keptNote
	found        bool       // words of ours
	dropped      []position // of comments that were ours alone
}

// keptNote is a comment of hers, or what is left of it without our words.
type keptNote struct {
	at       position
	text     string // the element
	threaded bool   // it stands for a conversation, which is elsewhere
}

// openNotes reads a part of comments; our old ones are left out.
func openNotes(part string) (*notes, error) {
	n := &notes{part: part}
	x := newScanner(part)
	err := x.document("comments", func() error {
		n.prefix = x.prefix
		return x.each(func() error {
			switch x.name {
			case "authors":
				return n.readAuthors(x)
			case "commentList":
				n.list = span{from: x.from, within: x.at}
				err := x.each(func() error { return n.readNote(x) })
				n.list.end, n.list.to, n.listEnd = x.from, x.at, x.closing()
				return err
			}
			return nil
		})
	})
	if err == nil && (n.author == "" || n.list.to == 0) {
		err = errors.New("has no list of authors or of comments")
	}
	return n, err
}

func (n *notes) readAuthors(x *scanner) error {
	err := x.each(func() error {
		name, err := x.content()
		n.names = append(n.names, name)
		return err
	})
	at := slices.Index(n.names, program)
	if n.newAuthor = at < 0; n.newAuthor {
		at = len(n.names)
	}
	n.author = strconv.Itoa(at)
	n.authors = x.closing()
	return err
}

// readNote keeps the comment that was just opened, without what we said in it.
func (n *notes) readNote(x *scanner) error {
	from := x.from
	note := keptNote{}
	if author, ok := index(x.attr("authorId"), len(n.names)); ok {
		note.threaded = strings.HasPrefix(n.names[author], "tc=") // and the number of the conversation
	}
	var err error
	if note.at.row, note.at.column, err = parseRef(x.attr("ref")); err != nil {
		return err
	}
	var text span
	var pieces []notePiece
	err = x.each(func() error {
		if x.name != "text" {
			return nil
		}
		text = span{from: x.from, within: x.at}
		var err error
		pieces, err = readPieces(x)
		text.end, text.to = x.from, x.at
		return err
	})
	whole := x.part[from:x.at]
	kept, ours := withoutOurs(pieces)
	n.found = n.found || ours
	switch {
	case err != nil:
		return err
	case ours && kept == "":
		n.dropped = append(n.dropped, note.at)
		return nil
	case ours:
		whole = x.part[from:text.within] + kept + x.part[text.end:x.at]
	}
	note.text = whole
	n.kept = append(n.kept, note)
	return nil
}

// notePiece is a run of a comment, or its one plain text.
type notePiece struct {
	element, text string
	within        span // of the text within the element
}

func readPieces(x *scanner) ([]notePiece, error) {
	var pieces []notePiece
	err := x.each(func() error {
		from := x.from
		piece := notePiece{}
		read := func() error {
			at := x.at
			empty := x.empty
			text, err := x.content()
			if !empty {
				piece.within = span{from: at - from, to: x.from - from}
			}
			piece.text = unescape(text)
			return err
		}
		var err error
		switch x.name {
		case "t":
			err = read()
		case "r":
			err = x.each(func() error {
				if x.name != "t" {
					return nil
				}
				return read()
			})
		default:
			err = x.skip()
		}
		piece.element = x.part[from:x.at]
		pieces = append(pieces, piece)
		return err
	})
	return pieces, err
}

// withoutOurs returns the pieces before our words, and whether there are any of ours.
func withoutOurs(pieces []notePiece) (kept string, ours bool) {
	text := ""
	for _, piece := range pieces {
		text += piece.text
	}
	mark := strings.TrimSuffix(noteMark, "\n")
	at := 0
	if !strings.HasPrefix(text, mark) {
		if at = strings.Index(text, noteGap+mark); at < 0 {
			return "", false
		}
	}
	var out strings.Builder
	for _, piece := range pieces {
		if at <= 0 {
			break
		}
		if len(piece.text) <= at {
			out.WriteString(piece.element)
		} else if piece.within.to > 0 {
			out.WriteString(piece.element[:piece.within.from] + xmlText(piece.text[:at]) + piece.element[piece.within.to:])
		}
		at -= len(piece.text)
	}
	return out.String(), true
}

// write puts our notes in: each in a comment of its own, or behind what stands in hers. It returns the part and the cells
// whose comments are new.
func (n *notes) write(ours []*mark) (string, []position) {
	var made []position
	hers := map[position]*keptNote{}
	for i := range n.kept {
		hers[n.kept[i].at] = &n.kept[i]
	}
	var added strings.Builder
	for _, m := range ours {
		if m.note == "" {
			continue
		}
		if note := hers[m.at]; note != nil {
			note.extend(m.note, n.prefix)
			continue
		}
		fmt.Fprintf(&added, `<%scomment ref="%s" authorId="%s"><%stext>%s</%stext></%scomment>`,
			n.prefix, pipeline.CellName(m.at.row, m.at.column), n.author, n.prefix, noteRuns(m.note, n.prefix), n.prefix, n.prefix)
		made = append(made, m.at)
	}
	var list strings.Builder
	for _, note := range n.kept {
		list.WriteString(note.text)
	}
	list.WriteString(added.String())
	edits := []edit{{n.list.within, n.list.end, list.String()}}
	if n.listEnd.closing != "" {
		edits = []edit{n.listEnd.with(list.String())}
	}
	if n.newAuthor && added.Len() > 0 {
		edits = append(edits, n.authors.with(fmt.Sprintf("<%sauthor>%s</%sauthor>", n.prefix, program, n.prefix)))
	}
	return splice(n.part, edits), made
}

// extend puts our words behind hers. Of a conversation this part only has a copy, which Excel does not show.
func (note *keptNote) extend(words, prefix string) {
	if note.threaded {
		return
	}
	end := strings.LastIndex(note.text, "</"+prefix+"text")
	if end < 0 {
		return
	}
	begin := strings.Index(note.text, "<"+prefix+"text")
	within := begin + strings.IndexByte(note.text[begin:], '>') + 1
	hers := note.text[within:end]
	if strings.HasPrefix(hers, "<"+prefix+"t>") || strings.HasPrefix(hers, "<"+prefix+"t ") { // plain text becomes a run
		hers = "<" + prefix + "r>" + hers + "</" + prefix + "r>"
	}
	gap := fmt.Sprintf(`<%sr><%st xml:space="preserve">%s</%st></%sr>`, prefix, prefix, noteGap, prefix, prefix)
	note.text = note.text[:within] + hers + gap + noteRuns(words, prefix) + note.text[end:]
}

// noteRuns writes what we say in a note: who says it in bold, then the words.
func noteRuns(words, prefix string) string {
	const font = `<sz val="10"/><color indexed="81"/><rFont val="Times New Roman"/><family val="1"/>`
	return prefixed(`<r><rPr><b/>`+font+`</rPr><t xml:space="preserve">`+program+`:</t></r><r><rPr>`+font+`</rPr><t xml:space="preserve">`, prefix) +
		"\n" + xmlText(words) + prefixed(`</t></r>`, prefix)
}
