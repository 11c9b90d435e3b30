package duck

import (
	"context"
	"database/sql"

	"tonghop/pipeline"
)

// Standing is where one unit stands with one form of one period.
type Standing struct {
	Layout   string `json:"layout"`
	Period   string `json:"period"`
	Unit     string `json:"unit"`
	Name     string `json:"name"`
	State    string `json:"state"` // of its newest submission, or missing
	File     string `json:"file,omitempty"`
	Edition  int    `json:"edition,omitempty"`
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Notes    int    `json:"notes"`
}

// Status tells who has sent what, for a period or, with "", for all.
func (w *Warehouse) Status(ctx context.Context, period string) ([]Standing, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	provinceLayouts := []string{}
	for _, l := range w.catalog.Layouts {
		if l.Sender.Sends(pipeline.ProvinceUnit) {
			provinceLayouts = append(provinceLayouts, l.ID)
		}
	}
	found := []Standing{}
	err := w.query(ctx, "status", map[string]any{"period": period, "province_layouts": provinceLayouts}, func(rows *sql.Rows) error {
		var s Standing
		err := rows.Scan(&s.Layout, &s.Period, &s.Unit, &s.Name, &s.State, &s.File, &s.Edition, &s.Errors, &s.Warnings, &s.Notes)
		found = append(found, s)
		return err
	})
	return found, err
}

// Findings lists the open findings, worst first; "" is every period, reporter or severity.
func (w *Warehouse) Findings(ctx context.Context, period, unit, severity string) ([]pipeline.Finding, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.findings(ctx, "open_findings", map[string]any{"period": period, "unit": unit, "severity": severity})
}
