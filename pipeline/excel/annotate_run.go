package excel

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// maxNotes bounds the notes on a sheet: each is a drawing of its own, which Excel sets up when it opens the workbook. Cells
// beyond are coloured and listed all the same.
const maxNotes = 1000

// maxNoteUnits bounds a note; Excel takes 32,767 characters, and nobody reads a tenth of them in a box.
const maxNoteUnits = 4000

// annotator writes findings into one workbook.
type annotator struct {
	*parcel
	read  *pipeline.Workbook
	words map[string]string
	types map[string]string // of the parts that are added

	workbook  *workbookPart
	relations []relation
	styles    *styleSheet
	ours      int  // the sheet of an earlier return; -1 for none
	clean     bool // it is a return: our colours and notes are taken off first
	earlier   map[markedCell]string
	listed    []listedFinding
}

// run writes the parts. The sheets come first: what their cells looked like is kept on ours.
func (a *annotator) run(findings []pipeline.Finding) error {
	if err := a.open(); err != nil {
		return err
	}
	marks := a.place(findings)
	for i := range a.workbook.sheets {
		if i == a.ours {
			continue
		}
		if err := a.markSheet(i, marks[i]); err != nil {
			return err
		}
	}
	if err := a.addList(); err != nil {
		return err
	}
	return a.declareTypes(a.types)
}

// open reads what holds the workbook together.
func (a *annotator) open() error {
	relations, err := a.related("")
	if err != nil {
		return err
	}
	main := ofKind(relations, "officeDocument")
	part, err := a.text(main)
	if err != nil {
		return err
	}
	if a.workbook, err = readWorkbookPart(main, part); err != nil {
		return err
	}
	if a.relations, err = a.related(main); err != nil {
		return err
	}
	if err := a.openStyles(); err != nil {
		return err
	}
	a.ours = slices.IndexFunc(a.read.Sheets, func(s pipeline.Sheet) bool { return isFindings(&s) })
	a.earlier = map[markedCell]string{}
	if a.ours >= 0 {
		a.clean, a.earlier = true, earlierFills(&a.read.Sheets[a.ours])
	}
	return nil
}

// openStyles reads the part of styles, and adds one where there is none.
func (a *annotator) openStyles() error {
	name := ofKind(a.relations, "styles")
	text := xmlHead + `<styleSheet xmlns="` + a.workbook.spaces.main + `">` + plainStyles
	var err error
	if name != "" {
		if text, err = a.text(name); err != nil {
			return err
		}
	}
	a.styles, err = openStyles(text)
	return inPart(name, err)
}

// place finds the cell of each finding; a merged cell is coloured where it is seen.
func (a *annotator) place(findings []pipeline.Finding) map[int][]*mark {
	sheets := map[string]int{}
	for i, s := range a.read.Sheets {
		if i != a.ours {
			sheets[s.Name] = i
		}
	}
	merged := map[int]*merges{}
	cells := map[int]map[position]*mark{}
	for _, f := range findings {
		l := listedFinding{Finding: f}
		i, known := sheets[vi.NFC(f.Sheet)]
		row, column, err := parseRef(f.Cell)
		if known && err == nil && ofSheet(a.workbook.sheets[i], a.relations) != "" {
			if merged[i] == nil {
				m := newMerges(a.read.Sheets[i].Merges)
				merged[i], cells[i] = &m, map[position]*mark{}
			}
			at := position{row, column}
			if area, ok := merged[i].at(row, column); ok {
				at = position{area.Top, area.Left}
			}
			if cells[i][at] == nil {
				cells[i][at] = &mark{at: at, severity: f.Severity}
			}
			l.mark, l.sheet = cells[i][at], a.read.Sheets[i].Name
			l.mark.add(f, a.words)
			l.target = quoteSheet(a.workbook.sheets[i].name) + "!" + f.Cell
		}
		a.listed = append(a.listed, l)
	}
	slices.SortStableFunc(a.listed, func(x, y listedFinding) int { return cmp.Compare(weight(x.Severity), weight(y.Severity)) })
	marks := map[int][]*mark{}
	for i, found := range cells {
		for _, m := range found {
			marks[i] = append(marks[i], m)
		}
		slices.SortFunc(marks[i], func(x, y *mark) int {
			return cmp.Or(cmp.Compare(x.at.row, y.at.row), cmp.Compare(x.at.column, y.at.column))
		})
	}
	return marks
}

func weight(s pipeline.Severity) int {
	return slices.Index([]pipeline.Severity{pipeline.Error, pipeline.Warning, pipeline.Note}, s)
}

// add says one more thing about the cell.
func (m *mark) add(f pipeline.Finding, words map[string]string) {
	if weight(f.Severity) < weight(m.severity) {
		m.severity = f.Severity
	}
	if m.full {
		return
	}
	lines := []string{words["severity-"+string(f.Severity)] + ": " + f.Sentence}
	if f.Got != "" {
		lines = append(lines, pipeline.Fill(words["note-got"], map[string]string{"got": f.Got}))
	}
	if f.Expected != "" {
		lines = append(lines, pipeline.Fill(words["note-expected"], map[string]string{"expected": f.Expected}))
	}
	for _, c := range f.Causes {
		lines = append(lines, c.Sentence)
	}
	if f.Advice != "" {
		lines = append(lines, "→ "+f.Advice)
	}
	if m.note != "" {
		m.note += "\n\n"
	}
	m.note += cleanText(strings.Join(lines, "\n"))
	if m.full = units(m.note) > maxNoteUnits; m.full {
		m.note = cutUnits(m.note, maxNoteUnits) + " …"
	}
}

// ofSheet is the part of a sheet's cells, "" for none.
func ofSheet(s partSheet, relations []relation) string {
	part, err := sheetPart(s.listedSheet, relations)
	if err != nil {
		return ""
	}
	return part
}

// markSheet colours the cells of a sheet, puts notes on them, and deselects it.
func (a *annotator) markSheet(i int, marks []*mark) error {
	part := ofSheet(a.workbook.sheets[i], a.relations)
	if part == "" {
		return a.deselectOther(a.workbook.sheets[i])
	}
	text, err := a.text(part)
	if err != nil {
		return err
	}
	boxes, err := a.openBoxes(part)
	if err != nil {
		return err
	}
	m := &sheetMarker{scanner: newScanner(text), styles: a.styles, marks: marks, earlier: map[position]string{}, clean: a.clean || boxes.ours()}
	for cell, fill := range a.earlier {
		if cell.sheet == a.read.Sheets[i].Name {
			m.earlier[cell.at] = fill
		}
	}
	if err := m.run(); err != nil {
		return inPart(part, err)
	}
	if err := a.writeNotes(part, boxes, m, marks[:min(len(marks), maxNotes)]); err != nil {
		return err
	}
	if len(m.edits) > 0 {
		a.put(part, splice(text, m.edits))
	}
	return nil
}

// deselectOther deselects a sheet that has no cells, such as a chart.
func (a *annotator) deselectOther(s partSheet) error {
	for _, r := range a.relations {
		if r.id != s.id || r.external || !a.has(r.target) || path.Ext(r.target) != ".xml" {
			continue
		}
		text, err := a.text(r.target)
		if err != nil {
			return err
		}
		x := newScanner(text)
		var edits []edit
		for err = x.next(); err == nil && x.kind != atEnd; err = x.next() {
			if from, to, ok := attrAt(x.part[x.from:x.at], "tabSelected"); ok && x.kind == opens && x.name == "sheetView" {
				edits = append(edits, edit{x.from + from, x.from + to, "0"})
			}
		}
		if err == nil && len(edits) > 0 {
			a.put(r.target, splice(text, edits))
		}
	}
	return nil
}

// addList writes our sheet, in the place of that of an earlier return.
func (a *annotator) addList() error {
	list := a.styles.addListStyles()
	if err := a.putStyles(); err != nil {
		return err
	}
	text := writeList(a.listed, a.words, a.workbook.spaces, list)
	if a.ours >= 0 {
		s := a.workbook.sheets[a.ours]
		a.put(ofSheet(s, a.relations), text)
		a.put(a.workbook.name, a.workbook.with(ourSheet{name: s.name, index: a.ours}))
		return nil
	}
	part := a.free(path.Join(path.Dir(a.workbook.name), "worksheets", "sheet%d.xml"))
	a.put(part, text)
	a.types[part] = typeOfSheets
	id, err := a.relate(a.workbook.name, "worksheet", part, a.workbook.spaces)
	if err != nil {
		return err
	}
	name, number := a.workbook.free(a.words["findings-name"])
	a.put(a.workbook.name, a.workbook.with(ourSheet{name: name, index: len(a.workbook.sheets), number: number, id: id}))
	return nil
}

// putStyles writes the part of styles.
func (a *annotator) putStyles() error {
	name := ofKind(a.relations, "styles")
	if len(a.styles.list("cellXfs").items)+len(a.styles.list("cellXfs").added) > maxStyles {
		return fmt.Errorf("has too many styles to add to")
	}
	if name == "" {
		name = a.free(path.Join(path.Dir(a.workbook.name), "styles%d.xml"))
		a.types[name] = typeOfStyles
		if _, err := a.relate(a.workbook.name, "styles", name, a.workbook.spaces); err != nil {
			return err
		}
	}
	a.put(name, a.styles.text())
	return nil
}
