package excel

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// check makes Excel warn of an entry that is no number of its kind. It warns and does not refuse: hedged figures such as
// gần 1.900 are good entries.
func (f *formWriter) check() error {
	prompt := f.form.Head.Prompt
	if units(prompt.Title) > maxTitleUnits || units(prompt.Text) > maxMessage {
		return fmt.Errorf("prompt: Excel takes a title of %d characters and a text of %d", maxTitleUnits, maxMessage)
	}
	for _, kind := range []struct {
		areas []area
		kind  excelize.DataValidationType
	}{{f.counts, excelize.DataValidationTypeWhole}, {f.numbers, excelize.DataValidationTypeDecimal}} {
		if len(kind.areas) == 0 {
			continue
		}
		check := excelize.NewDataValidation(true)
		check.SetSqref(joinAreas(kind.areas))
		if err := check.SetRange(0, 0, kind.kind, excelize.DataValidationOperatorGreaterThanOrEqual); err != nil {
			return err
		}
		check.Formula2 = "" // of one bound only
		check.SetError(excelize.DataValidationErrorStyleWarning, cleanText(prompt.Title), cleanText(prompt.Text))
		f.canvas.also(func(file *excelize.File) error { return file.AddDataValidation(f.canvas.name, check) })
	}
	return nil
}

func joinAreas(areas []area) string {
	texts := make([]string, len(areas))
	for i, a := range areas {
		texts[i] = a.String()
	}
	return strings.Join(texts, " ")
}

// protect locks all but the entry cells, without a password: it keeps from slips, not from people. Rows that the sender
// names may be inserted; one that is not needed is left blank.
func (f *formWriter) protect(file *excelize.File) error {
	return file.ProtectSheet(f.canvas.name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, InsertRows: f.form.Layout.Rows.Free(),
	})
}
