package samples_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCasesAreBuilt holds that the workbooks of every case are what their table makes, and that there is nothing else but
// what README.md shows.
func TestCasesAreBuilt(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	tables, err := filepath.Glob("*/figures.csv")
	if err != nil || len(tables) == 0 {
		t.Fatal("no cases", err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		folder := filepath.Dir(table)
		accounted := map[string]bool{"figures.csv": true}
		for _, workbook := range build(t, c, table) {
			accounted[workbook.Name] = true
			if data, err := os.ReadFile(filepath.Join(folder, workbook.Name)); err != nil || !bytes.Equal(data, workbook.Bytes) {
				t.Errorf("%s/%s is not what figures.csv makes (%v): run go run ./samples/make", folder, workbook.Name, err)
			}
		}
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !accounted[file.Name()] && !strings.Contains(string(readme), "samples/"+folder+"/"+file.Name()) {
				t.Errorf("%s/%s comes from no line of figures.csv, and README.md does not show it", folder, file.Name())
			}
		}
	}
}
