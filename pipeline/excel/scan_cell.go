package excel

import (
	"fmt"
	"strings"
)

// xmlCell is a cell as a part writes it.
type xmlCell struct {
	ref, kind, style string
	value, formula   string
	inline           sharedText
	// Whether it has a value, a formula, a text of its own; whether one of its attributes is empty.
	valued, asked, inlined, blank bool
}

// nextCell reads the next cell of a row; more is false where the row ends.
func (x *scanner) nextCell(c *xmlCell) (more bool, err error) {
	for {
		if err := x.next(); err != nil || x.kind == closes {
			return false, err
		}
		switch {
		case x.isStray() || x.own && x.name != "c" && x.name != "extLst":
			return false, fmt.Errorf("has %s among its cells at byte %d", x.name, x.from)
		case x.own && x.name == "c":
			c.setAttrs(x.attrs)
			return true, x.cellContent(c)
		}
		if err := x.skip(); err != nil {
			return false, err
		}
	}
}

func (c *xmlCell) setAttrs(attrs []attr) {
	for _, a := range attrs {
		into := &c.ref
		switch a.name {
		case "r":
		case "s":
			into = &c.style
		case "t":
			into = &c.kind
		default:
			continue
		}
		*into = a.value
		c.blank = c.blank || a.value == ""
	}
}

// cellContent reads what stands in a cell, to its end.
func (x *scanner) cellContent(c *xmlCell) error {
	for {
		if err := x.next(); err != nil || x.kind == closes {
			return err
		}
		var err error
		switch {
		case x.isStray():
			err = fmt.Errorf("has text in a cell at byte %d", x.from)
		case !x.own || x.name == "extLst":
			err = x.skip()
		case x.name == "v" && !c.valued:
			c.valued = true
			c.value, err = x.content()
		case x.name == "f" && !c.asked:
			c.asked = true
			c.formula, err = x.content()
		case x.name == "is" && !c.inlined:
			c.inlined = true
			c.inline, err = x.sharedText()
		default:
			err = fmt.Errorf("has %s in a cell", x.name)
		}
		if err != nil {
			return err
		}
	}
}

// quickCell reads a cell of the shape that nearly all have,
//
//	<c r="D13" s="4" t="s"><v>12</v></c>
//
// with or without style, type and value, or with a text of its own, in one go; a large sheet is read twice as fast. It tells false, and has read
// nothing, where the next tag is anything else: next then goes the long way, with all its checks.
func (x *scanner) quickCell(c *xmlCell) bool {
	if x.empty || x.prefix != "" || x.foreign > 0 {
		return false
	}
	rest, ok := strings.CutPrefix(x.part[x.at:], `<c r="`)
	if !ok {
		return false
	}
	if c.ref, rest, ok = quoted1(rest); !ok {
		return false
	}
	if after, styled := strings.CutPrefix(rest, ` s="`); styled {
		if c.style, rest, ok = quoted1(after); !ok {
			return false
		}
	}
	if after, typed := strings.CutPrefix(rest, ` t="`); typed {
		if c.kind, rest, ok = quoted1(after); !ok {
			return false
		}
	}
	if after, empty := strings.CutPrefix(rest, "/>"); empty {
		x.at = len(x.part) - len(after)
		return true
	}
	if value, after, ok := between(rest, "><v>", "</v></c>"); ok {
		c.value, c.valued = value, true
		x.at = len(x.part) - len(after)
		return true
	}
	if text, after, ok := between(rest, "><is><t>", "</t></is></c>"); ok {
		c.inline.text, c.inlined = unescape(text), true
		x.at = len(x.part) - len(after)
		return true
	}
	return false
}

// between cuts the text that stands at the beginning between two tags, if it has nothing to resolve.
func between(part, begin, end string) (text, rest string, ok bool) {
	if part, ok = strings.CutPrefix(part, begin); !ok {
		return "", "", false
	}
	length := 0
	for length < len(part) && part[length] != '<' && part[length] != '&' && part[length] != '\r' {
		length++
	}
	rest, ok = strings.CutPrefix(part[length:], end)
	return part[:length], rest, ok
}

// quoted1 reads an attribute's value up to its closing quote: some letters and digits, or it tells false.
func quoted1(text string) (value, rest string, ok bool) {
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			return text[:i], text[i+1:], i > 0
		case c|0x20 < 'a' && (c < '0' || c > '9'), c|0x20 > 'z':
			return "", "", false
		}
	}
	return "", "", false
}
