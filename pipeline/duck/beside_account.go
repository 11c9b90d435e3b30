package duck

import (
	"context"

	"tonghop/pipeline"
)

// knownAccount is an account as it was read, and how often accounts had been changed then.
type knownAccount struct {
	pipeline.Account
	changes int64
}

// Account reads beside; see Warehouse. Every request of whoever is logged in asks for the account: it is read again when any account was changed, which only this process does.
func (b *Beside) Account(ctx context.Context, login string) (pipeline.Account, bool, error) {
	changes := b.accountChanges.Load()
	if had, ok := b.known.Load(login); ok && had.(knownAccount).changes == changes {
		return had.(knownAccount).Account, true, nil
	}
	account, ok, err := b.reading.Account(ctx, login)
	if err == nil && ok { // what anybody types is not kept
		b.known.Store(login, knownAccount{account, changes})
	}
	return account, ok, err
}
