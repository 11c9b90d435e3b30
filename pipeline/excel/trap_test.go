package excel_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"

	"github.com/google/go-cmp/cmp"
)

// trap is one thing that may be wrong with a workbook, and what is to become of the file.
type trap struct {
	name   string
	change change
	// code is the refusal's, or several between bars. A question mark behind them allows the file to be read too, as it was before the
	// change: programs disagree on what they see. Empty: the file is read.
	code    string
	at      string            // the cell that the refusal names; not asked for where it is empty
	figures map[string]string // those that come out different from the base, by cell; "" for one that is not there
	found   string            // the findings beside those of the base: unknown-row A7; …
}

// trapRows is a province's form of few rows: figures of both columns, one of them in words.
func trapRows() [][]any {
	return [][]any{
		{"Biểu số: 01/TH-BVANTQ"},
		{"Đơn vị báo cáo:", "Cà Mau"},
		{"Kỳ báo cáo:", "Tháng 8 năm 2024"},
		{},
		{"Chỉ tiêu", "Mã số", "Tổng số", nil, "Vùng DTTS"},
		{nil, nil, "Trong kỳ", "Lũy kế từ đầu năm", "Trong kỳ", "Lũy kế từ đầu năm"},
		{"Xây dựng mới", "02", 4, 9},
		{"Giải thể", "03", 2, 5},
		{"Mô hình đang hoạt động cuối kỳ", "06", 32},
		{"Buổi tuyên truyền", "15", 12, "gần 30"},
	}
}

// trapFigures is what is read of it, by cell.
var trapFigures = map[string]string{"C7": "4", "D7": "9", "C8": "2", "D8": "5", "C9": "32", "C10": "12", "D10": "gần 30"}

// cellFigures are the figures of a reading by their cells; what is asked back comes as ? and the readings that it allows.
func cellFigures(reading *pipeline.Reading) map[string]string {
	figures := map[string]string{}
	for _, o := range reading.Observations {
		switch text := o.Quantity.String(); o.Quantity.State {
		case vi.Missing:
		case vi.Unreadable:
			figures[o.Cell] = text + strings.Join(o.Quantity.Readings, "|")
		default:
			figures[o.Cell] = text
		}
	}
	return figures
}

// foundIn lists the findings of a reading, but for the note on lines that the form leaves out.
func foundIn(reading *pipeline.Reading) []string {
	var found []string
	for _, r := range reading.Refusals {
		if r.Code != "missing-rows" {
			found = append(found, strings.TrimSpace(r.Code+" "+r.Cell))
		}
	}
	slices.Sort(found)
	return found
}

// traps are all that are cheap to make, by what they are about.
func traps(t testing.TB) map[string][]trap {
	return map[string][]trap{
		"package": trapsOfPackage(t), "overlap": trapsOfOverlap(t), "broken XML": trapsOfBrokenXML(t), "encoding": trapsOfEncoding(t), "other XML": trapsOfOtherXML(t),
		"stray elements": trapsOfStrayElements(t), "texts": trapsOfTexts(t), "order": trapsOfOrder(t), "kind": trapsOfKind(t), "numbers": trapsOfNumbers(t),
		"text numbers": trapsOfTextNumbers(t), "formats": trapsOfFormats(t), "sheets": trapsOfSheets(t), "limits": trapsOfLimits(t), "macros": trapsOfMacros(t),
		"hiding": trapsOfHiding(t), "letters": trapsOfLetters(t), "shape": trapsOfShape(t),
	}
}

// Every trap springs: what becomes of the file is what must.
func TestTraps(t *testing.T) {
	c := defaults(t)
	reader := excel.NewReader(c, nil)
	for about, list := range traps(t) {
		t.Run(about, func(t *testing.T) {
			names := map[string]bool{}
			for _, trap := range append(list, trap{name: "nothing is wrong", change: all()}) {
				if names[trap.name] {
					t.Errorf("two traps are called %q", trap.name)
				}
				names[trap.name] = true
				t.Run(trap.name, func(t *testing.T) { trap.spring(t, c, reader) })
			}
		})
	}
}

// spring makes the trap and has it read.
func (trap trap) spring(t *testing.T, c *pipeline.Catalog, reader *excel.Reader) {
	t.Helper()
	p := newParcel(t, trapRows())
	trap.change(p)
	reading, err := reader.Read(p.file())
	if err != nil {
		trap.refused(t, c, err)
		return
	}
	trap.read(t, c, reading)
}

// refused holds a refusal against the trap.
func (trap trap) refused(t *testing.T, c *pipeline.Catalog, err error) {
	t.Helper()
	refusal := asRefusal(t, err)
	toldRight(t, c, refusal)
	codes := strings.Split(strings.TrimSuffix(trap.code, "?"), "|")
	if trap.code == "" || !slices.Contains(codes, refusal.Code) {
		t.Errorf("refused as %s at %q, expected %q; %v", refusal.Code, refusal.Cell, trap.code, errors.Unwrap(err))
	}
	if trap.at != "" && refusal.Cell != trap.at {
		t.Errorf("%s at %q, expected %q", refusal.Code, refusal.Cell, trap.at)
	}
}

// read holds what was read against the trap.
func (trap trap) read(t *testing.T, c *pipeline.Catalog, reading *pipeline.Reading) {
	t.Helper()
	want := maps.Clone(trapFigures)
	for cell, figure := range trap.figures {
		if want[cell] = figure; figure == "" {
			delete(want, cell)
		}
	}
	figures, found := cellFigures(reading), strings.Join(foundIn(reading), "; ")
	if trap.code != "" && !strings.HasSuffix(trap.code, "?") {
		t.Errorf("read, expected a refusal %s; figures %v, found %s", trap.code, figures, found)
		return
	}
	if diff := cmp.Diff(want, figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if found != trap.found {
		t.Errorf("found %q, expected %q", found, trap.found)
	}
	for _, r := range reading.Refusals {
		toldRight(t, c, r)
	}
}
