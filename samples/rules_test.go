package samples_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
)

var update = flag.Bool("update", false, "write the expected outcomes of samples/rules anew")

// TestRuleSamples tests every rule on its sample as `tonghop rules test` does, and holds what it says against a golden file.
func TestRuleSamples(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	verdicts, err := newTester(c).TestAll(context.Background(), c.Rules)
	if err != nil {
		t.Fatal(err)
	}
	for _, verdict := range verdicts {
		t.Run(verdict.Rule, func(t *testing.T) {
			if !verdict.OK {
				t.Error(verdict.Why)
			}
			golden(t, filepath.Join("rules", verdict.Rule+".txt"), printed(verdict.Findings))
		})
	}
}

// newTester makes a tester with warehouses in memory.
func newTester(c *pipeline.Catalog) *sample.Tester {
	reader := excel.NewReader(c, nil)
	open := func(ctx context.Context, c *pipeline.Catalog) (*pipeline.Pipeline, func() error, error) {
		warehouse, err := duck.Open(ctx, "", c, clock, nil)
		if err != nil {
			return nil, nil, err
		}
		return &pipeline.Pipeline{Catalog: c, Reader: reader, Warehouse: warehouse, Now: clock}, warehouse.Close, nil
	}
	return &sample.Tester{Catalog: c, Open: open, Write: excel.WriteForm}
}

// printed prints what a rule says.
func printed(findings []pipeline.Finding) string {
	var text strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&text, "%s %s: %s, %s!%s\n  got       %s\n  expected  %s\n  %s\n  %s\n", f.Severity, f.Rule, f.File, f.Sheet, f.Cell, f.Got, f.Expected, f.Sentence, f.Advice)
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

// TestNoOtherOutcomes holds that samples/rules has nothing but what rules say.
func TestNoOtherOutcomes(t *testing.T) {
	t.Parallel()
	files, err := os.ReadDir("rules")
	if err != nil {
		t.Fatal(err)
	}
	rules := loadCatalog(t).Rules
	for _, file := range files {
		if !slices.ContainsFunc(rules, func(rule pipeline.Rule) bool { return rule.Code+".txt" == file.Name() }) {
			t.Errorf("samples/rules/%s belongs to no rule of templates/rules", file.Name())
		}
	}
}
