package deliver

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/pipeline"
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

func TestReady(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(file, nil, 0o644), os.Symlink(filepath.Join(dir, "nowhere"), link)); err != nil {
		t.Fatal(err)
	}
	for _, fine := range []string{dir, filepath.Join(dir, "not", "made", "yet"), ""} {
		if err := (Folder{Dir: fine}).Ready(); err != nil {
			t.Errorf("%q: %v", fine, err)
		}
	}
	for _, bad := range []string{file, filepath.Join(file, "in", "it"), link} {
		want := "no file can be written to " + bad + ": "
		var refused *pipeline.DecisionError
		if err := (Folder{Dir: bad}).Ready(); !errors.As(err, &refused) || !strings.HasPrefix(refused.Error(), want) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
