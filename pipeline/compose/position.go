package compose

import (
	"fmt"
	"slices"

	"github.com/yuin/goldmark/ast"
)

// position is where something stands in a report file or a part.
type position struct {
	file string
	line int
}

// Mistake is what is wrong in a report file or a part, with what is expected.
type Mistake struct {
	File string
	Line int
	Text string
}

func (m *Mistake) Error() string { return fmt.Sprintf("%s:%d: %s", m.File, m.Line, m.Text) }

// mistake says what is wrong at a position.
func (p position) mistake(format string, args ...any) *Mistake {
	return &Mistake{p.file, p.line, fmt.Sprintf(format, args...)}
}

// plus is so many lines below.
func (p position) plus(lines int) position { return position{p.file, p.line + lines} }

// source is Markdown that is being read: a report's, a part's, or a narrative's; at is its first line.
type source struct {
	at     position
	text   []byte
	starts []int // of its lines
}

func newSource(at position, text string) source {
	s := source{at, []byte(text), []int{0}}
	for i, b := range s.text {
		if b == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
	return s
}

// lineAt counts the lines that begin at an offset or before, without the first.
func (s source) lineAt(offset int) int {
	i, found := slices.BinarySearch(s.starts, offset)
	if found {
		return i
	}
	return i - 1
}

// line is the text of a line, counted from 0; "" behind the last.
func (s source) line(i int) string {
	switch {
	case i >= len(s.starts):
		return ""
	case i+1 < len(s.starts):
		return string(s.text[s.starts[i] : s.starts[i+1]-1])
	}
	return string(s.text[s.starts[i]:])
}

// position is the line on which a node begins.
func (s source) position(node ast.Node) position {
	for n := node; n != nil; n = n.FirstChild() {
		if start := n.Pos(); start >= 0 {
			return s.at.plus(s.lineAt(start))
		}
	}
	return s.at
}

// lineOf is the whole line on which a node begins.
func (s source) lineOf(node ast.Node) string { return s.line(s.lineAt(max(node.Pos(), 0))) }
