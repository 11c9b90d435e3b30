package samples_test

import (
	"fmt"
	"slices"
	"testing"

	"tonghop/pipeline"
)

// TestAdvice types something wrong into a workbook of a coherent quarter, sends it, does what the advice of the finding says,
// and sends it again: nothing more than a note may be found then. Each fault is thrown into what the one before left.
func TestAdvice(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	const worlds = 2 // which share the faults, for two cores
	for seed := range worlds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, c, uint64(seed))
			for i := seed; i < len(faults); i += worlds {
				w.mend(faults[i])
			}
		})
	}
}

// mend types a fault, and follows the advice of what is found.
func (w *world) mend(fault fault) {
	w.t.Helper()
	wrong := fault.typed(w)
	w.send(wrong)
	findings := w.findings("")
	i := slices.IndexFunc(findings, func(f pipeline.Finding) bool {
		return f.Rule == fault.rule && f.File == wrong[0].file && f.Cell == wrong[0].cell
	})
	if i < 0 { // it may also stand on a total of what was typed
		i = slices.IndexFunc(findings, func(f pipeline.Finding) bool { return f.Rule == fault.rule })
	}
	if i < 0 {
		w.t.Fatalf("%s: %+v: expected a finding of %s, found %v", fault.name, wrong, fault.rule, w.open())
	}
	followed := fault.follow(findings[i], wrong)
	w.send(followed)
	if open := w.open(); len(open) > 0 {
		w.t.Fatalf("%s: %+v\nfound: %s\nadvice: %s\nfollowed: %+v\nthen found: %v", fault.name, wrong, findings[i].Sentence, findings[i].Advice, followed, open)
	}
}

// TestFaultForEveryRule holds that each rule that is more than a note has a fault, or a reason for having none.
func TestFaultForEveryRule(t *testing.T) {
	t.Parallel()
	for _, rule := range loadCatalog(t).Rules {
		has := slices.ContainsFunc(faults, func(f fault) bool { return f.rule == rule.Code })
		if has == (unmended[rule.Code] != "") && rule.Severity != pipeline.Note {
			t.Errorf("%s: expected either a fault in faults that it finds, or a reason in unmended why it has none", rule.Code)
		}
	}
}
