package samples_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
)

// TestCasesAreBuilt holds that the workbooks of every case are what its tables make, and that there is nothing else but
// golden results and what README.md or samples/README.md shows.
func TestCasesAreBuilt(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	shown := readText(t, "../README.md") + readText(t, "README.md")
	folders := caseFolders(t)
	if len(folders) == 0 {
		t.Fatal("no cases")
	}
	for _, folder := range folders {
		accounted := map[string]bool{}
		for _, workbook := range build(t, c, folder) {
			accounted[workbook.Name] = true
			if data, err := os.ReadFile(filepath.Join(folder, workbook.Name)); err != nil || !bytes.Equal(data, workbook.Bytes) {
				t.Errorf("%s/%s is not what its tables make (%v): run make samples", folder, workbook.Name, err)
			}
		}
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			kind := filepath.Ext(file.Name())
			if !accounted[file.Name()] && kind != ".csv" && kind != ".txt" && !strings.Contains(shown, folder+"/"+file.Name()) {
				t.Errorf("%s/%s comes from no table, is no golden result, and no README.md shows it", folder, file.Name())
			}
		}
	}
}

// caseFolders are the folders with one of the tables that make a case, or both.
func caseFolders(t *testing.T) []string {
	t.Helper()
	var folders []string
	for _, pattern := range []string{"*/figures.csv", "*/lines.csv"} {
		tables, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			folders = append(folders, filepath.Dir(table))
		}
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestLines makes workbooks of both tables: a file may stand in either, or in both.
func TestLines(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	const (
		figures = "file,layout,reporter,period,unit,indicator,breakdown,figure\nxa.xlsx,xa,ca-mau,2024-08,ca-mau,models.closing,,trên 30\n"
		lines   = "file,layout,reporter,period,line,key,text\n"
		commune = "xa.xlsx,xa,ca-mau,2024-08,1,name,xã Hưng Mỹ\nxa.xlsx,xa,ca-mau,2024-08,1,models.closing,4\nxa.xlsx,xa,ca-mau,2024-08,2,name,Phường 5\n"
		model   = "danh-muc.xlsx,danh-muc,soc-trang,2018..2024 (số liệu đến 15/8/2024),1,name,Camera an ninh\n"
	)
	workbooks, err := sample.Build(c, excel.WriteForm, tables(figures, lines+commune+model))
	if err != nil || len(workbooks) != 2 {
		t.Fatal(len(workbooks), err)
	}
	for i, want := range []string{"Cà Mau|Tháng 8 năm 2024|xã Hưng Mỹ|4|Phường 5|trên 30", "Sóc Trăng|Giai đoạn 2018 - 2024 (số liệu đến 15/8/2024)|Camera an ninh"} {
		file, err := excelize.OpenReader(bytes.NewReader(workbooks[i].Bytes))
		if err != nil {
			t.Fatal(err)
		}
		for text := range strings.SplitSeq(want, "|") {
			if cells, err := file.SearchSheet(file.GetSheetName(0), text); err != nil || len(cells) == 0 {
				t.Errorf("%s: no %s (%v)", workbooks[i].Name, text, err)
			}
		}
	}
	for text, want := range map[string]string{
		lines + "xa.xlsx,xa,ca-mau,2024-08,2,name,xã":            `lines.csv:2: xa.xlsx: row "2": rows are numbered from 1, and row 1 comes next`,
		lines + commune + "xa.xlsx,xa,ca-mau,2024-07,2,name,xã":  "lines.csv:5: xa.xlsx: expected layout xa, reporter ca-mau and period 2024-08 as before",
		lines + "xa.xlsx,xa,ca-mau,2024-08,1,area,Vùng DTTS":     "xa.xlsx: form xa: no place for line 1 area",
		"file,layout,reporter,period,line,key,text,cumulative\n": "lines.csv:1: expected the columns file,layout,reporter,period,line,key,text",
		lines + "xa.xlsx,xa,ca-mau,tháng tám,1,name,xã":          `xa.xlsx: "tháng tám" is no period`,
	} {
		if _, err := sample.Build(c, excel.WriteForm, tables("", text)); err == nil || err.Error() != want {
			t.Errorf("%s\ngot:  %v\nwant: %s", text, err, want)
		}
	}
}
