package duck

import (
	"context"

	"tonghop/pipeline"
)

// Findings lists the open findings, worst first; "" is every period, reporter or severity.
func (w *Warehouse) Findings(ctx context.Context, period, unit, severity string) ([]pipeline.Finding, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.findings(ctx, "open_findings", map[string]any{"period": period, "unit": unit, "severity": severity})
}
