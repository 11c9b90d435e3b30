package excel

import (
	"cmp"
	"slices"
	"strings"
)

// edit puts a text in the place of part[from:to].
type edit struct {
	from, to int
	text     string
}

// splice carries out edits that do not overlap; of two at one place the one that was asked for first comes first.
func splice(part string, edits []edit) string {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	size := len(part)
	for _, e := range edits {
		size += len(e.text)
	}
	var out strings.Builder
	out.Grow(size)
	at := 0
	for _, e := range edits {
		out.WriteString(part[at:e.from])
		out.WriteString(e.text)
		at = e.to
	}
	out.WriteString(part[at:])
	return out.String()
}

// attrAt finds the value of an attribute, by its whole name, in a tag that the scanner has passed.
func attrAt(tag, name string) (from, to int, ok bool) {
	for at := nameEnd(tag); at < len(tag); {
		for at < len(tag) && isBlank(tag[at]) {
			at++
		}
		begin := at
		for at < len(tag) && isName(tag[at]) {
			at++
		}
		found := tag[begin:at]
		quote := strings.IndexAny(tag[at:], `"'>`)
		if found == "" || quote < 0 || tag[at+quote] == '>' {
			return 0, 0, false
		}
		from = at + quote + 1
		to = from + strings.IndexByte(tag[from:], tag[from-1])
		if to < from {
			return 0, 0, false
		}
		if found == name {
			return from, to, true
		}
		at = to + 1
	}
	return 0, 0, false
}

// nameEnd is where the name of a tag ends.
func nameEnd(tag string) int {
	at := 1
	for at < len(tag) && isName(tag[at]) {
		at++
	}
	return at
}

// getAttr returns the value of an attribute of a tag, entities not resolved.
func getAttr(tag, name string) string {
	if from, to, ok := attrAt(tag, name); ok {
		return tag[from:to]
	}
	return ""
}

// setAttr returns a tag, or an element, whose attribute has another value. The value needs no escaping.
func setAttr(tag, name, value string) string {
	if from, to, ok := attrAt(tag, name); ok {
		return tag[:from] + value + tag[to:]
	}
	end := nameEnd(tag)
	return tag[:end] + " " + name + `="` + value + `"` + tag[end:]
}

// span is where an element stands in its part: all of it, and what is within it.
type span struct{ from, within, end, to int }

// span passes over the element that was just opened and tells where it stands; of one that closes where it opens, within and
// end are the end of its tag.
func (x *scanner) span() (span, error) {
	s := span{from: x.from, within: x.at, end: x.at}
	empty := x.empty
	err := x.skip()
	if !empty {
		s.end = x.from
	}
	s.to = x.at
	return s, err
}

// ending is where an element ends, and so where more can be put into it.
type ending struct {
	from, to int
	closing  string // of an element that closed where it opened
}

// closing tells where the element ends whose end was just reached.
func (x *scanner) closing() ending {
	tag := x.part[x.from:x.at]
	if strings.HasPrefix(tag, "</") {
		return ending{from: x.from, to: x.from}
	}
	return ending{from: x.at - len("/>"), to: x.at, closing: "</" + tag[1:nameEnd(tag)] + ">"}
}

// with puts elements at the end of the element.
func (e ending) with(elements string) edit {
	if e.closing != "" {
		elements = ">" + elements + e.closing
	}
	return edit{e.from, e.to, elements}
}
