package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// kills is how many ingests are killed before they end, at random moments: others in each run.
const kills = 10

// TestKilledIngest kills ingests with SIGKILL at random moments and runs them again: then nothing is lost, nothing
// is there twice, and the reports are the same to the byte.
func TestKilledIngest(t *testing.T) {
	t.Parallel()
	program, files := installed(t), samples(t)
	whole := filepath.Join(t.TempDir(), "whole")
	started := time.Now()
	mustRun(t, "whole", ingest(program, whole, files))
	full := time.Since(started)
	want := stateOf(t, program, whole)
	for interrupted := 0; interrupted < kills; {
		data := filepath.Join(t.TempDir(), "killed")
		for range 2 {
			interrupted += killAfter(t, ingest(program, data, files), rand.N(full))
		}
		mustRun(t, "after a kill", ingest(program, data, files))
		if diff := cmp.Diff(want, stateOf(t, program, data)); diff != "" {
			t.Fatalf("after a kill (-whole +killed):\n%s", diff)
		}
	}
}

// installed is the program as scripts run it: TestMain puts it on the path.
func installed(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("tonghop")
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// mustRun runs a command that must end well.
func mustRun(t *testing.T, when string, command *exec.Cmd) {
	t.Helper()
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %v\n%s", when, command.Args, err, out)
	}
}

func ingest(program, data string, files []string) *exec.Cmd {
	return exec.Command(program, append([]string{"--data", data, "ingest"}, files...)...)
}

// killAfter runs a command and kills it; it returns 1 where the command was still running.
func killAfter(t *testing.T, command *exec.Cmd, delay time.Duration) int {
	t.Helper()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(delay)
	// The process may have ended by itself.
	_ = command.Process.Kill()
	_ = command.Wait()
	if command.ProcessState.Success() {
		return 0
	}
	return 1
}

// state is everything that a killed ingest might spoil.
type state struct {
	Status, Findings any
	Pending          int
	Originals        int
	Report           []byte
}

func stateOf(t *testing.T, program, data string) state {
	t.Helper()
	var s state
	ask := func(into *any, args ...string) {
		out, err := exec.Command(program, append([]string{"--data", data, "--json"}, args...)...).Output()
		if err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		if err := json.NewDecoder(bytes.NewReader(out)).Decode(into); err != nil {
			t.Fatal(err)
		}
	}
	var written any
	var checked any
	ask(&checked, "verify") // which ends in an error where anything does not agree
	ask(&s.Status, "status")
	for _, standing := range s.Status.(map[string]any)["status"].([]any) {
		delete(standing.(map[string]any), "first_received") // every run has its own
	}
	ask(&s.Findings, "findings")
	for _, finding := range s.Findings.(map[string]any)["findings"].([]any) {
		delete(finding.(map[string]any), "submission") // its number depends on how often the file was sent
	}
	ask(&written, "pack", "tay-nam-bo-2024", "-o", data)
	s.Pending = countFiles(t, data, "archive/pending/*")
	s.Originals = countFiles(t, data, "archive/originals/??/*")
	report, err := os.ReadFile(filepath.Join(data, "01-bao-cao.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	s.Report = report
	return s
}

func countFiles(t *testing.T, data, pattern string) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(data, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}
