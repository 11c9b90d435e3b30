package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// diskBytes is the size of the disk that is filled: archive and warehouse of the samples take about a megabyte at first.
const diskBytes = 24 << 20

// TestFullDisk takes in workbooks on a disk that is full at some moment: the operator is told, and when there is room again nothing is lost, nothing there twice.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	program, files := installed(t), samples(t)
	whole := filepath.Join(t.TempDir(), "whole")
	mustRun(t, "whole", ingest(program, whole, files))
	want := stateOf(t, program, whole)
	failed := 0
	for _, room := range []int64{64 << 10, 256 << 10, 448 << 10, 640 << 10} {
		disk := smallDisk(t)
		data := filepath.Join(disk, "data")
		ballast := filepath.Join(disk, "ballast")
		if err := os.WriteFile(ballast, make([]byte, diskBytes-room), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := ingest(program, data, files).CombinedOutput()
		if text := string(out); err != nil {
			failed++
			if !strings.Contains(strings.ToLower(text), "no space left") || strings.Contains(text, "goroutine ") {
				t.Errorf("with room for %d bytes:\n%s", room, text)
			}
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		mustRun(t, "when there is room again", ingest(program, data, files))
		if diff := cmp.Diff(want, stateOf(t, program, data)); diff != "" {
			t.Errorf("with room for %d bytes (-whole +full):\n%s", room, diff)
		}
	}
	if failed < 2 {
		t.Errorf("the disk was full %d times", failed)
	}
}

// smallDisk is a folder on a disk of its own.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	return dir
}
