package pipeline

import "context"

// CheckAnnotated is Check, and returns the workbook with what was found written into it.
func (p *Pipeline) CheckAnnotated(ctx context.Context, name string, data []byte) (Outcome, []byte, error) {
	outcome, err := p.Check(ctx, name, data)
	if err != nil {
		return outcome, nil, err
	}
	annotated, err := p.annotate(data, outcome.Findings)
	return outcome, annotated, err
}

// Check reads a workbook and runs the rules of scope form on it, and leaves nothing behind: what is loaded is rolled back.
func (p *Pipeline) Check(ctx context.Context, name string, data []byte) (Outcome, error) {
	arrival, err := p.readBytes(Receipt{ID: 1, Name: knownName(name), Size: int64(len(data)), Received: p.Now()}, func() ([]byte, error) { return data, nil })
	if err != nil {
		return Outcome{}, err
	}
	batch, err := p.Warehouse.Begin(ctx)
	if err != nil {
		return Outcome{}, err
	}
	defer batch.Rollback()
	if err := batch.Load(ctx, []Arrival{arrival}); err != nil {
		return Outcome{}, err
	}
	if err := batch.Check(ctx); err != nil {
		return Outcome{}, err
	}
	settled, err := batch.Settle(ctx)
	if err != nil {
		return Outcome{}, err
	}
	return settled.Outcomes[0], nil
}
