package compose

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
)

// position is where something stands in a report file or a part.
type position struct {
	file string
	line int
}

// mistake is an error with its place.
func (p position) mistake(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.file, p.line, fmt.Sprintf(format, args...))
}

// plus is so many lines below.
func (p position) plus(lines int) position { return position{p.file, p.line + lines} }

// source is Markdown that is being read: a report's, a part's, or a narrative's; at is its first line.
type source struct {
	at   position
	text []byte
}

// position is the line on which a node begins; of a fenced block that of its fence.
func (s source) position(node ast.Node) position {
	if start := startOf(node); start >= 0 {
		return s.at.plus(bytes.Count(s.text[:start], []byte("\n")))
	}
	return s.at
}

// startOf is where a node, or the first in it that tells, begins in the text; -1 where none does.
func startOf(node ast.Node) int {
	switch n := node.(type) {
	case *ast.FencedCodeBlock:
		if n.Info != nil {
			return n.Info.Segment.Start
		}
	case *ast.Text:
		return n.Segment.Start
	}
	if node.Type() == ast.TypeBlock && node.Lines().Len() > 0 {
		return node.Lines().At(0).Start
	}
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		if start := startOf(child); start >= 0 {
			return start
		}
	}
	return -1
}
