package excel

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// lists are the choices that do not fit into a drop-down itself; they stand on a hidden sheet, a column each.
type lists struct {
	beside  string // name of the form's sheet
	columns [][]string
}

// name is that of the hidden sheet, unlike the form's.
func (l *lists) name() string {
	names := sheetNames{}
	names.take(l.beside)
	return names.take("_lists")
}

// add keeps a list and returns the reference to it.
func (l *lists) add(choices []string) string {
	i := slices.IndexFunc(l.columns, func(c []string) bool { return slices.Equal(c, choices) })
	if i < 0 {
		i = len(l.columns)
		l.columns = append(l.columns, choices)
	}
	return area{place{1, i + 1}, place{len(choices), i + 1}}.absolute(l.name())
}

// write writes the hidden sheet where there is one.
func (l *lists) write(file *excelize.File) error {
	if len(l.columns) == 0 {
		return nil
	}
	if _, err := file.NewSheet(l.name()); err != nil {
		return err
	}
	for i, column := range l.columns {
		for j, choice := range column {
			if err := file.SetCellStr(l.name(), place{j + 1, i + 1}.String(), choice); err != nil {
				return err
			}
		}
	}
	return file.SetSheetVisible(l.name(), false)
}

// offer puts a drop-down on cells. It offers and does not hold to: other words may be typed.
func (f *formWriter) offer(choices []string, cells string) {
	if len(choices) == 0 {
		return
	}
	choices = cleanAll(choices)
	list := excelize.NewDataValidation(true)
	list.SetSqref(cells)
	list.SetSqrefDropList(f.source(choices))
	f.canvas.also(func(file *excelize.File) error { return file.AddDataValidation(f.canvas.name, list) })
}

// source is where a drop-down finds its choices: in itself if they are few and short, and have no comma or quote.
func (f *formWriter) source(choices []string) string {
	inline := strings.Join(choices, ",")
	if units(inline) > maxMessage || strings.Count(inline, ",") != len(choices)-1 || strings.ContainsAny(inline, "\"\n<>&") {
		return f.lists.add(choices)
	}
	return `"` + inline + `"`
}

func cleanAll(texts []string) []string {
	clean := make([]string, len(texts))
	for i, text := range texts {
		clean[i] = cleanText(text)
	}
	return clean
}
