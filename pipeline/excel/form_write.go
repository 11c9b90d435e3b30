package excel

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"tonghop/pipeline"

	"github.com/xuri/excelize/v2"
)

// WriteForm writes a form as a workbook: blank, or with the figures and words that it is given. A figure or a text that
// finds no place in the layout is an error, for it would be lost in silence. The same form gives the same bytes.
func WriteForm(w io.Writer, form pipeline.Form) error {
	if err := writeForm(w, form); err != nil {
		return fmt.Errorf("form %s: %w", form.Layout.ID, err)
	}
	return nil
}

func writeForm(w io.Writer, form pipeline.Form) error {
	file, err := newOutput()
	if err != nil {
		return err
	}
	defer file.Close()
	if err := file.SetSheetName(file.GetSheetName(0), form.Layout.Sheet); err != nil {
		return err
	}
	f := newFormWriter(form)
	for _, part := range []func() error{f.head, f.header, f.rows, f.boxes, f.unplaced, f.check} {
		if err := part(); err != nil {
			return err
		}
	}
	f.canvas.also(f.protect)
	if err := f.canvas.write(file); err != nil {
		return err
	}
	if err := f.lists.write(file.File); err != nil {
		return err
	}
	if err := f.properties(file.File); err != nil {
		return err
	}
	return file.Write(w)
}

// formWriter lays one form out, from top to bottom.
type formWriter struct {
	form    pipeline.Form
	columns []pipeline.LayoutColumn
	canvas  *canvas
	lists   lists
	row     int // the next row
	placed  map[pipeline.Entry]bool
	counts  []area // entry cells that take whole numbers
	numbers []area // entry cells that take decimals too
}

func newFormWriter(form pipeline.Form) *formWriter {
	columns := formColumns(form.Layout)
	widths := make([]float64, len(columns))
	for i, column := range columns {
		widths[i] = column.Width
	}
	f := &formWriter{form: form, columns: columns, row: 1, placed: map[pipeline.Entry]bool{}}
	f.canvas = newCanvas(form.Layout.Sheet, widths)
	f.canvas.landscape = len(columns) > 8 || f.canvas.pixels(1, len(columns)) > pixels(broadForm)
	f.canvas.starts = true
	f.lists.beside = form.Layout.Sheet
	return f
}

// broadForm is the width in characters of a table that would come out too small to read on an upright page.
const broadForm = 150

// last is the number of the last column.
func (f *formWriter) last() int { return len(f.columns) }

// column returns the number of the first column with a role, 0 for none.
func (f *formWriter) column(role pipeline.ColumnRole) int {
	return 1 + slices.IndexFunc(f.columns, func(c pipeline.LayoutColumn) bool { return c.Role == role })
}

// unplaced names whatever was given and found no cell.
func (f *formWriter) unplaced() error {
	var lost []string
	for entry := range f.form.Figures {
		if !f.placed[entry] {
			lost = append(lost, entryName(entry))
		}
	}
	layout := f.form.Layout
	for id := range f.form.Words {
		if !slices.ContainsFunc(layout.Boxes, func(b pipeline.TextBox) bool { return b.ID == id }) {
			lost = append(lost, "words "+id)
		}
	}
	for i, line := range f.form.Lines {
		for key := range line {
			if !layout.Rows.Free() || !f.holds(key) {
				lost = append(lost, fmt.Sprintf("line %d %s", i+1, key))
			}
		}
	}
	if len(lost) == 0 {
		return nil
	}
	slices.Sort(lost)
	return fmt.Errorf("no place for %s", strings.Join(lost, ", "))
}

// holds tells whether a column takes the texts of a key; rows are counted by the form itself.
func (f *formWriter) holds(key string) bool {
	return slices.ContainsFunc(f.columns, func(c pipeline.LayoutColumn) bool { return c.Role != pipeline.OrdinalColumn && c.Key() == key })
}

// entryName writes an entry for an error.
func entryName(e pipeline.Entry) string {
	name := strings.TrimSpace(e.Unit + " " + e.Indicator)
	if e.Breakdown != "" {
		name += " " + string(e.Breakdown)
	}
	if e.Cumulative {
		name += " cumulative"
	}
	return name
}

// properties says in the file's properties what the workbook is, for those who find it without its name.
func (f *formWriter) properties(file *excelize.File) error {
	layout := f.form.Layout
	custom := map[string]string{"layout": layout.ID, "version": fmt.Sprint(layout.Version), "hash": layout.Hash,
		"unit": f.form.Reporter.ID, "period": f.form.Period.String()}
	for _, name := range slices.Sorted(maps.Keys(custom)) {
		if err := file.SetCustomProps(excelize.CustomProperty{Name: name, Value: custom[name]}); err != nil {
			return err
		}
	}
	return setProperties(file, layout.Title, f.form.Receiver, "", layout.From)
}
