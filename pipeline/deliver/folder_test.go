package deliver

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestDeliverIsWholeOrAbsent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "here")
	folder := Folder{Dir: dir}
	path, err := folder.Deliver("../report.pdf", func(w io.Writer) error { _, err := io.WriteString(w, "first"); return err })
	if err != nil || path != filepath.Join(dir, "report.pdf") {
		t.Fatalf("%s, %v", path, err)
	}
	broken := errors.New("broken")
	if _, err := folder.Deliver("report.pdf", func(w io.Writer) error { io.WriteString(w, "half"); return broken }); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "first" {
		t.Errorf("the file says %q, %v", text, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestPrivateFiles(t *testing.T) {
	dir := t.TempDir()
	for mode, folder := range map[os.FileMode]Folder{0o644: {Dir: dir}, 0o600: {Dir: dir, Private: true}} {
		path, err := folder.Deliver("a/report.pdf", func(w io.Writer) error { _, err := io.WriteString(w, "x"); return err })
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%v, %v: expected %v", info.Mode(), err, mode)
		}
		if data, err := folder.Read("../a/report.pdf"); err != nil || string(data) != "x" {
			t.Errorf("%q, %v", data, err)
		}
	}
	if data, err := (Folder{Dir: dir}).Read("b/nothing.pdf"); data != nil || err != nil {
		t.Errorf("%q, %v: expected nothing", data, err)
	}
}
