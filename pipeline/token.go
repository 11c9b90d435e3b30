package pipeline

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"time"
)

// Token lets a unit's program ask the portal in the unit's name. The secret itself is shown once and kept nowhere.
type Token struct {
	ID       int64     `json:"id"`
	Hash     string    `json:"-"` // of the secret; see NewToken
	Unit     string    `json:"unit"`
	MadeBy   string    `json:"made_by"` // login
	Made     time.Time `json:"made"`
	LastUsed time.Time `json:"last_used,omitzero"` // to the hour; zero for never
	Revoked  time.Time `json:"revoked,omitzero"`   // zero where it is not
}

// TokenRecord keeps tokens.
type TokenRecord interface {
	// Tokens lists all, also revoked ones, in the order in which they were made.
	Tokens(ctx context.Context) ([]Token, error)
	// AddToken keeps a new token, with its line of the journal, and returns it with its id.
	AddToken(ctx context.Context, token Token) (Token, error)
	// RevokeToken ends a token, with its line of the journal; ok is false where there is none, or it has ended.
	RevokeToken(ctx context.Context, id int64, by string) (ok bool, err error)
	// UseToken keeps when a token was used.
	UseToken(ctx context.Context, id int64, at time.Time) error
}

// secretPrefix is what secrets begin with, so that one is known where it lies about.
const secretPrefix = "tonghop_"

// NewToken makes a token of a unit, and the secret by which a program shows that it has it: nobody can guess 260 bits.
func NewToken(unit, by string) (token Token, secret string) {
	secret = secretPrefix + rand.Text() + rand.Text()
	return Token{Unit: unit, MadeBy: by, Hash: hashSecret(secret)}, secret
}

// TokenOf finds the token that a secret is of, unless it is revoked. All are looked at, and each takes the same time.
func TokenOf(tokens []Token, secret string) (found Token, ok bool) {
	hash := []byte(hashSecret(secret))
	for _, t := range tokens {
		if subtle.ConstantTimeCompare([]byte(t.Hash), hash) == 1 && t.Revoked.IsZero() {
			found, ok = t, true
		}
	}
	return found, ok
}

// hashSecret is what is kept of a secret: it is long and random, so that a plain hash gives nothing away.
func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
