package duck

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tonghop/pipeline"
)

// Tokens lists all tokens, in the order in which they were made.
func (w *Warehouse) Tokens(ctx context.Context) ([]pipeline.Token, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := []pipeline.Token{}
	err := w.query(ctx, "tokens", nil, func(rows *sql.Rows) error {
		var t pipeline.Token
		var used, revoked *time.Time
		err := rows.Scan(&t.ID, &t.Hash, &t.Unit, &t.MadeBy, &t.Made, &used, &revoked)
		t.Made, t.LastUsed, t.Revoked = t.Made.UTC(), timeOf(used), timeOf(revoked)
		found = append(found, t)
		return err
	})
	return found, err
}

// AddToken keeps a new token, and says in the journal who made it.
func (w *Warehouse) AddToken(ctx context.Context, token pipeline.Token) (pipeline.Token, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	token.Made = w.now().UTC()
	err := w.transaction(ctx, func() error {
		err := w.query(ctx, "token_add", map[string]any{"hash": token.Hash, "unit": token.Unit, "made_by": token.MadeBy, "made": token.Made}, func(rows *sql.Rows) error { return rows.Scan(&token.ID) })
		if err != nil {
			return err
		}
		return w.recordToken(ctx, token.ID, token.Unit, token.MadeBy, "added")
	})
	return token, err
}

// RevokeToken ends a token, and says in the journal who did.
func (w *Warehouse) RevokeToken(ctx context.Context, id int64, by string) (ok bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.transaction(ctx, func() error {
		var unit string
		err := w.query(ctx, "token_revoke", map[string]any{"id": id, "at": w.now().UTC()}, func(rows *sql.Rows) error {
			ok = true
			return rows.Scan(&unit)
		})
		if err != nil || !ok {
			return err
		}
		return w.recordToken(ctx, id, unit, by, "revoked")
	})
	return ok, err
}

func (w *Warehouse) recordToken(ctx context.Context, id int64, unit, by, did string) error {
	return w.record(ctx, pipeline.JournalEntry{Who: by, Action: pipeline.TokenAction, Subject: fmt.Sprint(id), Detail: map[string]string{"did": did, "unit": unit}})
}

// UseToken keeps when a token was used.
func (w *Warehouse) UseToken(ctx context.Context, id int64, at time.Time) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.run(ctx, "token_use", map[string]any{"id": id, "at": at.UTC()})
}
