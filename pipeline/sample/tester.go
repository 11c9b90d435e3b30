package sample

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"tonghop/pipeline"
)

// What the names of a sample's workbooks begin with.
const (
	fires  = "fires-"
	silent = "silent-"
)

// Verdict is how a rule does on its sample.
type Verdict struct {
	Rule     string             `json:"rule"`
	OK       bool               `json:"ok"`
	Fires    int                `json:"fires"`  // workbooks on which it fires, of those on which it may
	Silent   int                `json:"silent"` // workbooks on which it is silent, of those on which it must be
	Why      string             `json:"why,omitempty"`
	Findings []pipeline.Finding `json:"findings"` // of the rule, on the workbooks on which it may fire
}

// Open opens a pipeline on an empty warehouse under a catalogue, and returns what closes it.
type Open func(ctx context.Context, c *pipeline.Catalog) (p *pipeline.Pipeline, closed func() error, err error)

// Tester tests rules of a catalogue.
type Tester struct {
	Catalog *pipeline.Catalog
	Open    Open
	Write   Write
}

// TestAll tests rules on all cores, and returns their verdicts in order.
func (t *Tester) TestAll(ctx context.Context, rules []pipeline.Rule) ([]Verdict, error) {
	verdicts := make([]Verdict, len(rules))
	failures := make([]error, len(rules))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(rules)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(rules); i = int(next.Add(1)) - 1 {
				verdicts[i], failures[i] = t.test(ctx, rules[i])
			}
		})
	}
	workers.Wait()
	return verdicts, errors.Join(failures...)
}

// test builds the workbooks of the rule's sample and takes in those on which it may fire, then those on which it must be
// silent, each time as if nothing else had ever arrived. What is wrong with rule or sample is in the verdict; the error is of
// the machine.
func (t *Tester) test(ctx context.Context, rule pipeline.Rule) (Verdict, error) {
	verdict := Verdict{Rule: rule.Code, Findings: []pipeline.Finding{}}
	firing, quiet, err := t.build(rule)
	if err != nil {
		verdict.Why = err.Error()
		return verdict, nil
	}
	p, closed, err := t.Open(ctx, t.narrowed(rule))
	if err != nil {
		return verdict, err
	}
	fired, why, err := try(ctx, p, rule, firing)
	if err != nil {
		return verdict, errors.Join(err, closed())
	}
	told, whySilent, err := try(ctx, p, rule, quiet)
	if err = errors.Join(err, closed()); err != nil {
		return verdict, err
	}
	verdict.Findings = append(verdict.Findings, fired...)
	verdict.Fires, verdict.Silent = filesOf(fired), len(quiet)-filesOf(told)
	reasons := append(why, whySilent...)
	if len(fired) == 0 {
		reasons = append(reasons, "it does not fire on "+namesOf(firing))
	}
	for _, f := range told {
		reasons = append(reasons, "it is not silent on "+describe(f))
	}
	verdict.OK, verdict.Why = len(reasons) == 0, strings.Join(reasons, "; ")
	return verdict, nil
}

// narrowed is the catalogue with the rule and those that may make a form come back, of scope form: no others change what it finds.
func (t *Tester) narrowed(rule pipeline.Rule) *pipeline.Catalog {
	narrowed := *t.Catalog
	narrowed.Rules = []pipeline.Rule{rule}
	for _, other := range t.Catalog.Rules {
		if other.Code != rule.Code && other.Scope == pipeline.FormScope {
			narrowed.Rules = append(narrowed.Rules, other)
		}
	}
	return &narrowed
}

// build makes the workbooks of the rule's sample, of both kinds.
func (t *Tester) build(rule pipeline.Rule) (firing, quiet []Workbook, err error) {
	if rule.Sample.Figures.File == "" && rule.Sample.Lines.File == "" {
		return nil, nil, fmt.Errorf("it has no sample: expected %s.csv or %[1]s.lines.csv beside %s", rule.Code, rule.File)
	}
	workbooks, err := Build(t.Catalog, t.Write, rule.Sample)
	if err != nil {
		return nil, nil, err
	}
	for _, w := range workbooks {
		switch {
		case strings.HasPrefix(w.Name, fires):
			firing = append(firing, w)
		case strings.HasPrefix(w.Name, silent):
			quiet = append(quiet, w)
		default:
			return nil, nil, fmt.Errorf("%s: expected a name that begins with %s or %s", w.Name, fires, silent)
		}
	}
	if len(firing) == 0 || len(quiet) == 0 {
		return nil, nil, fmt.Errorf("its sample has %d workbooks %s… and %d %s…: expected at least one of each", len(firing), fires, len(quiet), silent)
	}
	return firing, quiet, nil
}

// try takes workbooks in, and returns what the rule found and why that says nothing of the rule: what makes a form come back
// hides it from rules of scope total, so every form must be read, and for such rules accepted.
func try(ctx context.Context, p *pipeline.Pipeline, rule pipeline.Rule, workbooks []Workbook) (found []pipeline.Finding, reasons []string, err error) {
	files := make([]pipeline.File, len(workbooks))
	for i, w := range workbooks {
		files[i] = pipeline.File{Name: w.Name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(w.Bytes)), nil }}
	}
	outcomes, err := p.CheckTogether(ctx, files)
	var twice *pipeline.SameFormError
	if errors.As(err, &twice) {
		return nil, []string{twice.Error()}, nil
	}
	for _, o := range outcomes {
		hidden := o.State == pipeline.Rejected || o.State == pipeline.Returned && rule.Scope == pipeline.TotalScope
		for _, f := range o.Findings {
			if f.Rule == rule.Code {
				found = append(found, f)
			} else if hidden && f.Severity == pipeline.Error {
				reasons = append(reasons, fmt.Sprintf("%s is %s: %s", o.Name, o.State, f.Sentence))
			}
		}
	}
	return found, reasons, err
}

// filesOf counts the workbooks that findings are about.
func filesOf(found []pipeline.Finding) int {
	files := map[string]bool{}
	for _, f := range found {
		files[f.File] = true
	}
	return len(files)
}

func namesOf(workbooks []Workbook) string {
	names := make([]string, len(workbooks))
	for i, w := range workbooks {
		names[i] = w.Name
	}
	return strings.Join(slices.Sorted(slices.Values(names)), ", ")
}

// describe says where a finding is and what it says.
func describe(f pipeline.Finding) string {
	place := f.File
	if f.Cell != "" {
		place += ", " + f.Sheet + "!" + f.Cell
	}
	return place + ": " + f.Sentence
}
