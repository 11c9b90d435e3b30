package compose

import (
	"bytes"
	"fmt"
	"strings"

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
	at   position
	text []byte
}

// position is the line on which a node begins.
func (s source) position(node ast.Node) position {
	for n := node; n != nil; n = n.FirstChild() {
		if start := n.Pos(); start >= 0 {
			return s.at.plus(bytes.Count(s.text[:min(start, len(s.text))], []byte("\n")))
		}
	}
	return s.at
}

// lineOf is the whole line on which a node begins.
func (s source) lineOf(node ast.Node) string {
	start := min(max(node.Pos(), 0), len(s.text))
	line, _, _ := strings.Cut(string(s.text[bytes.LastIndexByte(s.text[:start], '\n')+1:]), "\n")
	return line
}
