package durable_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/pipeline/durable"
)

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

// alone expects a file that says a text, with a mode, and nothing beside it.
func alone(t *testing.T, path, text string, mode fs.FileMode) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil || string(data) != text {
		t.Errorf("%q, %v: expected %q", data, err, text)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != mode {
		t.Errorf("%v, %v: expected %v", info, err, mode)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestWriteIsWholeOrAbsent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.json")
	broken := errors.New("broken")
	for _, text := range []string{"first", strings.Repeat("second, longer than what is held back before it is written ", 2000)} {
		if err := durable.Write(path, 0o640, true, says(text)); err != nil {
			t.Fatal(err)
		}
		err := durable.Write(path, 0o600, true, func(w io.Writer) error { return errors.Join(says(strings.Repeat("half", 1<<15))(w), broken) })
		if !errors.Is(err, broken) {
			t.Errorf("%v: expected %v", err, broken)
		}
		alone(t, path, text, 0o640)
	}
}

// A link is replaced, and what it leads to is left alone.
func TestReplaceFollowsNoLink(t *testing.T) {
	dir, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "elsewhere")
	path := filepath.Join(dir, "a", "b")
	root, err := os.OpenRoot(dir)
	if err := errors.Join(err, os.WriteFile(elsewhere, []byte("hers"), 0o600), os.Mkdir(filepath.Dir(path), 0o700), os.Symlink(elsewhere, path)); err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := durable.Replace(root, "a/b", 0o644, false, says("ours")); err != nil {
		t.Fatal(err)
	}
	alone(t, path, "ours", 0o644)
	alone(t, elsewhere, "hers", 0o600)
}

func TestErrorsNameTheFile(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	err = durable.Replace(root, "none/a", 0o600, true, says(""))
	if want := "write " + filepath.Join(dir, "none", "a") + ": no such file or directory"; !errors.Is(err, fs.ErrNotExist) || err.Error() != want {
		t.Errorf("%v: expected %s", err, want)
	}
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "folder"), 0o700), os.WriteFile(filepath.Join(dir, "folder", "x"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "folder")
	if err, want := durable.Write(path, 0o600, true, says("")), "write "+path+": file exists"; err == nil || err.Error() != want {
		t.Errorf("%v: expected %s", err, want)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
