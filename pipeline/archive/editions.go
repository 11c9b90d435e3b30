package archive

import (
	"bytes"
	"fmt"
)

// Keep stores the bytes of a published file. They are no upload: there is no receipt of them.
func (a *Archive) Keep(hash string, data []byte) error {
	have, _, err := a.store(editions, bytes.NewReader(data))
	if err == nil && have != hash {
		err = fmt.Errorf("its hash is %s, and not %s", have, hash)
	}
	if err != nil {
		return fmt.Errorf("archive an edition: %w", err)
	}
	return nil
}

// Kept returns the bytes of a published file and checks them against their hash.
func (a *Archive) Kept(hash string) ([]byte, error) { return a.bytes(editions, hash) }
