package excel

import (
	"errors"
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
			return nil, onSheet(sheet, asRefusal(inPart(part, err)))
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
	err = x.document("workbook", func() error {
		return x.each(func() error {
			switch x.name {
			case "workbookPr":
				list.is1904 = isTrue(x.attr("date1904"))
			case "sheets":
				return x.each(func() error {
					list.sheets = append(list.sheets, listedSheet{x.attr("name"), x.attr("state"), x.attr("id")})
					if len(list.sheets) > b.limits.Sheets {
						return tooMany("too-many-sheets", len(list.sheets), b.limits.Sheets)
					}
					return nil
				})
			}
			return nil
		})
	})
	if err == nil {
		err = list.check()
	}
	return list, err
}

// check holds that every sheet has a name and a part of its own.
func (list listed) check() error {
	names, ids := map[string]bool{}, map[string]bool{}
	for _, s := range list.sheets {
		name := strings.ToLower(vi.NFC(s.name))
		switch {
		case strings.TrimSpace(name) == "":
			return errors.New("has a sheet without a name")
		case names[name] || ids[s.id]:
			return &pipeline.Refusal{Code: "repeated-sheet", Got: oneLine(s.name)}
		}
		names[name], ids[s.id] = true, s.id != ""
	}
	return nil
}

// sheetPart finds the part of a sheet's cells, "" for a sheet that has none.
func sheetPart(sheet listedSheet, relations []relation) (string, error) {
	if sheet.id == "" { // of macros of old, that have no part
		return "", nil
	}
	for _, r := range relations {
		switch {
		case r.id != sheet.id || r.external:
		case r.kind == "worksheet":
			return r.target, nil
		default:
			return "", nil
		}
	}
	return "", fmt.Errorf("sheet %.40q has no part", sheet.name)
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
					return errors.New("has its rows twice")
				}
				rows = true
				return b.readRows(x, sheet)
			case "mergeCells":
				return x.each(func() error { return x.readMerge(sheet) })
			case "row", "c":
				return fmt.Errorf("has %s outside of its rows", x.name)
			}
			return nil
		})
	})
}

// readColumns reads what a sheet says of a run of columns: only whether they are hidden.
func (x *scanner) readColumns(sheet *pipeline.Sheet) error {
	if !isTrue(x.attr("hidden")) && !isNone(x.attr("width")) {
		return nil
	}
	first, last := x.attr("min"), x.attr("max")
	from, ok := index(first, maxColumn+1)
	to, too := index(last, maxColumn+1)
	if !ok || !too || from == 0 || to < from || len(sheet.Columns) == maxColumn {
		return fmt.Errorf("hides columns %.40q to %.40q", first, last)
	}
	sheet.Columns = append(sheet.Columns, pipeline.HiddenColumns{First: from, Last: to})
	return nil
}

func (x *scanner) readMerge(sheet *pipeline.Sheet) error {
	area, err := parseArea(x.attr("ref"))
	if err != nil {
		return err
	}
	if len(sheet.Merges) == maxMerges {
		return tooMany("too-many-merges", len(sheet.Merges)+1, maxMerges)
	}
	sheet.Merges = append(sheet.Merges, area)
	return nil
}
