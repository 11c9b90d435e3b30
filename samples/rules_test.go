package samples_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/samples"
)

var update = flag.Bool("update", false, "write the expected outcomes of samples/rules anew")

// TestRuleSamples takes in, for every rule, the workbooks of its table on which it fires, and those on which it is silent.
func TestRuleSamples(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	for _, rule := range c.Rules {
		t.Run(rule.Code, func(t *testing.T) {
			t.Parallel()
			fires, silent := bothKinds(t, build(t, c, filepath.Join("../templates/rules", rule.Code+".csv")))
			fired := ruleFindings(t, c, rule, fires)
			if fired == "" {
				t.Error("it does not fire")
			}
			golden(t, filepath.Join("rules", rule.Code+".txt"), fired)
			if found := ruleFindings(t, c, rule, silent); found != "" {
				t.Errorf("it is not silent:\n%s", found)
			}
		})
	}
}

// bothKinds parts the workbooks by their names.
func bothKinds(t *testing.T, workbooks []samples.Workbook) (fires, silent []samples.Workbook) {
	t.Helper()
	for _, w := range workbooks {
		switch {
		case strings.HasPrefix(w.Name, "fires-"):
			fires = append(fires, w)
		case strings.HasPrefix(w.Name, "silent-"):
			silent = append(silent, w)
		default:
			t.Errorf("%s: expected fires-… or silent-…", w.Name)
		}
	}
	if len(fires) == 0 || len(silent) == 0 {
		t.Error("expected at least one workbook that it fires on, and one that it is silent on")
	}
	return fires, silent
}

// ruleFindings prints what a rule finds in the workbooks. What makes a silent form come back may hide it from rules of scope
// total, so every form must be read, and for such rules accepted.
func ruleFindings(t *testing.T, c *pipeline.Catalog, rule pipeline.Rule, workbooks []samples.Workbook) string {
	t.Helper()
	var text strings.Builder
	o := newOffice(t, c)
	for _, outcome := range o.take(workbooks...) {
		if outcome.State == pipeline.Rejected || outcome.State == pipeline.Returned && rule.Scope == pipeline.TotalScope {
			t.Errorf("%s is %s: %v", outcome.Name, outcome.State, outcome.Findings)
		}
		returns := slices.ContainsFunc(outcome.Findings, func(f pipeline.Finding) bool { return f.Severity == pipeline.Error && f.Scope == pipeline.FormScope })
		if returns != (outcome.State == pipeline.Returned) {
			t.Errorf("%s is %s: %v", outcome.Name, outcome.State, outcome.Findings)
		}
	}
	for _, f := range o.findings("") {
		if f.Rule == rule.Code {
			fmt.Fprintf(&text, "%s %s: %s, %s!%s\n  got       %s\n  expected  %s\n  %s\n  %s\n", f.Severity, f.Rule, f.File, f.Sheet, f.Cell, f.Got, f.Expected, f.Sentence, f.Advice)
		}
	}
	return text.String()
}

// golden compares a text with a file, or writes the file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\nrun go test ./samples -update and read the difference", err)
	}
	if got != string(want) {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s\nif that is meant, run go test ./samples -update", path, got, want)
	}
}

// TestRulesHaveSamples holds that every rule has a table beside it, or both, and its outcome, and that there is no other file.
func TestRulesHaveSamples(t *testing.T) {
	t.Parallel()
	var there []string
	for _, folder := range []string{"../templates/rules", "rules"} {
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			there = append(there, file.Name())
		}
	}
	var known []string
	for _, rule := range loadCatalog(t).Rules {
		tables := []string{rule.Code + ".csv", rule.Code + ".lines.csv"}
		known = append(known, append(tables, rule.Code+".sql", rule.Code+".txt")...)
		if !slices.ContainsFunc(tables, func(name string) bool { return slices.Contains(there, name) }) || !slices.Contains(there, rule.Code+".txt") {
			t.Errorf("templates/rules has no %s, or samples/rules no %s.txt: each rule has a sample that fires and one that does not", strings.Join(tables, " or "), rule.Code)
		}
	}
	for _, name := range there {
		if !slices.Contains(known, name) {
			t.Errorf("%s belongs to no rule of templates/rules", name)
		}
	}
}
