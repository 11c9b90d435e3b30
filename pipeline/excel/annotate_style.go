package excel

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// styleList is one of the lists of which a part of styles consists.
type styleList struct {
	name  string
	from  int // of its tag
	tag   string
	end   ending
	items []string // as they stand there
	added []string
}

// styleSheet is a part of styles while styles are added to it.
type styleSheet struct {
	part, prefix string
	lists        []*styleList // by the standard's order
	after        []int        // where each list would begin if it were not there
	end          ending
	ours         []bool           // by the number of a style: its fill is one of our colours
	made         map[string]int   // number of a style by what it is
	marked       map[painting]int // styles that were made of others
	fills        map[string]int   // by what they are without prefix
	base         string           // xfId of a plain style, as an attribute
}

// painting is a style in another fill.
type painting struct {
	style int
	fill  string // a whole element, without prefix
}

// styleLists are the lists that are added to, among those that stand before the last of them, by the standard's order.
var styleLists = []string{"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"}

// plainStyles is what a part of styles begins with.
const plainStyles = `<fonts count="1"><font><sz val="11"/><family val="2"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// openStyles reads a part of styles.
func openStyles(part string) (*styleSheet, error) {
	x := newScanner(part)
	s := &styleSheet{part: part, made: map[string]int{}, fills: map[string]int{}, marked: map[painting]int{}, after: make([]int, len(styleLists))}
	for _, name := range styleLists {
		s.lists = append(s.lists, &styleList{name: name})
	}
	err := x.document("styleSheet", func() error {
		s.prefix = x.prefix
		for i := range s.after {
			s.after[i] = x.at
		}
		if x.empty {
			for i := range s.after {
				s.after[i] = -1
			}
		}
		err := x.each(func() error { return s.readList(x) })
		s.end = x.closing()
		return err
	})
	if err != nil {
		return nil, err
	}
	s.know()
	if len(s.list("cellStyleXfs").items) > 0 {
		s.base = ` xfId="0"`
	}
	return s, s.complete()
}

func (s *styleSheet) list(name string) *styleList { return s.lists[slices.Index(styleLists, name)] }

// readList reads the list that was just opened, if it is one of them.
func (s *styleSheet) readList(x *scanner) error {
	rank := slices.Index(styleLists, x.name)
	if rank < 0 {
		return nil
	}
	list := s.lists[rank]
	if list.tag != "" {
		return fmt.Errorf("has %s twice", list.name)
	}
	list.from, list.tag = x.from, x.part[x.from:x.at]
	err := x.each(func() error {
		item, err := x.span()
		list.items = append(list.items, x.part[item.from:item.to])
		return err
	})
	list.end = x.closing()
	for later := rank + 1; later < len(s.after); later++ {
		s.after[later] = x.at
	}
	return err
}

// know files what is there.
func (s *styleSheet) know() {
	fills := s.list("fills").items
	ours := make([]bool, len(fills))
	for i := len(fills) - 1; i >= 0; i-- {
		s.fills[plainFill(fills[i])] = i
		ours[i] = isOurFill(fills[i])
	}
	delete(s.fills, "") // of those that are not understood
	for i, xf := range s.list("cellXfs").items {
		s.made[xf] = i
		fill, ok := index(getAttr(xf, "fillId"), len(fills))
		s.ours = append(s.ours, ok && ours[fill])
	}
}

// complete adds what every part of styles begins with, where it is not there.
func (s *styleSheet) complete() error {
	if s.after[0] < 0 {
		return errors.New("has no styles at all")
	}
	p := s.prefix
	for _, list := range []struct{ name, item string }{
		{"fonts", "<font/>"},
		{"fills", `<fill><patternFill patternType="none"/></fill>`},
		{"fills", `<fill><patternFill patternType="gray125"/></fill>`},
		{"borders", "<border><left/><right/><top/><bottom/><diagonal/></border>"},
		{"cellXfs", `<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`},
	} {
		least := 1
		if strings.Contains(list.item, "gray125") { // programs keep the first two fills for themselves
			least = 2
		}
		if l := s.list(list.name); len(l.items)+len(l.added) < least {
			s.add(list.name, prefixed(list.item, p))
		}
	}
	return nil
}

// add adds an item to a list, unless it is there, and returns its number.
func (s *styleSheet) add(name, item string) int {
	list := s.list(name)
	if name != "cellXfs" {
		if i := slices.Index(list.items, item); i >= 0 {
			return i
		}
		if i := slices.Index(list.added, item); i >= 0 {
			return len(list.items) + i
		}
	} else if i, ok := s.made[item]; ok {
		return i
	}
	list.added = append(list.added, item)
	number := len(list.items) + len(list.added) - 1
	if name == "cellXfs" {
		s.made[item] = number
	}
	return number
}

// xf returns a style by its number.
func (s *styleSheet) xf(style int) string {
	list := s.list("cellXfs")
	if style < len(list.items) {
		return list.items[style]
	}
	if style -= len(list.items); style < len(list.added) {
		return list.added[style]
	}
	return list.added[0]
}

// paint returns the number of a style that is as another but for its fill.
func (s *styleSheet) paint(style int, fill string) int {
	key := painting{style, fill}
	if number, ok := s.marked[key]; ok {
		return number
	}
	xf := setAttr(s.xf(style), "fillId", strconv.Itoa(s.fill(fill)))
	number := s.add("cellXfs", setAttr(xf, "applyFill", "1"))
	s.marked[key] = number
	return number
}

// fill returns the number of a fill, however it is written.
func (s *styleSheet) fill(fill string) int {
	plain := plainFill(fill)
	number, ok := s.fills[plain]
	if !ok {
		number = s.add("fills", prefixed(plain, s.prefix))
		s.fills[plain] = number
	}
	return number
}

// fillOf returns the fill of a style, without prefix, "" for none that is known.
func (s *styleSheet) fillOf(style int) string {
	list := s.list("fills")
	number, ok := index(getAttr(s.xf(style), "fillId"), len(list.items))
	if !ok {
		return ""
	}
	return plainFill(list.items[number])
}

// text is the part with what was added.
func (s *styleSheet) text() string {
	var edits []edit
	for rank, list := range s.lists {
		if len(list.added) == 0 {
			continue
		}
		items := strings.Join(list.added, "")
		count := strconv.Itoa(len(list.items) + len(list.added))
		if list.tag == "" {
			edits = append(edits, edit{s.after[rank], s.after[rank], fmt.Sprintf(`<%s%s count="%s">%s</%s%s>`, s.prefix, list.name, count, items, s.prefix, list.name)})
			continue
		}
		tag := setAttr(list.tag, "count", count)
		if list.end.closing != "" {
			edits = append(edits, edit{list.from, list.end.to, strings.TrimSuffix(tag, "/>") + ">" + items + list.end.closing})
			continue
		}
		edits = append(edits, edit{list.from, list.from + len(list.tag), tag}, list.end.with(items))
	}
	return splice(s.part, edits)
}

// prefixed gives elements that are written without prefix the prefix of a part.
func prefixed(element, prefix string) string {
	if prefix == "" {
		return element
	}
	element = strings.ReplaceAll(element, "<", "<"+prefix)
	return strings.ReplaceAll(element, "<"+prefix+"/", "</"+prefix)
}
