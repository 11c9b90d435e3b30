//go:build linux

package cage_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/cage"
)

// The names that this test calls itself by, to be a child or a parent.
const (
	childName  = "hostile"
	deafName   = "deaf"
	parentName = "parent"
)

func TestMain(m *testing.M) {
	switch os.Args[0] {
	case childName:
		if err := cage.Serve(equip); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case deafName:
		fmt.Fprintln(os.Stderr, "I am no child")
	case parentName:
		parent(os.Args[1])
	default:
		os.Exit(m.Run())
	}
}

func equip(_ *pipeline.Catalog, converter pipeline.Converter) cage.Tools {
	return cage.Tools{Reader: hostile{converter}}
}

// limits are small, so that the tests are fast.
var limits = pipeline.CageLimits{Memory: 256 << 20, CPUSeconds: 2, WallSeconds: 4, OutputBytes: 1 << 20}

func newCage(t testing.TB, name string, log io.Writer) *cage.Cage {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	made, err := cage.New(&pipeline.Catalog{Config: pipeline.Config{Cage: limits}}, program, []string{name}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := made.Close(); err != nil {
			t.Error(err)
		}
	})
	return made
}

// parent is a process that reads in a cage a file that sleeps, beside a child that waits.
func parent(task string) {
	program, err := os.Executable()
	if err != nil {
		panic(err)
	}
	longer := limits
	longer.WallSeconds = 60
	c, err := cage.New(&pipeline.Catalog{Config: pipeline.Config{Cage: longer}}, program, []string{childName}, os.Stderr)
	if err != nil {
		panic(err)
	}
	c.Expect(2)
	_, err = c.Read([]byte(task))
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// hostile does to the process that reads it what a file says, as "spin" or "fork PATH".
type hostile struct{ converter pipeline.Converter }

var (
	kept  [][]byte
	spins int
)

func (h hostile) Read(data []byte) (*pipeline.Reading, error) {
	task, path, _ := strings.Cut(string(data), " ")
	switch task {
	case "allocate":
		for {
			block := make([]byte, 1<<20)
			for i := 0; i < len(block); i += 4096 {
				block[i] = 1
			}
			kept = append(kept, block)
		}
	case "one-block":
		kept = append(kept, make([]byte, 1<<33))
	case "deep":
		return &pipeline.Reading{Version: deep(math.MaxInt)}, nil
	case "spin":
		for {
			spins++
		}
	case "write":
		return nil, os.WriteFile("big", make([]byte, 8<<20), 0o600)
	case "sleep":
		writePid(path, os.Getpid())
		time.Sleep(time.Hour)
	case "fork", "leave":
		grandchild := exec.Command("sleep", "3600")
		if err := grandchild.Start(); err != nil {
			return nil, err
		}
		writePid(path, grandchild.Process.Pid)
		if task == "fork" {
			time.Sleep(time.Hour)
		}
	case "convert":
		converted, err := h.converter.Convert([]byte(path), ".ods")
		return &pipeline.Reading{Layout: string(converted)}, err
	case "panic":
		var none *pipeline.Reading
		none.Layout = "x"
	case "print":
		fmt.Println("a library says something") // where the answer should be
	case "garbage":
		os.NewFile(1, "").Write([]byte("\x00\x00\x00\x00\x00\x00\x00\x03abc"))
		time.Sleep(time.Hour)
	case "exit":
		os.Exit(0)
	case "error":
		return nil, errors.New("something that is no refusal")
	case "refuse":
		return nil, &pipeline.Refusal{Code: "damaged", Sheet: "Biểu", Cell: "C3", Values: map[string]string{"a": "b"}, Cause: errors.New("why")}
	case "long":
		os.NewFile(1, "").Write([]byte("\x00\x00\x00\x01\x00\x00\x00\x00"))
		time.Sleep(time.Hour)
	case "environment":
		return &pipeline.Reading{Layout: strings.Join(os.Environ(), "\n"), LayoutHash: files(), Narratives: []pipeline.Narrative{{Text: here()}}}, nil
	}
	return &pipeline.Reading{Layout: task}, nil
}

func deep(n int) int {
	if n == 0 {
		return 0
	}
	return deep(n-1) + n
}

func writePid(path string, pid int) {
	if err := os.WriteFile(path+".new", fmt.Append(nil, pid), 0o600); err != nil {
		panic(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		panic(err)
	}
}

// files are the numbers of this process's open files and what they are.
func files() string {
	var text strings.Builder
	found, _ := filepath.Glob("/proc/self/fd/*")
	for _, path := range found {
		if target, err := os.Readlink(path); err == nil {
			fmt.Fprintln(&text, filepath.Base(path), target)
		}
	}
	return text.String()
}

func here() string {
	path, err := os.Getwd()
	if err != nil {
		return err.Error()
	}
	info, err := os.Stat(path)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(path, " ", info.Mode())
}
