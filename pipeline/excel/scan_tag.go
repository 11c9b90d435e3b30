package excel

import (
	"errors"
	"fmt"
	"strings"
)

// start reads the tag that opens an element, with its attributes.
func (x *scanner) start() error {
	end := x.at
	for end < len(x.part) && isName(x.part[end]) {
		end++
	}
	full := x.part[x.at:end]
	if full == "" || full[0] <= '9' || len(full) > maxName {
		return fmt.Errorf("has a tag without a name, or with too long a one, at byte %d", x.from)
	}
	x.at = end
	if err := x.readAttrs(); err != nil {
		return err
	}
	if len(x.open) == 0 && x.begun {
		return errors.New("has a second root")
	}
	if len(x.open) == maxDepth {
		return fmt.Errorf("has more than %d elements in each other", maxDepth)
	}
	x.kind = opens
	x.setSpace(full, len(x.open)+1)
	x.open = append(x.open, element{full, x.name, x.own})
	return nil
}

// readAttrs reads the attributes of a tag to its end.
func (x *scanner) readAttrs() error {
	x.attrs = x.attrs[:0]
	for {
		blank := x.at
		if x.passBlanks(); x.at == len(x.part) {
			return errTruncated
		}
		switch c := x.part[x.at]; {
		case c == '>':
			x.at++
			x.empty = false
			return x.checkAttrs()
		case strings.HasPrefix(x.part[x.at:], "/>"):
			x.at += len("/>")
			x.empty = true
			return x.checkAttrs()
		case x.at == blank:
			return x.broken()
		case len(x.attrs) == maxAttrs:
			return fmt.Errorf("has a tag of more than %d attributes", maxAttrs)
		}
		if err := x.readAttr(); err != nil {
			return err
		}
	}
}

func (x *scanner) broken() error { return fmt.Errorf("has a broken tag at byte %d", x.from) }

func (x *scanner) passBlanks() {
	for x.at < len(x.part) && isBlank(x.part[x.at]) {
		x.at++
	}
}

// readAttr reads one attribute.
func (x *scanner) readAttr() error {
	begin := x.at
	for x.at < len(x.part) && isName(x.part[x.at]) {
		x.at++
	}
	a := attr{name: x.part[begin:x.at]}
	x.passBlanks()
	if a.name == "" || len(a.name) > maxName || x.at == len(x.part) || x.part[x.at] != '=' {
		return x.broken()
	}
	x.at++
	x.passBlanks()
	if x.at == len(x.part) || x.part[x.at] != '"' && x.part[x.at] != '\'' {
		return x.broken()
	}
	var err error
	a.value, err = x.quoted()
	x.attrs = append(x.attrs, a)
	return err
}

// quoted reads the value of an attribute, its entities resolved.
func (x *scanner) quoted() (string, error) {
	part, quote, references := x.part, x.part[x.at], false
	begin := x.at + 1
	at := begin
	for at < len(part) && part[at] != quote {
		if part[at] == '<' {
			return "", x.broken()
		}
		references = references || part[at] == '&'
		at++
	}
	if at == len(part) {
		return "", errTruncated
	}
	x.at = at + 1
	if references {
		return resolve(part[begin:at])
	}
	return part[begin:at], nil
}

// checkAttrs holds that no attribute is there twice.
func (x *scanner) checkAttrs() error {
	for i := 1; i < len(x.attrs); i++ {
		for j := range i {
			if x.attrs[i].name == x.attrs[j].name {
				return fmt.Errorf("has attribute %s twice at byte %d", x.attrs[i].name, x.from)
			}
		}
	}
	return nil
}

// setSpace tells whether the element that was just opened is one of the root's name space.
func (x *scanner) setSpace(full string, depth int) {
	colon := strings.IndexByte(full, ':')
	x.name = full[colon+1:]
	if !x.begun {
		x.begun, x.own, x.prefix = true, true, full[:colon+1]
		x.root = x.declared()
		return
	}
	if x.foreign == 0 && len(x.attrs) > 0 {
		if space := x.declared(); space != "" && space != x.root {
			x.foreign = depth
		}
	}
	x.own = x.foreign == 0 && full[:colon+1] == x.prefix
}

// declared is the name space that a tag declares for the prefix of the root, "" for none.
func (x *scanner) declared() string {
	for _, a := range x.attrs {
		if a.name == "xmlns" && x.prefix == "" || x.prefix != "" && strings.HasPrefix(a.name, "xmlns:") && a.name[len("xmlns:"):]+":" == x.prefix {
			return a.value
		}
	}
	return ""
}

// attr returns the value of an attribute by its name without prefix.
func (x *scanner) attr(name string) string {
	for _, a := range x.attrs {
		if a.name == name || strings.HasSuffix(a.name, name) && len(a.name) > len(name) && a.name[len(a.name)-len(name)-1] == ':' {
			return a.value
		}
	}
	return ""
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// isName tells whether a byte may stand in a name; letters beyond ASCII may.
func isName(c byte) bool { return nameBytes[c] }

var nameBytes = func() (set [256]bool) {
	for c := range set {
		b := byte(c)
		set[c] = b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' || b == '_' || b == ':' || b == '-' || b == '.' || b >= 0x80
	}
	return set
}()
