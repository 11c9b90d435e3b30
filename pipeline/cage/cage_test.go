//go:build linux

package cage_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/cage"
)

// TestHostile gives a cage files each of which harms the process that reads it. Each is one refused file, in time; then
// nothing is left, neither process nor folder, and the next file is read.
func TestHostile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var log bytes.Buffer
	c := newCage(t, childName, &log)
	for _, test := range []struct{ task, code, cause string }{
		{"allocate", cage.TooCostly, "memory"},
		{"one-block", cage.TooCostly, "memory"},
		{"deep", cage.TooCostly, ""},
		{"spin", cage.TooCostly, ""},
		{"write", cage.Crashed, "file too large"},
		{"sleep", cage.TooCostly, "ended after 4s"},
		{"fork", cage.TooCostly, "ended after 4s"},
		{"leave", "", ""},
		{"panic", cage.Crashed, "nil pointer"},
		{"print", "", ""},
		{"garbage", cage.Crashed, "answer cannot be read"},
		{"exit", cage.Crashed, "exit status 0"},
		{"error", cage.Crashed, "no refusal"},
		{"long", cage.TooCostly, "more than"},
		{"refuse", "damaged", "why"},
	} {
		t.Run(test.task, func(t *testing.T) {
			started := time.Now()
			pid := filepath.Join(t.TempDir(), "pid")
			log.Reset()
			reading, err := c.Read([]byte(test.task + " " + pid))
			if took := time.Since(started); took > 15*time.Second {
				t.Errorf("took %v", took)
			}
			var refusal *pipeline.Refusal
			switch {
			case test.code == "" && (err != nil || reading.Layout != test.task):
				t.Errorf("%v, %+v", err, reading)
			case test.code != "" && (!errors.As(err, &refusal) || refusal.Code != test.code || !strings.Contains(refusal.Cause.Error(), test.cause)):
				t.Errorf("%v; expected %s: %s", err, test.code, test.cause)
			}
			if logged := strings.Contains(log.String(), "SHA-256"); logged != (test.code == cage.Crashed) {
				t.Errorf("log: %q", log.String())
			}
			if number, err := os.ReadFile(pid); err == nil {
				gone(t, string(number))
			}
			if left := inFolders(t); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			if again, err := c.Read([]byte("fine")); err != nil || again.Layout != "fine" {
				t.Errorf("the next file: %v, %v", again, err)
			}
		})
	}
}

// inFolders lists what the folders of all cages have beside their locks.
func inFolders(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(os.TempDir(), "tonghop-cage-*", "[^l]*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// gone holds that a process ends within a moment.
func gone(t *testing.T, number string) {
	t.Helper()
	pid, err := strconv.Atoi(number)
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(5 * time.Second); alive(pid); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("process %d is still there", pid)
		}
	}
}

// alive tells whether a process is there and has not ended: one that nobody has waited for yet has.
func alive(pid int) bool {
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	return err == nil && !bytes.Contains(stat, []byte(") Z "))
}

// TestFields holds that a refusal comes out of the cage as it went in.
func TestFields(t *testing.T) {
	_, err := newCage(t, childName, os.Stderr).Read([]byte("refuse"))
	var refusal *pipeline.Refusal
	if !errors.As(err, &refusal) || refusal.Sheet != "Biểu" || refusal.Cell != "C3" || refusal.Values["a"] != "b" || refusal.Cause.Error() != "why" {
		t.Errorf("%+v", err)
	}
}

// TestPrivate holds that a child knows nothing of its parent's environment and open files, and is in a folder of its own.
func TestPrivate(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("SMTP_PASSWORD", "bí mật")
	secret, err := syscall.Open("/etc/passwd", syscall.O_RDONLY, 0) // as C opens files: the next program has them too
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(secret)
	c := newCage(t, childName, os.Stderr)
	c.Expect(3)
	reading, err := c.Read([]byte("environment"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(reading.Layout, "\n") {
		name, _, _ := strings.Cut(line, "=")
		if !strings.Contains(" PATH HOME TMPDIR TMP TEMP LANG TZ GOGC GOTRACEBACK PWD ", " "+name+" ") {
			t.Errorf("it knows %s", line)
		}
	}
	// What Go itself opens are queues of events and what the control group allows.
	for _, line := range strings.Split(strings.TrimSpace(reading.LayoutHash), "\n") {
		number, target, _ := strings.Cut(line, " ")
		if n, err := strconv.Atoi(number); err != nil || n > 2 && !strings.Contains(target, "anon_inode") && !strings.HasPrefix(target, "/sys/fs/cgroup/") || n <= 2 && !strings.HasPrefix(target, "pipe:") {
			t.Errorf("it has open %s", line)
		}
	}
	folder, mode, _ := strings.Cut(reading.Narratives[0].Text, " ")
	if !strings.HasPrefix(folder, os.TempDir()+"/tonghop-cage-") || mode != "drwx------" {
		t.Errorf("it is in %s %s", folder, mode)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("after Close: %v, %v", left, err)
	}
}

// TestNoChild holds that what cannot be started is an error of the operator's, and no refused file.
func TestNoChild(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	missing, err := cage.New(&pipeline.Catalog{Config: pipeline.Config{Cage: limits}}, "/not/there", []string{"x"}, os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*cage.Cage{"no such file": missing, "I am no child": newCage(t, deafName, os.Stderr)} {
		c.Expect(1)
		for range 2 {
			_, err := c.Read([]byte("fine"))
			var refusal *pipeline.Refusal
			if err == nil || errors.As(err, &refusal) || !strings.Contains(err.Error(), name) {
				t.Errorf("%v; expected %s", err, name)
			}
		}
		if left := inFolders(t); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestKilledWaiting kills children that wait for a file: that is no fault of the file's.
func TestKilledWaiting(t *testing.T) {
	c := newCage(t, childName, os.Stderr)
	c.Expect(2)
	time.Sleep(200 * time.Millisecond)
	for _, pid := range children(t, os.Getpid()) {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
	if reading, err := c.Read([]byte("fine")); err != nil || reading.Layout != "fine" {
		t.Errorf("%v, %v", reading, err)
	}
}

// children lists the processes that a process has started.
func children(t *testing.T, parent int) (pids []int) {
	t.Helper()
	found, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range found {
		stat, _ := os.ReadFile(path) // it may be gone
		if _, rest, ok := strings.Cut(string(stat), ") "); ok && strings.Fields(rest)[1] == strconv.Itoa(parent) {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			if err != nil {
				t.Fatal(err)
			}
			pids = append(pids, pid)
		}
	}
	return pids
}

// TestKilledParent kills a parent one of whose children reads and one waits: both end. Its folder is removed by the
// next cage, once it is old enough to be nobody's that is just starting.
func TestKilledParent(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	pid := filepath.Join(t.TempDir(), "pid")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	parent := exec.Cmd{Path: program, Args: []string{parentName, "fork " + pid}, Stderr: os.Stderr}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(pid); err == nil && len(children(t, parent.Process.Pid)) == 2 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the parent does not start its children")
		}
	}
	family := children(t, parent.Process.Pid)
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait() // it was killed
	grandchild, err := os.ReadFile(pid)
	if err != nil {
		t.Fatal(err)
	}
	gone(t, string(grandchild))
	for _, child := range family {
		gone(t, strconv.Itoa(child))
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "tonghop-cage-*"))
	if err != nil || len(left) != 1 {
		t.Fatalf("%v, %v", left, err)
	}
	living := newCage(t, childName, os.Stderr)
	readFine(t, living)
	if _, err := os.Stat(left[0]); err != nil {
		t.Errorf("a young folder: %v", err)
	}
	old := time.Now().Add(-time.Hour)
	folders, err := filepath.Glob(filepath.Join(os.TempDir(), "tonghop-cage-*"))
	if err != nil || len(folders) != 2 {
		t.Fatalf("%v, %v", folders, err)
	}
	for _, folder := range folders {
		if err := os.Chtimes(folder, old, old); err != nil {
			t.Fatal(err)
		}
	}
	readFine(t, newCage(t, childName, os.Stderr))
	if _, err := os.Stat(left[0]); !os.IsNotExist(err) {
		t.Errorf("a killed parent's folder is still there: %v", err)
	}
	readFine(t, living) // its folder is old too, but it is alive
}

func readFine(t *testing.T, c *cage.Cage) {
	t.Helper()
	if reading, err := c.Read([]byte("fine")); err != nil || reading.Layout != "fine" {
		t.Errorf("%v, %v", reading, err)
	}
}
