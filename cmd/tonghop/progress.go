package main

import (
	"fmt"
	"sync"

	"github.com/schollz/progressbar/v3"

	"tonghop/pipeline"
)

// progress shows how far an ingest is: a bar on a terminal, a line a file elsewhere, nothing beside JSON.
type progress struct {
	app *app
	bar *progressbar.ProgressBar
	mu  sync.Mutex
}

func (a *app) newProgress(files int) *progress {
	p := &progress{app: a}
	if a.terminal && !a.json {
		// A file takes three steps: archived, read, settled.
		p.bar = progressbar.NewOptions(3*files, progressbar.OptionSetWriter(a.bar), progressbar.OptionSetDescription("taking in"), progressbar.OptionClearOnFinish())
	}
	return p
}

func (p *progress) tell(step pipeline.Step, receipt pipeline.Receipt, outcome *pipeline.Outcome) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.bar != nil:
		// A bar that cannot be drawn is no reason to stop.
		_ = p.bar.Add(1)
	case step == pipeline.SettledStep && !p.app.json:
		fmt.Fprintf(p.app.err, "%-10s %s\n", outcome.State, oneLine(receipt.Name))
	}
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
