package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
)

var update = flag.Bool("update", false, "write golden files anew")

// badInput is a file with one thing wrong with it: the code of its finding and the cell that it is about.
type badInput struct {
	name string
	data []byte
	code string
	cell string
}

// leaks are words of the program that a province must never read.
var leaks = []string{"xml:", "zip:", ".go:", "/tmp", "runtime", "goroutine", "panic", "nil", "xl/", "EOF", "limits.", "{", "}", "  ", "“”", "%!"}

// TestBadInput sends every bad file at once. Each is kept, counts for nothing, and comes back with one sentence about the
// one thing that is wrong. The sentences stand in testdata/bad-input.golden, to be read.
func TestBadInput(t *testing.T) {
	c := defaultCatalog(t)
	good := form(t, c, "tong-hop", "ca-mau", "2024-08", map[string]any{"C20": 32})
	inputs := slices.Concat(badFiles(t, good), badForms(t, c))
	dir, data := t.TempDir(), filepath.Join(t.TempDir(), "data")
	args := []string{"--data", data, "ingest"}
	for _, input := range inputs {
		args = append(args, writeFile(t, dir, input.name, input.data))
	}
	code, out, problems := runHere(t, args...)
	if code != exitUnreadable {
		t.Fatalf("exit %d\n%s%s", code, out, problems)
	}
	said := strings.ReplaceAll(out+problems, filepath.Join(data, "returns"), "") // where the annotated workbooks are
	for _, leak := range []string{"xml:", "zip:", ".go:", "/tmp", "runtime", dir, data} {
		if strings.Contains(said, leak) {
			t.Errorf("the output has %q", leak)
		}
	}
	_, out, _ = runHere(t, append([]string{"--json"}, args...)...) // the same files again: the same outcomes
	var got struct{ Submissions []pipeline.Outcome }
	if err := json.Unmarshal([]byte(out), &got); err != nil || len(got.Submissions) != len(inputs) {
		t.Fatalf("%d outcomes of %d files: %v", len(got.Submissions), len(inputs), err)
	}
	if n := len(acceptedOf(t, data)); n != 1 {
		t.Errorf("%d forms count, expected the one that has no more than warnings", n)
	}
	var golden strings.Builder
	for i, input := range inputs {
		checkBad(t, c, data, input, got.Submissions[i], &golden)
	}
	compareGolden(t, "testdata/bad-input.golden", golden.String())
}

// acceptedOf lists what counts in a data folder.
func acceptedOf(t *testing.T, data string) (accepted []any) {
	t.Helper()
	code, out, problems := runHere(t, "--data", data, "--json", "status")
	var got struct{ Status []map[string]any }
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitFine {
		t.Fatalf("%v, exit %d\n%s", err, code, problems)
	}
	for _, line := range got.Status {
		if line["state"] == string(pipeline.Accepted) {
			accepted = append(accepted, line)
		}
	}
	return accepted
}

// checkBad holds one outcome against what is wrong with its file.
func checkBad(t *testing.T, c *pipeline.Catalog, data string, input badInput, o pipeline.Outcome, golden *strings.Builder) {
	t.Helper()
	sum := sha256.Sum256(input.data)
	hash := hex.EncodeToString(sum[:])
	if kept, err := os.ReadFile(filepath.Join(data, "archive", "originals", hash[:2], hash)); err != nil || len(kept) != len(input.data) {
		t.Errorf("%s: not kept: %v", input.name, err)
	}
	found := slices.DeleteFunc(o.Findings, func(f pipeline.Finding) bool {
		// Several files say the same figures in other ways.
		return f.Rule == "empty-figures" || f.Rule == "same-content" || f.Rule == "missing-rows" && input.code == "missing-row"
	})
	if len(found) != 1 {
		t.Errorf("%s: %d findings: %+v", input.name, len(found), found)
		return
	}
	f := found[0]
	if f.Rule != input.code || f.Cell != input.cell {
		t.Errorf("%s: %s at %q, expected %s at %q: %s", input.name, f.Rule, f.Cell, input.code, input.cell, f.Sentence)
	}
	for _, leak := range leaks {
		if strings.Contains(f.Sentence, leak) || strings.Contains(f.Advice, leak) {
			t.Errorf("%s: %q in: %s %s", input.name, leak, f.Sentence, f.Advice)
		}
	}
	want := map[bool]int{true: exitFindings, false: exitFine}[f.Severity == pipeline.Error]
	if o.State == pipeline.Rejected {
		want = exitUnreadable
	}
	if got := exitOf(endFor(pipeline.Settled{Outcomes: []pipeline.Outcome{o}})); got != want || o.State == pipeline.Rejected && o.Figures > 0 {
		t.Errorf("%s: %s with a finding of severity %s and %d figures: exit %d, expected %d", input.name, o.State, f.Severity, o.Figures, got, want)
	}
	if _, ours := c.Messages[f.Rule]; ours { // the sentences of rules have their own tests
		fmt.Fprintf(golden, "%s: %s %s\n  %s\n  → %s\n", input.name, f.Severity, f.Rule, f.Sentence, f.Advice)
	}
}

func exitOf(err error) int {
	var ended *exit
	if errors.As(err, &ended) {
		return ended.code
	}
	return exitFine
}

func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got), go test -update writes it anew:\n%s", path, diff)
	}
}
