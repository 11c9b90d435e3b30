package excel

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// rowWriter writes the rows of a sheet as its part has them.
type rowWriter struct {
	styles  *styles
	out     []byte
	columns []rowColumn
}

// rowColumn is what cells of a column have in common.
type rowColumn struct {
	letters string
	look    look // of the last cell, and its style: the next cell mostly has the same
	style   int
}

// cellBytes is what a cell with its text mostly takes.
const cellBytes = 72

func newRowWriter(styles *styles, columns, rows int) *rowWriter {
	w := &rowWriter{styles: styles, columns: make([]rowColumn, columns), out: make([]byte, 0, columns*rows*cellBytes)}
	for i := range w.columns {
		w.columns[i].letters, _ = excelize.ColumnNumberToName(i + 1) // beyond the sheet: excelize says so when its dimension is set
	}
	return w
}

// row writes a row of contents; what has neither value nor look is no cell.
func (w *rowWriter) row(number int, height float64, cells []content) error {
	w.add(`<row r="`)
	w.int(int64(number))
	if height > 0 {
		w.add(`" ht="`)
		w.float(height)
		w.add(`" customHeight="1`)
	}
	w.add(`">`)
	for i := range cells {
		if cells[i].value == nil && cells[i].look == (look{}) {
			continue
		}
		if err := w.cell(number, i, &cells[i]); err != nil {
			return fmt.Errorf("cell %s: %w", place{number, i + 1}, err)
		}
	}
	w.add(`</row>`)
	return nil
}

func (w *rowWriter) cell(row, i int, cell *content) error {
	style, err := w.style(&w.columns[i], cell)
	if err != nil {
		return err
	}
	w.add(`<c r="`)
	w.add(w.columns[i].letters)
	w.int(int64(row))
	if style != 0 {
		w.add(`" s="`)
		w.int(int64(style))
	}
	switch cell.value.(type) {
	case string, []textRun:
		if cell.formula != "" {
			w.add(`" t="str`)
		} else {
			w.add(`" t="inlineStr`)
		}
	}
	w.add(`">`)
	if cell.formula != "" {
		w.add(`<f>`)
		w.escape(cell.formula)
		w.add(`</f>`)
	}
	if err := w.value(cell); err != nil {
		return err
	}
	w.add(`</c>`)
	return nil
}

// style is the style of a cell; a text that begins like a formula is kept a text.
func (w *rowWriter) style(column *rowColumn, cell *content) (int, error) {
	text, isText := cell.value.(string)
	if runs, ok := cell.value.([]textRun); ok {
		text, isText = runsText(runs), true
	}
	if isText && len(text) > maxCellUnits && units(text) > maxCellUnits {
		return 0, fmt.Errorf("a text of more than %d characters", maxCellUnits)
	}
	cell.look.quoted = isText && cell.formula == "" && beginsFormula(text)
	if cell.look == column.look && column.style != 0 {
		return column.style, nil
	}
	id, err := w.styles.id(cell.look)
	column.look, column.style = cell.look, id
	return id, err
}

func (w *rowWriter) value(cell *content) error {
	switch value := cell.value.(type) {
	case nil:
	case string:
		if cell.formula != "" { // its result
			w.add(`<v>`)
			w.escape(value)
			w.add(`</v>`)
			return nil
		}
		w.add(`<is>`)
		w.text(value)
		w.add(`</is>`)
	case []textRun:
		w.add(`<is>`)
		for _, r := range value {
			w.add(`<r><rPr>`)
			w.font(r)
			w.add(`</rPr>`)
			w.text(r.text)
			w.add(`</r>`)
		}
		w.add(`</is>`)
	case int64:
		w.add(`<v>`)
		w.int(value)
		w.add(`</v>`)
	case float64:
		w.add(`<v>`)
		w.float(value)
		w.add(`</v>`)
	default:
		return fmt.Errorf("a value of kind %T cannot be written", value)
	}
	return nil
}

func (w *rowWriter) font(r textRun) {
	w.add(`<rFont val="` + fontName + `"/>`)
	if r.bold {
		w.add(`<b/>`)
	}
	if r.italic {
		w.add(`<i/>`)
	}
	w.add(`<sz val="`)
	w.float(r.size)
	w.add(`"/>`)
}

// text writes a text; spaces at its ends are kept.
func (w *rowWriter) text(s string) {
	w.add(`<t`)
	if s != "" && (strings.IndexByte(" \n", s[0]) >= 0 || strings.IndexByte(" \n", s[len(s)-1]) >= 0) {
		w.add(` xml:space="preserve"`)
	}
	w.add(`>`)
	w.escape(s)
	w.add(`</t>`)
}

// escape writes a clean text so that nothing in it is taken for XML or for one of the format's own escapes such as _x000D_.
func (w *rowWriter) escape(s string) {
	from := 0
	for i := range len(s) {
		var as string
		switch s[i] {
		case '&':
			as = "&amp;"
		case '<':
			as = "&lt;"
		case '>':
			as = "&gt;"
		case '"':
			as = "&#34;"
		case '\'':
			as = "&#39;"
		case '_':
			if !looksEscaped(s[i:]) {
				continue
			}
			as = "_x005F_"
		default:
			continue
		}
		w.add(s[from:i])
		w.add(as)
		from = i + 1
	}
	w.add(s[from:])
}

// looksEscaped tells whether a text begins like the format's escape of a character: _x000D_.
func looksEscaped(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

func (w *rowWriter) add(s string) { w.out = append(w.out, s...) }

func (w *rowWriter) int(n int64) { w.out = strconv.AppendInt(w.out, n, 10) }

func (w *rowWriter) float(n float64) { w.out = strconv.AppendFloat(w.out, n, 'f', -1, 64) }
