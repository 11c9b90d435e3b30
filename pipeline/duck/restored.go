package duck

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"tonghop/pipeline"
)

// deliveriesSince is the schema that first has deliveries.
const deliveriesSince = 8

// MarkRestored makes uncertain what was still to be sent in a database file that was imported, and returns how many deliveries that is: nobody knows
// whether they went out after the backup was made.
func MarkRestored(ctx context.Context, path string, now time.Time) (uncertain int, err error) {
	w, have, err := connect(ctx, path, &pipeline.Catalog{Config: pipeline.Config{Limits: pipeline.Limits{Memory: importMemory}}}, nil)
	if err != nil {
		return 0, err
	}
	if have >= deliveriesSince {
		args := map[string]any{"now": now.UTC(), "words": "restored from a backup: it may have been sent after that was made"}
		err = w.query(ctx, "deliver_restored", args, func(*sql.Rows) error { uncertain++; return nil })
	}
	return uncertain, errors.Join(err, w.Close())
}
