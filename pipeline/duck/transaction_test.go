package duck

import (
	"context"
	"errors"
	"testing"
	"time"

	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

// TestEndedContext ends the context of a transaction before it, in it, and at its end: nothing of it is there, and the next one goes through.
func TestEndedContext(t *testing.T) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	w, err := Open(t.Context(), "", c, time.Now, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	const add = "INSERT INTO meta VALUES ('left', '1')"
	for name, end := range map[string]func(ctx context.Context, cancel func()) error{
		"in it":      func(ctx context.Context, cancel func()) error { cancel(); return w.exec(ctx, add) },
		"at its end": func(ctx context.Context, cancel func()) error { defer cancel(); return w.exec(ctx, add) },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		if err := w.transaction(ctx, func() error { return end(ctx, cancel) }); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		if err := w.transaction(ctx, func() error { t.Error("begun"); return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("before it: %v", err)
		}
		if _, err := w.Begin(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("before a batch: %v", err)
		}
		left := -1
		if err := w.transaction(t.Context(), func() error {
			return w.conn.QueryRowContext(t.Context(), "SELECT count(*) FROM meta WHERE name = 'left'").Scan(&left)
		}); err != nil || left != 0 {
			t.Errorf("%s: then %v, with %d left behind", name, err, left)
		}
	}
}
