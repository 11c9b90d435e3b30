package control

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
)

// besideServer runs a test of a client's files in a command at a server.
func besideServer(t *testing.T, test func(files pipeline.Files)) {
	t.Helper()
	path, _ := serve(t, func(_ context.Context, c Command) int {
		test(c.Files)
		return 0
	})
	if code, _, said, err := call(t, t.Context(), path); code != 0 || err != nil {
		t.Errorf("%d, %q, %v", code, said, err)
	}
}

// TestFiles holds what a server sees of files against what its client does.
func TestFiles(t *testing.T) {
	folder := t.TempDir()
	contents := map[string][]byte{"empty": {}, "small": []byte("x"), "chunk": bytes.Repeat([]byte("ab"), chunk/2), "large": bytes.Repeat([]byte("0123456789"), chunk/3), "t\xc0n": []byte("y")}
	for name, data := range contents {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Mkdir(filepath.Join(folder, "folder"), 0o700), os.Symlink("small", filepath.Join(folder, "link")), syscall.Mkfifo(filepath.Join(folder, "pipe"), 0o600)); err != nil {
		t.Fatal(err)
	}
	besideServer(t, func(files pipeline.Files) {
		want, wantErr := diskFiles{}.List(folder)
		got, err := files.List(folder)
		if diff := cmp.Diff(want, got); diff != "" || err != nil || wantErr != nil || len(got) != 8 {
			t.Errorf("%v, %v:\n%s", err, wantErr, diff)
		}
		for _, entry := range append(want, pipeline.FolderEntry{Name: "missing"}) {
			path := filepath.Join(folder, entry.Name)
			mode, err := files.Mode(path)
			wantMode, wantErr := diskFiles{}.Mode(path)
			if mode != wantMode || cmp.Diff(textOf(err), textOf(wantErr)) != "" {
				t.Errorf("%s: %v, %v", path, mode, err)
			}
		}
		for name, data := range contents {
			file, err := files.Open(filepath.Join(folder, name))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(file)
			if !bytes.Equal(got, data) || err != nil || file.Close() != nil {
				t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(data), err)
			}
		}
		if _, err := files.Open(filepath.Join(folder, "missing")); !errors.Is(err, fs.ErrNotExist) || textOf(err) != "open "+folder+"/missing: no such file or directory" {
			t.Error(err)
		}
		file, err := files.Open(filepath.Join(folder, "folder"))
		if err == nil {
			_, err = io.ReadAll(file)
		}
		if !errors.Is(err, syscall.EISDIR) {
			t.Errorf("a folder is read as a file: %v", err)
		}
		if file, err = files.Open(filepath.Join(folder, "large")); err != nil || file.Close() != nil || file.Close() != nil {
			t.Errorf("a file that is not read to its end: %v", err)
		}
	})
}

func textOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestOutlet(t *testing.T) {
	folder := t.TempDir()
	large := bytes.Repeat([]byte("0123456789"), chunk/3)
	broken := errors.New("broken")
	besideServer(t, func(files pipeline.Files) {
		outlet := files.Outlet(filepath.Join(folder, "made", "here"), true)
		path, err := outlet.Deliver("a/report.pdf", func(w io.Writer) error { _, err := w.Write(large); return err })
		if want := filepath.Join(folder, "made/here/a/report.pdf"); path != want || err != nil {
			t.Errorf("%s, %v", path, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
			t.Errorf("%v, %v", info, err)
		}
		if data, err := outlet.Read("a/report.pdf"); err != nil || !bytes.Equal(data, large) {
			t.Errorf("%d bytes, %v", len(data), err)
		}
		if _, err := outlet.Deliver("a/report.pdf", func(w io.Writer) error { _, err := w.Write(large); return errors.Join(err, broken) }); !errors.Is(err, broken) {
			t.Error(err)
		}
		if data, err := os.ReadFile(path); err != nil || !bytes.Equal(data, large) {
			t.Errorf("%d bytes, %v: a file that was broken off is there", len(data), err)
		}
		if data, err := outlet.Read("nothing.pdf"); data != nil || err != nil {
			t.Errorf("%d bytes, %v: expected nothing", len(data), err)
		}
		_, err = files.Outlet(path, false).Deliver("x", func(w io.Writer) error { _, err := w.Write(large); return err })
		if want := "mkdir " + path + ": not a directory"; textOf(err) != want || !errors.Is(err, syscall.ENOTDIR) {
			t.Error(err)
		}
		if _, err = files.Outlet(path, false).Deliver("x", func(io.Writer) error { return nil }); textOf(err) != "mkdir "+path+": not a directory" {
			t.Errorf("an empty file: %v", err)
		}
	})
	if left, err := filepath.Glob(filepath.Join(folder, "made/here/a/*")); len(left) != 1 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestHalfDelivered ends a command in the middle of a file.
func TestHalfDelivered(t *testing.T) {
	folder := t.TempDir()
	path, _ := serve(t, func(_ context.Context, c Command) int {
		_, _ = c.Files.Outlet(folder, false).Deliver("report.pdf", func(w io.Writer) error {
			_, _ = w.Write(make([]byte, 2*chunk))
			panic("broken")
		})
		return 0
	})
	if code, _, _, err := call(t, t.Context(), path); code != 4 || err != nil {
		t.Errorf("%d, %v", code, err)
	}
	if left, err := os.ReadDir(folder); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestPipeNobodyWritesTo interrupts a command that has its client open one.
func TestPipeNobodyWritesTo(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	path, _ := serve(t, func(ctx context.Context, c Command) int {
		if _, err := c.Files.Open(pipe); !errors.Is(err, context.Canceled) {
			t.Errorf("opened: %v", err)
		}
		return 4
	})
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("interrupt signal received"))
	if code, _, _, err := call(t, ctx, path); code != 4 || err != nil {
		t.Errorf("%d, %v", code, err)
	}
	writer, err := os.OpenFile(pipe, os.O_WRONLY, 0) // let go whoever still opens it
	if err != nil || writer.Close() != nil {
		t.Error(err)
	}
}
