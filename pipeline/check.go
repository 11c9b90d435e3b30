package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io"
)

// CheckAnnotated is Check, and returns the workbook with what was found written into it.
func (p *Pipeline) CheckAnnotated(ctx context.Context, name string, data []byte) (Outcome, []byte, error) {
	outcome, err := p.Check(ctx, name, data)
	if err != nil {
		return outcome, nil, err
	}
	annotated, err := p.annotate(data, outcome.Findings)
	return outcome, annotated, err
}

// Check reads a workbook and runs the rules on it, as if nothing else had ever arrived where the warehouse is empty.
func (p *Pipeline) Check(ctx context.Context, name string, data []byte) (Outcome, error) {
	outcomes, err := p.CheckTogether(ctx, []File{{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}})
	if err != nil {
		return Outcome{}, err
	}
	return outcomes[0], nil
}

// SameFormError says that two files are of one form, unit and period.
type SameFormError struct{ Name string }

func (e *SameFormError) Error() string {
	return fmt.Sprintf("%s is of the same form, unit and period as another file", e.Name)
}

// CheckTogether reads workbooks, no two of one form, unit and period, takes them in and leaves nothing behind: what is loaded
// is rolled back. The outcomes come in their order.
func (p *Pipeline) CheckTogether(ctx context.Context, files []File) ([]Outcome, error) {
	arrivals := make([]Arrival, len(files))
	for i, file := range files {
		var err error
		if arrivals[i], err = p.readFile(int64(i+1), file); err != nil {
			return nil, err
		}
	}
	if distinct := len(distinctForms(arrivals)); distinct < len(arrivals) {
		return nil, &SameFormError{Name: files[distinct].Name}
	}
	batch, err := p.Warehouse.Begin(ctx)
	if err != nil {
		return nil, err
	}
	defer batch.Rollback()
	if err := batch.Load(ctx, arrivals); err != nil {
		return nil, err
	}
	if err := batch.Check(ctx); err != nil {
		return nil, err
	}
	settled, err := batch.Settle(ctx)
	return settled.Outcomes, err
}

// readFile reads a workbook that is not in the archive.
func (p *Pipeline) readFile(id int64, file File) (Arrival, error) {
	r, err := file.Open()
	if err != nil {
		return Arrival{}, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return Arrival{}, err
	}
	return p.readBytes(Receipt{ID: id, Name: knownName(file.Name), Size: int64(len(data)), Received: p.Now()}, func() ([]byte, error) { return data, nil })
}

// distinctForms returns the longest beginning in which no two arrivals are of one form, unit and period.
func distinctForms(arrivals []Arrival) []Arrival {
	seen := map[string]bool{}
	for i, arrival := range arrivals {
		if arrival.Reading == nil {
			continue
		}
		key := arrival.Reading.form()
		if seen[key] {
			return arrivals[:i]
		}
		seen[key] = true
	}
	return arrivals
}
