package archive

import (
	"bytes"
	"fmt"
)

// Keep stores the bytes of a published file. They are no upload: there is no receipt of them.
func (a *Archive) Keep(hash string, data []byte) error {
	if err := a.keep(hash, data); err != nil {
		return fmt.Errorf("archive an edition: %w", err)
	}
	return nil
}

func (a *Archive) keep(hash string, data []byte) error {
	s, err := a.spool(editions, bytes.NewReader(data))
	if err != nil {
		return err
	}
	defer s.Drop()
	if s.hash != hash {
		return fmt.Errorf("its hash is %s, and not %s", s.hash, hash)
	}
	defer s.alone()()
	if s.stored() {
		return nil
	}
	return s.store()
}

// Kept returns the bytes of a published file and checks them against their hash.
func (a *Archive) Kept(hash string) ([]byte, error) { return a.bytes(editions, hash) }
