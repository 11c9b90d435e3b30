package samples_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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
		for _, workbook := range build(t, c, filepath.Join(folder, "figures.csv")) {
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
