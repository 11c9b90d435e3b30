package duck

import (
	"context"
	"database/sql"
	"time"

	"tonghop/pipeline"
)

// NextDeliveries returns what is queued or deferred until now, the oldest first, whole.
func (w *Warehouse) NextDeliveries(ctx context.Context, now time.Time, limit int) ([]pipeline.Delivery, error) {
	return w.deliveries(ctx, "deliver_next", map[string]any{"now": now.UTC(), "limit": limitOf(limit)})
}

// Deliveries lists deliveries, the newest first, without their texts.
func (w *Warehouse) Deliveries(ctx context.Context, filter pipeline.DeliveryFilter) ([]pipeline.Delivery, error) {
	return w.deliveries(ctx, "deliveries", map[string]any{"state": string(filter.State), "kind": string(filter.Kind), "subject": filter.Subject,
		"recipient": filter.Recipient, "limit": limitOf(filter.Limit)})
}

func (w *Warehouse) deliveries(ctx context.Context, query string, args map[string]any) ([]pipeline.Delivery, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := []pipeline.Delivery{}
	err := w.query(ctx, query, args, func(rows *sql.Rows) error {
		var d pipeline.Delivery
		var name, title, sha256 sql.NullString
		var size sql.NullInt64
		err := rows.Scan(&d.ID, &d.Key, &d.Kind, &d.Subject, &d.Unit, &d.Recipient, &d.Channel, &d.Title, &d.Text, &d.HTML, &d.State, &d.Attempts,
			&d.Next, &d.MessageID, &d.Words, &d.Queued, &d.Changed, &name, &title, &size, &sha256)
		d.Next, d.Queued, d.Changed = d.Next.UTC(), d.Queued.UTC(), d.Changed.UTC()
		if len(found) == 0 || found[len(found)-1].ID != d.ID {
			found = append(found, d)
		}
		if of := &found[len(found)-1]; sha256.Valid {
			of.Attachments = append(of.Attachments, pipeline.KeptFile{Name: name.String, Title: title.String, Size: size.Int64, SHA256: sha256.String})
		}
		return err
	})
	return found, err
}

// MoveDelivery records an attempt's state. Where the delivery is not in the state from, that is a *pipeline.DecisionError.
func (w *Warehouse) MoveDelivery(ctx context.Context, d pipeline.Delivery, from pipeline.DeliveryState) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	moved := false
	args := map[string]any{"id": d.ID, "state": string(d.State), "attempts": int32(d.Attempts), "next": d.Next.UTC(), "words": d.Words, "changed": d.Changed.UTC(),
		"from": string(from)}
	err := w.query(ctx, "deliver_move", args, func(*sql.Rows) error { moved = true; return nil })
	if err == nil && !moved {
		return pipeline.Refuse("delivery-moved", "delivery {delivery} is not {state} any longer: it cannot become {next}", "delivery", d.ID, "state", from, "next", d.State)
	}
	return err
}

// Delivery returns a delivery, whole; ok is false where there is none with the id.
func (w *Warehouse) Delivery(ctx context.Context, id int64) (d pipeline.Delivery, ok bool, err error) {
	found, err := w.deliveries(ctx, "delivery", map[string]any{"id": id})
	if err != nil || len(found) == 0 {
		return d, false, err
	}
	return found[0], true, nil
}

// Outcomes returns what became of submissions, by their ids, with their findings.
func (w *Warehouse) Outcomes(ctx context.Context, submissions []int64) ([]pipeline.Outcome, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.outcomes(ctx, submissions)
}

// InterruptDeliveries makes uncertain what an earlier process left sending.
func (w *Warehouse) InterruptDeliveries(ctx context.Context, now time.Time) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.run(ctx, "deliver_interrupt", map[string]any{"now": now.UTC()})
}
