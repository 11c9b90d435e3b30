package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
)

// Netstrings is a hash over texts in their order, each written as a netstring: how many bytes of UTF-8 it has, in decimal, a colon,
// the bytes, a comma.
type Netstrings struct{ hash hash.Hash }

// NewNetstrings begins a hash.
func NewNetstrings() Netstrings { return Netstrings{sha256.New()} }

// Add adds texts.
func (n Netstrings) Add(texts ...string) {
	for _, text := range texts {
		fmt.Fprintf(n.hash, "%d:%s,", len(text), text)
	}
}

// Sum is SHA-256 over what was added, in hexadecimal.
func (n Netstrings) Sum() string { return hex.EncodeToString(n.hash.Sum(nil)) }
