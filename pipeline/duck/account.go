package duck

import (
	"context"
	"database/sql"
	"time"

	"tonghop/pipeline"
)

// Account returns an account; ok is false where nobody is called so.
func (w *Warehouse) Account(ctx context.Context, login string) (account pipeline.Account, ok bool, err error) {
	if login == "" {
		return account, false, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	found, err := w.accounts(ctx, login)
	if err != nil || len(found) == 0 {
		return account, false, err
	}
	return found[0], true, nil
}

// Accounts lists all accounts, by login.
func (w *Warehouse) Accounts(ctx context.Context) ([]pipeline.Account, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.accounts(ctx, "")
}

func (w *Warehouse) accounts(ctx context.Context, login string) ([]pipeline.Account, error) {
	found := []pipeline.Account{}
	err := w.query(ctx, "accounts", map[string]any{"login": login}, func(rows *sql.Rows) error {
		var a pipeline.Account
		var locked, last *time.Time
		err := rows.Scan(&a.Login, &a.Name, &a.Role, &a.Unit, &a.PasswordHash, &a.MustChange, &a.Disabled, &a.Failures, &locked, &last, &a.Changed)
		a.LockedUntil, a.LastLogin, a.Changed = timeOf(locked), timeOf(last), a.Changed.UTC()
		found = append(found, a)
		return err
	})
	return found, err
}

// timeOf is a time that may be NULL.
func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// orNull is a time as it is kept: zero is NULL.
func orNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

// SaveAccount keeps an account, in the place of the one of its login, and says in the journal who did what. The only administrator that
// may log in stays one: otherwise a *pipeline.DecisionError.
func (w *Warehouse) SaveAccount(ctx context.Context, account pipeline.Account, by, what string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.accountChanges.Add(1)
	return w.transaction(ctx, func() error {
		if err := w.keepAdministrator(ctx, account); err != nil {
			return err
		}
		if err := w.run(ctx, "account_save", accountArguments(account)); err != nil {
			return err
		}
		detail := map[string]string{"did": what, "role": string(account.Role)}
		if account.Unit != "" {
			detail["unit"] = account.Unit
		}
		return w.record(ctx, pipeline.JournalEntry{Who: by, Action: pipeline.AccountAction, Subject: account.Login, Detail: detail})
	})
}

// keepAdministrator refuses what would leave nobody to look after accounts.
func (w *Warehouse) keepAdministrator(ctx context.Context, account pipeline.Account) error {
	if account.Role == pipeline.AdministratorRole && !account.Disabled {
		return nil
	}
	before, err := w.accounts(ctx, "")
	if err == nil && pipeline.LastAdministrator(before, account.Login) {
		err = pipeline.Refuse("last-administrator", "{login} is the only administrator that may log in: add another before it is disabled or becomes something else", "login", account.Login)
	}
	return err
}

// RecordAttempt keeps what an attempt to log in changes of an account.
func (w *Warehouse) RecordAttempt(ctx context.Context, account pipeline.Account) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.accountChanges.Add(1)
	return w.run(ctx, "account_attempt", accountArguments(account))
}

func accountArguments(a pipeline.Account) map[string]any {
	return map[string]any{"login": a.Login, "name": a.Name, "role": string(a.Role), "unit": a.Unit, "password_hash": a.PasswordHash,
		"must_change": a.MustChange, "disabled": a.Disabled, "failures": int32(a.Failures), "locked_until": orNull(a.LockedUntil),
		"last_login": orNull(a.LastLogin), "changed": a.Changed.UTC()}
}
