package excel

import (
	"fmt"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// listedSheet is a sheet as the workbook's own part lists it.
type listedSheet struct{ name, state, id string }

// listed is what the workbook's own part says.
type listed struct {
	sheets []listedSheet
	is1904 bool
}

// readSheets reads every sheet in the workbook's order.
func (b *book) readSheets(main string) (*pipeline.Workbook, error) {
	list, err := b.readList(main)
	if err != nil {
		return nil, inPart(main, err)
	}
	relations, err := b.related(main)
	if err != nil {
		return nil, err
	}
	if err := b.readStyles(ofKind(relations, "styles"), list.is1904); err != nil {
		return nil, err
	}
	if err := b.readStrings(ofKind(relations, "sharedStrings")); err != nil {
		return nil, err
	}
	workbook := &pipeline.Workbook{Sheets: make([]pipeline.Sheet, len(list.sheets))}
	for i, listed := range list.sheets {
		sheet := &workbook.Sheets[i]
		sheet.Name, sheet.Hidden = vi.NFC(listed.name), listed.state != "" && listed.state != "visible"
		part, err := sheetPart(listed, relations)
		if err != nil {
			return nil, err
		}
		if part == "" { // a sheet that is a chart has no cells
			continue
		}
		if err := b.readSheet(sheet, part); err != nil {
			return nil, onSheet(sheet, inPart(part, err))
		}
	}
	return workbook, nil
}

// readList reads the workbook's own part.
func (b *book) readList(main string) (list listed, err error) {
	x, err := b.scan(main)
	if err != nil {
		return list, err
	}
	names, ids := map[string]bool{}, map[string]bool{}
	err = x.document("workbook", func() error {
		return x.each(func() error {
			switch x.name {
			case "workbookPr":
				date1904, err := x.attr("date1904")
				list.is1904 = isTrue(date1904)
				return err
			case "sheets":
				return x.each(func() error {
					var s listedSheet
					if err := x.attrsInto(map[string]*string{"name": &s.name, "state": &s.state, "id": &s.id}); err != nil {
						return err
					}
					if len(list.sheets) == b.limits.Sheets {
						return tooMany("too-many-sheets", len(list.sheets)+1, b.limits.Sheets)
					}
					name := strings.ToLower(vi.NFC(s.name))
					if names[name] || ids[s.id] {
						return &pipeline.Refusal{Code: "repeated-sheet", Got: oneLine(s.name)}
					}
					names[name], ids[s.id] = true, true
					list.sheets = append(list.sheets, s)
					return nil
				})
			}
			return nil
		})
	})
	return list, err
}

// sheetPart finds the part of a sheet's cells, "" for a sheet that has none.
func sheetPart(sheet listedSheet, relations []relation) (string, error) {
	for _, r := range relations {
		switch {
		case r.id != sheet.id || r.external:
		case r.kind == "worksheet":
			return r.target, nil
		default:
			return "", nil
		}
	}
	return "", fmt.Errorf("sheet %q has no part", sheet.name)
}

// onSheet says on which sheet a refusal is.
func onSheet(sheet *pipeline.Sheet, err error) *pipeline.Refusal {
	refusal := asRefusal(err)
	refusal.Sheet = sheet.Name
	return refusal
}

// readSheet reads a sheet's cells, merges and hidden columns.
func (b *book) readSheet(sheet *pipeline.Sheet, part string) error {
	x, err := b.scan(part)
	if err != nil {
		return err
	}
	return x.document("worksheet", func() error {
		rows := false
		return x.each(func() error {
			switch x.name {
			case "cols":
				return x.each(func() error { return x.readColumns(sheet) })
			case "sheetData":
				if rows {
					return fmt.Errorf("has its rows twice")
				}
				rows = true
				return b.readRows(x, sheet)
			case "mergeCells":
				return x.each(func() error { return x.readMerge(sheet) })
			}
			return nil
		})
	})
}

// readColumns reads what a sheet says of a run of columns: only whether they are hidden.
func (x *scanner) readColumns(sheet *pipeline.Sheet) error {
	var first, last, hidden string
	if err := x.attrsInto(map[string]*string{"min": &first, "max": &last, "hidden": &hidden}); err != nil {
		return err
	}
	if !isTrue(hidden) {
		return nil
	}
	from, ok := index(first, maxColumn+1)
	to, too := index(last, maxColumn+1)
	if !ok || !too || from == 0 || to < from || len(sheet.Columns) == maxColumn {
		return fmt.Errorf("hides columns %q to %q", first, last)
	}
	sheet.Columns = append(sheet.Columns, pipeline.HiddenColumns{First: from, Last: to})
	return nil
}

func (x *scanner) readMerge(sheet *pipeline.Sheet) error {
	ref, err := x.attr("ref")
	if err != nil {
		return err
	}
	area, err := parseArea(ref)
	if err != nil {
		return err
	}
	if len(sheet.Merges) == maxMerges {
		return tooMany("too-many-merges", len(sheet.Merges)+1, maxMerges)
	}
	sheet.Merges = append(sheet.Merges, area)
	return nil
}
