package samples_test

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

// checkSheets holds that each province of a conference on its map has a sheet of its own, and that it is one page.
func checkSheets(t *testing.T, folder string, order pipeline.Order) {
	t.Helper()
	sheets, err := filepath.Glob(filepath.Join(folder, "03-to-tin", "*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	provinces := map[string]bool{} // that those in scope are, or became
	for _, line := range loadCatalog(t).Geography.Lines() {
		day := order.MapDay(loadCatalog(t).Config.Calendar)
		there := !day.Before(line.From) && (line.Until.IsZero() || day.Before(line.Until))
		if there && slices.ContainsFunc(order.Scope, func(u pipeline.Unit) bool { return u.ID == line.Unit }) {
			provinces[line.Became] = true
		}
	}
	if len(sheets) != len(provinces) {
		t.Errorf("%s: %d fact sheets of %d provinces", order.Name(), len(sheets), len(provinces))
	}
	for _, sheet := range sheets {
		if id := strings.TrimSuffix(filepath.Base(sheet), ".pdf"); !provinces[id] {
			t.Errorf("%s: there is a fact sheet of %s", order.Name(), id)
		}
		if pages := strings.Count(rawText(t, sheet, "-raw"), "\f"); pages != 1 {
			t.Errorf("%s: %s has %d pages", order.Name(), filepath.Base(sheet), pages)
		}
	}
}

// checkArchive holds that the archive has every file of the pack as it is, in the manifest's order and of one time, and that each is what the
// manifest says.
func checkArchive(t *testing.T, folder string, order pipeline.Order) {
	t.Helper()
	archive, err := zip.OpenReader(filepath.Join(folder, order.Name()+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var manifest pipeline.Manifest
	if err := json.Unmarshal([]byte(readText(t, filepath.Join(folder, "manifest.json"))), &manifest); err != nil {
		t.Fatal(err)
	}
	var listed, packed []string
	files := map[string]pipeline.ManifestFile{}
	for _, file := range manifest.Files {
		listed, files[file.Name] = append(listed, file.Name), file
	}
	for _, entry := range archive.File {
		packed = append(packed, entry.Name)
		if !entry.Modified.Equal(order.Conference.Date) {
			t.Errorf("%s: %s is of %s", order.Name(), entry.Name, entry.Modified.Format(time.DateTime))
		}
		data := unpacked(t, entry)
		if string(data) != readText(t, filepath.Join(folder, filepath.FromSlash(entry.Name))) {
			t.Errorf("%s: %s in the archive is not the file beside it", order.Name(), entry.Name)
		}
		sum := sha256.Sum256(data)
		if file, ok := files[entry.Name]; ok && (file.SHA256 != hex.EncodeToString(sum[:]) || file.Size != len(data) || file.Title == "") {
			t.Errorf("%s: %s is not what the manifest says: %+v", order.Name(), entry.Name, file)
		}
	}
	if want := append(slices.Clone(listed), "manifest.json"); !slices.Equal(packed, want) {
		t.Errorf("%s: the archive has %v, the manifest %v", order.Name(), packed, want)
	}
	if reports := listed[:len(listed)-1]; !slices.IsSorted(reports) || listed[0] != "01-bao-cao.pdf" || listed[len(listed)-1] != "ho-so.pdf" {
		t.Errorf("%s: the files are in no order: %v", order.Name(), listed)
	}
	if onDisk := countOf(t, folder); onDisk != len(packed)+1 {
		t.Errorf("%s: %d files are written, the archive has %d", order.Name(), onDisk, len(packed))
	}
	wantMap := "as reported"
	if !order.Map.IsZero() {
		wantMap = order.Map.Format(time.DateOnly)
	}
	if !manifest.Draft || manifest.Edition != 0 || manifest.Map != wantMap || manifest.Conference != order.Name() || manifest.Catalog == "" {
		t.Errorf("%s: the manifest says %+v", order.Name(), manifest)
	}
}

func unpacked(t *testing.T, entry *zip.File) []byte {
	t.Helper()
	r, err := entry.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func countOf(t *testing.T, folder string) int {
	t.Helper()
	count := 0
	if err := filepath.WalkDir(folder, func(_ string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			count++
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return count
}
