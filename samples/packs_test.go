package samples_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/sample"
)

// TestPacks takes the workbooks of each case in, makes the packs of its conferences, finds every published figure in the PDFs
// and in the XLSX, and holds the text of all PDFs against what was read and found right.
func TestPacks(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	packs := 0
	for _, folder := range caseFolders(t) {
		conferences := conferencesOf(c, folder)
		packs += len(conferences)
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			if len(conferences) == 0 {
				t.Fatal("no conference of templates/conferences is called like this case")
			}
			o := newOffice(t, c)
			o.takeAll(caseFiles(t, folder))
			for _, conference := range conferences {
				checkPack(t, o, folder, conference)
			}
		})
	}
	if packs != len(c.Conferences.All()) {
		t.Errorf("%d of %d conferences have a case", packs, len(c.Conferences.All()))
	}
}

// conferencesOf are the conference that a case is named after, and those that show the same on another map: CASE-….
func conferencesOf(c *pipeline.Catalog, folder string) []pipeline.Conference {
	return slices.DeleteFunc(slices.Clone(c.Conferences.All()), func(conference pipeline.Conference) bool {
		return conference.ID != folder && !strings.HasPrefix(conference.ID, folder+"-")
	})
}

// caseFiles are the workbooks of a case as they lie in its folder.
func caseFiles(t testing.TB, folder string) []sample.Workbook {
	t.Helper()
	paths, err := filepath.Glob(folder + "/*.xlsx")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s has no workbooks: %v", folder, err)
	}
	var workbooks []sample.Workbook
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		workbooks = append(workbooks, sample.Workbook{Name: filepath.Base(path), Bytes: data})
	}
	return workbooks
}

// takeAll takes workbooks in that must all count.
func (o *office) takeAll(workbooks []sample.Workbook) {
	o.t.Helper()
	for _, outcome := range o.take(workbooks...) {
		if outcome.State != pipeline.Accepted {
			o.t.Fatalf("%s is %s: %v", outcome.Name, outcome.State, outcome.Findings)
		}
	}
}

// checkPack makes the pack of one conference and looks at it.
func checkPack(t *testing.T, o *office, name string, conference pipeline.Conference) {
	t.Helper()
	order, err := o.Catalog.ConferenceOrder(conference)
	if err != nil {
		t.Fatal(err)
	}
	folder := o.pack(order)
	all := filepath.Join(folder, "ho-so.pdf")
	text := textOf(t, all, "-layout")
	// A cell of several lines is whole in the order in which it was written, a line of a table in the order in which it is seen.
	seen, told := onOneLine(text), onOneLine(textOf(t, all, "-raw"))
	var rows [][]string
	for _, name := range []string{"02-phu-luc.xlsx", "04-danh-muc-mo-hinh.xlsx", "05-khen-thuong.xlsx"} {
		rows = append(rows, shownRows(t, filepath.Join(folder, name))...)
	}
	table := "expected" + strings.TrimPrefix(conference.ID, name) + ".csv"
	for _, want := range expectedFigures(t, filepath.Join(name, table)) {
		if !strings.Contains(seen, want.text) && !strings.Contains(told, want.text) {
			t.Errorf("%s: %s: the PDFs do not say %q", conference.ID, want.published, want.text)
		}
		if !slices.ContainsFunc(rows, want.isIn) {
			t.Errorf("%s: %s: no row of the XLSX shows %q and %q", conference.ID, want.published, want.label, want.cell)
		}
	}
	golden(t, filepath.Join(name, conference.ID+".txt"), text)
	checkSheets(t, folder, order)
	checkArchive(t, folder, order)
}

// expectedFigure is a line of a table of expected figures.
type expectedFigure struct {
	published string // in the words of the press
	text      string // what the PDF's text has
	label     string // what a cell of the XLSX begins with
	cell      string // what another cell of its row shows; empty where the label is a sentence that says it all
}

func expectedFigures(t *testing.T, path string) []expectedFigure {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(readText(t, path))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if len(lines) < 2 || strings.Join(lines[0], ",") != "published,text,label,cell" {
		t.Fatalf("%s: expected the columns published,text,label,cell, and figures below", path)
	}
	var figures []expectedFigure
	for i, line := range lines[1:] {
		figure := expectedFigure{line[0], line[1], line[2], line[3]}
		if figure.published == "" || figure.text == "" || figure.label == "" {
			t.Errorf("%s: line %d lacks what is expected", path, i+2)
		}
		figures = append(figures, figure)
	}
	return figures
}

// isIn tells whether a row of the XLSX shows the figure.
func (f expectedFigure) isIn(row []string) bool {
	at := slices.IndexFunc(row, func(cell string) bool { return strings.HasPrefix(cell, f.label) })
	if at < 0 || f.cell == "" {
		return at >= 0
	}
	return slices.Contains(row[:at], f.cell) || slices.Contains(row[at+1:], f.cell)
}

// rawText is the text of a PDF as poppler finds it; each page ends with a form feed.
func rawText(t testing.TB, path, mode string) string {
	t.Helper()
	text, err := exec.Command("pdftotext", mode, path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v: install poppler-utils", err)
	}
	return string(text)
}

// textOf is the text of a PDF without the spaces at the ends of lines.
func textOf(t testing.TB, path, mode string) string {
	t.Helper()
	lines := strings.Split(strings.TrimRight(rawText(t, path, mode), "\f\n "), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func onOneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

var grouped = regexp.MustCompile(`^(\D*\d{1,3})((?:,\d{3})+)(\D*)$`)

// shownRows are the rows of all sheets as they are shown where numbers are written the Vietnamese way.
func shownRows(t testing.TB, path string) (rows [][]string) {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, sheet := range file.GetSheetList() {
		found, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range found {
			for i, cell := range row {
				cell = strings.TrimSpace(cell)
				if parts := grouped.FindStringSubmatch(cell); parts != nil {
					cell = parts[1] + strings.ReplaceAll(parts[2], ",", ".") + parts[3]
				}
				row[i] = cell
			}
			rows = append(rows, row)
		}
	}
	return rows
}
