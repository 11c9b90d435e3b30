package excel

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline/vi"
)

// workbookPart is a workbook's own part while our sheet is put into it.
type workbookPart struct {
	name, part, prefix string
	spaces             spaces
	relations          string // the prefix of the name space of relationships, with its colon; "" for none
	sheets             []partSheet
	sheetsEnd          ending
	sheetsFrom         int
	namesEnd           ending
	afterSheets        int // where names may begin
	hasNames           bool
	printed            map[string]bool // numbers of sheets with rows repeated in print
	view               span            // the first view
	views              ending
	hasViews           bool
}

// partSheet is a sheet as the part lists it.
type partSheet struct {
	listedSheet
	tag    span
	number int
}

// readWorkbookPart reads the part.
func readWorkbookPart(name, part string) (*workbookPart, error) {
	w := &workbookPart{name: name, part: part, printed: map[string]bool{}}
	x := newScanner(part)
	err := x.document("workbook", func() error {
		w.prefix, w.spaces = x.prefix, spacesOf(x.root)
		w.relations = x.declares(w.spaces.relations)
		return x.each(func() error { return w.readChild(x) })
	})
	if err == nil && w.sheetsFrom == 0 {
		err = errors.New("lists no sheets")
	}
	return w, inPart(name, err)
}

func (w *workbookPart) readChild(x *scanner) error {
	var err error
	switch x.name {
	case "bookViews":
		err = x.each(func() error {
			if !w.hasViews && x.name == "workbookView" {
				w.view, w.hasViews = span{from: x.from, to: x.at}, true
			}
			return nil
		})
		w.views = x.closing()
	case "sheets":
		w.sheetsFrom = x.from
		err = x.each(func() error {
			s := partSheet{listedSheet: listedSheet{x.attr("name"), x.attr("state"), x.attr("id")}, tag: span{from: x.from, to: x.at}}
			s.number, _ = strconv.Atoi(x.attr("sheetId")) // what is no number is nobody's
			w.sheets = append(w.sheets, s)
			return nil
		})
		w.sheetsEnd, w.afterSheets = x.closing(), x.at
	case "functionGroups", "externalReferences":
		err = x.skip()
		w.afterSheets = x.at
	case "definedNames":
		w.hasNames = true
		err = x.each(func() error {
			tag := x.part[x.from:x.at]
			if getAttr(tag, "name") == printTitles {
				w.printed[getAttr(tag, "localSheetId")] = true
			}
			return nil
		})
		w.namesEnd = x.closing()
	}
	return err
}

const printTitles = "_xlnm.Print_Titles"

// free finds a name and a number for a new sheet.
func (w *workbookPart) free(wish string) (string, int) {
	names, number := sheetNames{}, 1
	for _, s := range w.sheets {
		names[strings.ToLower(vi.NFC(s.name))] = true
	}
	for slices.ContainsFunc(w.sheets, func(s partSheet) bool { return s.number == number }) {
		number++
	}
	return names.take(wish), number
}

// ourSheet is the sheet that is added, or was there from an earlier return.
type ourSheet struct {
	name   string
	index  int // among the sheets; the number of them where it is new
	number int
	id     string // of its relationship
}

// with returns the part with our sheet in it, and that sheet active.
func (w *workbookPart) with(s ourSheet) string {
	var edits []edit
	if s.index == len(w.sheets) {
		space, prefix := "", w.relations
		if prefix == "" {
			space, prefix = ` xmlns:rel="`+w.spaces.relations+`"`, "rel:"
		}
		edits = append(edits, w.sheetsEnd.with(fmt.Sprintf(`<%ssheet%s name="%s" sheetId="%d" %sid="%s"/>`, w.prefix, space, xmlName(s.name), s.number, prefix, s.id)))
	} else if tag := w.sheets[s.index].tag; getAttr(w.part[tag.from:tag.to], "state") != "" {
		edits = append(edits, edit{tag.from, tag.to, setAttr(w.part[tag.from:tag.to], "state", "visible")})
	}
	active := strconv.Itoa(s.index)
	view := fmt.Sprintf(`<%sworkbookView activeTab="%s"/>`, w.prefix, active)
	switch {
	case w.hasViews:
		edits = append(edits, edit{w.view.from, w.view.to, setAttr(w.part[w.view.from:w.view.to], "activeTab", active)})
	case w.views != ending{}:
		edits = append(edits, w.views.with(view))
	default:
		edits = append(edits, edit{w.sheetsFrom, w.sheetsFrom, fmt.Sprintf(`<%sbookViews>%s</%sbookViews>`, w.prefix, view, w.prefix)})
	}
	if !w.printed[active] {
		title := fmt.Sprintf(`<%sdefinedName name="%s" localSheetId="%s">%s!$%d:$%d</%sdefinedName>`, w.prefix, printTitles, active, xmlText(quoteSheet(s.name)), headRow, headRow, w.prefix)
		if w.hasNames {
			edits = append(edits, w.namesEnd.with(title))
		} else {
			edits = append(edits, edit{w.afterSheets, w.afterSheets, fmt.Sprintf("<%sdefinedNames>%s</%sdefinedNames>", w.prefix, title, w.prefix)})
		}
	}
	return splice(w.part, edits)
}
