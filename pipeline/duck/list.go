package duck

import (
	"context"

	"tonghop/pipeline"
)

// Findings lists the open findings, worst first; nothing is every period, reporter or severity.
func (w *Warehouse) Findings(ctx context.Context, period string, units []string, severity string) ([]pipeline.Finding, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.findings(ctx, "open_findings", map[string]any{"period": period, "units": listOf(units), "severity": severity})
}

// listOf makes a list that DuckDB takes: it knows no nil.
func listOf(texts []string) []string { return append([]string{}, texts...) }
