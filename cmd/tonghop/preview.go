package main

import (
	"context"

	"tonghop/pipeline"
	"tonghop/pipeline/preview"
)

const previewHelp = "print it as text, and write, number and record nothing"

// preview prints what is ordered for a person to read.
func (a *app) preview(ctx context.Context, o *office, order pipeline.Order, wording string) error {
	if a.json {
		return usage("--preview prints text for a person; give it without --json")
	}
	edited, err := readWording(o.Catalog, wording)
	if err != nil {
		return err
	}
	documents, err := o.Preview(ctx, edited.in(order))
	if err != nil {
		return edited.refused(err)
	}
	return preview.Writer{}.Bind(a.out, documents)
}
