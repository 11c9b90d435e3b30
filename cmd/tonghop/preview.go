package main

import (
	"context"

	"tonghop/pipeline"
	"tonghop/pipeline/preview"
)

const previewHelp = "print it as text, and write, number and record nothing"

// preview prints what is ordered for a person to read.
func (a *app) preview(ctx context.Context, o *office, order pipeline.Order) error {
	documents, err := o.Preview(ctx, order)
	if err != nil {
		return err
	}
	return preview.Writer{}.Bind(a.out, documents)
}
