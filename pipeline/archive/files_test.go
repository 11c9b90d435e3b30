package archive

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tonghop/pipeline"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	settled, pending := put(t, a, "soc-trang.xlsx", "66"), put(t, a, "ca-mau.xlsx", "65")
	if err := a.Settled([]pipeline.Receipt{settled}); err != nil {
		t.Fatal(err)
	}
	if err := a.Keep(settled.SHA256, []byte("66")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"originals/.arriving-1", "pending/.writing-1"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files, err := a.Files()
	if err != nil {
		t.Fatal(err)
	}
	original := func(kind, hash string) pipeline.BackupFile {
		return pipeline.BackupFile{Name: "archive/" + kind + "/" + hash[:2] + "/" + hash, Path: a.path(kind, hash), SHA256: hash, Frozen: true}
	}
	want := []pipeline.BackupFile{
		{Name: "archive/pending/2.json", Path: filepath.Join(dir, "pending/2.json"), Moved: filepath.Join(dir, "receipts/000/2.json"), Frozen: true},
		{Name: "archive/receipts/000/1.json", Path: filepath.Join(dir, "receipts/000/1.json"), Frozen: true},
		original(originals, settled.SHA256), original(originals, pending.SHA256), original(editions, settled.SHA256),
	}
	byName := func(x, y pipeline.BackupFile) int { return compareNumeric(x.Name, y.Name) }
	slices.SortFunc(files, byName)
	slices.SortFunc(want, byName)
	if !slices.Equal(files, want) {
		t.Errorf("files\n%+v\nwant\n%+v", files, want)
	}
	if err := a.Settled([]pipeline.Receipt{pending}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(want[slices.IndexFunc(want, func(f pipeline.BackupFile) bool { return f.Moved != "" })].Moved); err != nil {
		t.Errorf("a receipt is moved elsewhere when it is settled: %v", err)
	}
}
