package excel

import (
	"errors"
	"fmt"
	"strings"
)

// scanner goes through the XML of a part, tag by tag, and holds it to the rules: every element closed, in order, every
// attribute once, nothing after the root but blanks and comments. It knows no document types. What it hands out are pieces of
// the part itself, not copies.
type scanner struct {
	part string // the whole text
	at   int    // what is read so far

	kind  tagKind
	from  int    // where the tag begins
	name  string // of the tag's element, without prefix
	own   bool   // the element belongs to the name space of the root
	empty bool   // the tag that opens its element also closes it
	text  string // what stands between the tag before and this one, entities not resolved
	attrs []attr

	open    []element
	prefix  string // of the root, with its colon
	root    string // the name space of the root
	foreign int    // the depth below which a default name space other than the root's holds; 0 for none
	begun   bool
}

// element is one that is open.
type element struct {
	full, name string // with its prefix and without
	own        bool
}

type attr struct{ name, value string } // the name with its prefix

// tagKind says what the scanner stands at.
type tagKind uint8

const (
	opens tagKind = iota
	closes
	atEnd
)

var (
	errTruncated = errors.New("ends within an element")
	errDoctype   = errors.New("has a document type")
	errOutside   = errors.New("has text outside of its root")
)

// newScanner begins a part.
func newScanner(part string) *scanner {
	return &scanner{part: strings.TrimPrefix(part, "\ufeff"), attrs: make([]attr, 0, 16), open: make([]element, 0, 16)}
}

// next goes to the next tag, or to the end of the part.
func (x *scanner) next() error {
	if x.empty { // its element closes where it opened
		x.empty, x.kind, x.text = false, closes, ""
		return x.leave()
	}
	begin := x.at
	var before *strings.Builder // what stands before a comment or the like within the text
	for {
		found := strings.IndexByte(x.part[x.at:], '<')
		if found < 0 {
			return x.end(x.part[begin:])
		}
		x.from = x.at + found
		x.at = x.from + 1
		if x.at == len(x.part) {
			return errTruncated
		}
		if c := x.part[x.at]; c != '!' && c != '?' {
			x.text = x.part[begin:x.from]
			if before != nil {
				before.WriteString(x.text)
				x.text = before.String()
			}
			break
		}
		plain, err := x.pass()
		if err != nil {
			return err
		}
		if before == nil {
			before = &strings.Builder{}
		}
		before.WriteString(x.part[begin:x.from])
		before.WriteString(plain)
		begin = x.at
	}
	if len(x.open) == 0 && strings.TrimSpace(x.text) != "" {
		return errOutside
	}
	if x.part[x.at] == '/' {
		return x.close()
	}
	return x.start()
}

// end holds that the part is whole where it ends.
func (x *scanner) end(rest string) error {
	switch {
	case len(x.open) > 0 || !x.begun:
		return errTruncated
	case strings.TrimSpace(rest) != "":
		return errOutside
	}
	x.kind, x.at = atEnd, len(x.part)
	return nil
}

// pass passes over a comment or an instruction; of a section of plain characters it returns them, escaped as text is.
func (x *scanner) pass() (string, error) {
	rest := x.part[x.from:]
	for _, passed := range [...]struct{ begin, end string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if !strings.HasPrefix(rest, passed.begin) {
			continue
		}
		length := strings.Index(rest[len(passed.begin):], passed.end)
		if length < 0 {
			return "", errTruncated
		}
		inner := rest[len(passed.begin) : len(passed.begin)+length]
		x.at = x.from + len(passed.begin) + length + len(passed.end)
		if passed.begin != "<![CDATA[" {
			return "", nil
		}
		if len(x.open) == 0 {
			return "", errOutside
		}
		return escapeText(inner), nil
	}
	if len(x.open) == 0 && strings.HasPrefix(rest, "<!") {
		return "", errDoctype
	}
	return "", errors.New("has a declaration within")
}

// close reads the tag that closes an element; it must be the one that was opened last.
func (x *scanner) close() error {
	if len(x.open) == 0 {
		return errors.New("closes an element that is not open")
	}
	name := x.open[len(x.open)-1].full
	rest := x.part[x.at+1:]
	if !strings.HasPrefix(rest, name) {
		return fmt.Errorf("closes another element than %s", name)
	}
	end := len(name)
	for end < len(rest) && isBlank(rest[end]) {
		end++
	}
	if end == len(rest) || rest[end] != '>' {
		return fmt.Errorf("closes another element than %s", name)
	}
	x.at += 1 + end + 1
	x.kind = closes
	return x.leave()
}

// leave takes the element that closes from those that are open.
func (x *scanner) leave() error {
	top := len(x.open) - 1
	x.name, x.own = x.open[top].name, x.open[top].own
	x.open = x.open[:top]
	if x.foreign > top {
		x.foreign = 0
	}
	return nil
}

// skip passes over the element that was just opened.
func (x *scanner) skip() error {
	for depth := len(x.open); len(x.open) >= depth; {
		if err := x.next(); err != nil {
			return err
		}
		if x.kind == atEnd {
			return errTruncated
		}
	}
	return nil
}

// each calls do at every element that opens directly within the one that was just opened, until that closes. What do has
// not read of its element is passed over. Elements of other name spaces are passed over unseen.
func (x *scanner) each(do func() error) error {
	for {
		if err := x.next(); err != nil {
			return err
		}
		if x.kind == closes {
			return nil
		}
		inner := len(x.open)
		if x.own {
			if err := do(); err != nil {
				return err
			}
		}
		for len(x.open) >= inner {
			if err := x.next(); err != nil {
				return err
			}
		}
	}
}

// document reads the root and holds that it is called so; do is called there, and then the part is read to its end.
func (x *scanner) document(name string, do func() error) error {
	if err := x.next(); err != nil {
		return err
	}
	if x.kind != opens || x.name != name {
		return fmt.Errorf("is %s and not %s", x.name, name)
	}
	if err := do(); err != nil {
		return err
	}
	for x.kind != atEnd {
		if err := x.next(); err != nil {
			return err
		}
	}
	return nil
}
