package duck

import "context"

// recheckUnchecked runs the rules of scope total on the accepted forms that were last checked under another catalogue, which may have other
// rules or another map. Each lot is a transaction of its own: ten years take minutes, what was done stays done when it is broken off, and
// the tables that are worked out for a lot go with it.
func (w *Warehouse) recheckUnchecked(ctx context.Context) error {
	for {
		forms, err := w.subjects(ctx, "unchecked", map[string]any{"most": recheckAtOnce})
		if err != nil || len(forms) == 0 {
			return err
		}
		err = w.transaction(ctx, func() error {
			if _, _, err := w.recheckSome(ctx, forms); err != nil {
				return err
			}
			return w.run(ctx, "mark_checked", map[string]any{"submissions": idsOf(forms, subjectID)})
		})
		if err != nil {
			return err
		}
	}
}
