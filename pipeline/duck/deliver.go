package duck

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"time"

	"tonghop/pipeline"
)

// deliverSince is the row of meta with the moment from which on deliveries are made.
const deliverSince = "deliver_since"

// DeliverSince records from when on deliveries are made, unless that is recorded already.
func (w *Warehouse) DeliverSince(ctx context.Context, now time.Time) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var made int
	if err := w.conn.QueryRowContext(ctx, "SELECT count(*) FROM meta WHERE name = ?", deliverSince).Scan(&made); err != nil || made > 0 {
		return err
	}
	return w.transaction(ctx, func() error {
		if err := w.run(ctx, "deliver_since", nil); err != nil {
			return err
		}
		_, err := w.conn.ExecContext(ctx, "INSERT INTO meta VALUES (?, ?)", deliverSince, now.UTC().Format(time.RFC3339))
		return err
	})
}

// Undelivered returns what has a message for somebody that is not queued yet.
func (w *Warehouse) Undelivered(ctx context.Context) (due pipeline.Due, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var editions []int64
	err = w.query(ctx, "deliver_due", nil, func(rows *sql.Rows) error {
		var kind string
		var id int64
		err := rows.Scan(&kind, &id)
		switch kind {
		case "edition":
			editions = append(editions, id)
		case "decided":
			due.Decided = append(due.Decided, id)
		default:
			due.Submissions = append(due.Submissions, id)
		}
		return err
	})
	if err == nil && len(editions) > 0 {
		due.Editions, err = w.editions(ctx, "deliver_editions", map[string]any{"editions": editions})
	}
	return due, err
}

// Queue records, all or none, deliveries whose keys are new, and subjects of which nothing more is to be queued. Where a delivery does not say when it is to be
// tried, that is now.
func (w *Warehouse) Queue(ctx context.Context, subjects []string, deliveries []pipeline.Delivery) (added int, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.transaction(ctx, func() error {
		fresh, err := w.freshDeliveries(ctx, deliveries)
		if err != nil {
			return err
		}
		if added = len(fresh); added > 0 {
			if err := w.appendDeliveries(fresh); err != nil {
				return err
			}
		}
		if len(subjects) == 0 {
			return nil
		}
		return w.run(ctx, "deliver_subjects", map[string]any{"subjects": subjects})
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}

// freshDeliveries are those whose keys are new, the first of each, as they are queued now.
func (w *Warehouse) freshDeliveries(ctx context.Context, deliveries []pipeline.Delivery) ([]pipeline.Delivery, error) {
	if len(deliveries) == 0 {
		return nil, nil
	}
	keys := make([]string, len(deliveries))
	for i, d := range deliveries {
		keys[i] = d.Key
	}
	known := map[string]bool{}
	var last int64
	if err := w.query(ctx, "deliver_known", map[string]any{"keys": keys}, func(rows *sql.Rows) error {
		var there []any
		err := rows.Scan(&last, &there)
		for _, key := range there {
			known[fmt.Sprint(key)] = true
		}
		return err
	}); err != nil {
		return nil, err
	}
	now := w.now().UTC()
	var fresh []pipeline.Delivery
	for _, d := range deliveries {
		if known[d.Key] {
			continue
		}
		known[d.Key] = true
		last++
		d.ID, d.State, d.Attempts, d.Words, d.Queued, d.Changed = last, pipeline.DeliveryQueued, 0, "", now, now
		if d.Next.IsZero() {
			d.Next = now
		}
		fresh = append(fresh, d)
	}
	return fresh, nil
}

func (w *Warehouse) appendDeliveries(deliveries []pipeline.Delivery) error {
	if err := w.append("delivery", func(add func(...driver.Value) error) error {
		for _, d := range deliveries {
			if err := add(d.ID, d.Key, string(d.Kind), d.Subject, d.Unit, d.Recipient, string(d.Channel), d.Title, d.Text, d.HTML,
				string(d.State), int32(d.Attempts), d.Next.UTC(), d.MessageID, d.Words, d.Queued, d.Changed); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.append("delivery_file", func(add func(...driver.Value) error) error {
		for _, d := range deliveries {
			for i, f := range d.Attachments {
				if err := add(d.ID, int32(i), f.Name, f.Title, f.Size, f.SHA256); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
