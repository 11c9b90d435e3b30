package portal

import (
	"context"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"

	"tonghop/pipeline"
)

// An account waits after wrong passwords: from the fifth on half a minute, twice as long after each further one, a quarter of an hour at
// most, so that nobody can lock somebody else out for good.
const (
	failuresBefore = 5
	firstWait      = 30 * time.Second
	longestWait    = 15 * time.Minute
)

// waitAfter is for how long no password is right after so many wrong ones.
func waitAfter(failures int) time.Duration {
	if failures < failuresBefore {
		return 0
	}
	wait := firstWait
	for n := failuresBefore; n < failures && wait < longestWait; n++ {
		wait *= 2
	}
	return min(wait, longestWait)
}

// mostUnknown bounds the names that nobody has of which attempts are counted.
const mostUnknown = 1000

// attempts settles attempts to log in one after the other: who tries many passwords at once learns no more than by one after the other.
type attempts struct {
	mu      sync.Mutex
	unknown map[string]pipeline.Account // names that nobody has: they wait as others do
	hashing chan struct{}               // a hash takes 64 MB
}

// hashesAtOnce is how many passwords are hashed at the same time.
const hashesAtOnce = 2

func newAttempts() *attempts {
	return &attempts{unknown: map[string]pipeline.Account{}, hashing: make(chan struct{}, hashesAtOnce)}
}

// passwordIs tells whether a password is the one of a hash.
func (a *attempts) passwordIs(ctx context.Context, password, hash string) (right bool, err error) {
	err = a.hashed(ctx, func() (err error) {
		right, err = argon2id.ComparePasswordAndHash(password, hash)
		return err
	})
	return right, err
}

// hash is what is kept of a password.
func (a *attempts) hash(ctx context.Context, password string) (hash string, err error) {
	err = a.hashed(ctx, func() (err error) {
		hash, err = HashPassword(password)
		return err
	})
	return hash, err
}

// hashed does something that hashes when it is its turn, or not at all where nobody waits any more.
func (a *attempts) hashed(ctx context.Context, do func() error) error {
	select {
	case a.hashing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-a.hashing }()
	return do()
}

// attempt settles an attempt to log in, of which is known whether the password is right. What is looked up, hashed and written is the same
// whether the login is known, disabled or waiting, so that the time tells nothing.
func (p *Portal) attempt(ctx context.Context, login string, right bool) (account pipeline.Account, in bool, err error) {
	p.attempts.mu.Lock()
	defer p.attempts.mu.Unlock()
	account, known, err := p.Records.Account(ctx, login) // anew: others may have tried meanwhile
	if err != nil {
		return account, false, err
	}
	if !known {
		account = p.attempts.unknown[login]
		account.Login = login
	}
	now := p.now()
	waits := account.LockedUntil.After(now)
	in = known && right && !account.Disabled && !waits
	switch {
	case in:
		account.Failures, account.LockedUntil, account.LastLogin = 0, time.Time{}, now
	case !waits: // what is tried while it waits is not even counted
		account.Failures++
		if wait := waitAfter(account.Failures); wait > 0 {
			account.LockedUntil = now.Add(wait)
		}
	}
	if !known {
		p.attempts.keepUnknown(account, now)
	}
	return account, in, p.Records.RecordAttempt(ctx, account)
}

// keepUnknown counts for a name that nobody has. Where there are too many, those that wait for nothing are forgotten, or else all.
func (a *attempts) keepUnknown(account pipeline.Account, now time.Time) {
	if len(a.unknown) >= mostUnknown {
		for login, other := range a.unknown {
			if !other.LockedUntil.After(now) {
				delete(a.unknown, login)
			}
		}
	}
	if len(a.unknown) >= mostUnknown {
		clear(a.unknown)
	}
	a.unknown[account.Login] = account
}
