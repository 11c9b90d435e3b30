package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
)

// arriving is the pattern of temporary files of bytes: where they belong is not known until they are there.
const arriving = ".arriving-*"

// spooled is a temporary file. It is a pipeline.Spooled.
type spooled struct {
	a      *Archive
	folder string
	file   *os.File
	hash   string
	sum    [sha256.Size]byte
	size   int64
}

// Spool writes what r reads to a temporary file, which only the archive's owner may open. Where reading fails, nothing of it stays.
func (a *Archive) Spool(r io.Reader) (pipeline.Spooled, error) { return a.spool(originals, r) }

func (a *Archive) spool(folder string, r io.Reader) (*spooled, error) {
	file, err := os.CreateTemp(filepath.Join(a.dir, folder), arriving)
	if err != nil {
		return nil, err
	}
	s := &spooled{a: a, folder: folder, file: file}
	digest := sha256.New()
	if s.size, err = io.Copy(io.MultiWriter(file, digest), r); err != nil {
		s.Drop()
		return nil, err
	}
	digest.Sum(s.sum[:0])
	s.hash = hex.EncodeToString(s.sum[:])
	return s, nil
}

func (s *spooled) SHA256() string { return s.hash }
func (s *spooled) Size() int64    { return s.size }

func (s *spooled) Open() io.Reader { return io.NewSectionReader(s.file, 0, s.size) }

// Drop removes the temporary file; where it was stored it has another name.
func (s *spooled) Drop() {
	_ = errors.Join(s.file.Close(), os.Remove(s.file.Name())) // what stays is swept at the next start
}

// Put stores the bytes and their receipt: what is told of it, with number, size and hash. Only the last element of its name is kept.
func (s *spooled) Put(told pipeline.Receipt, before func(pipeline.Receipt) (pipeline.Receipt, bool, error)) (receipt pipeline.Receipt, again bool, err error) {
	receipt = told
	receipt.Name, receipt.Received = filepath.Base(told.Name), told.Received.UTC().Truncate(time.Millisecond)
	receipt.SHA256, receipt.Size = s.hash, s.size
	defer s.alone()()
	stored := s.stored()
	if stored && before != nil {
		if had, again, err := before(receipt); again || err != nil {
			return had, again, err
		}
	}
	if !stored {
		err = s.store()
	}
	if err == nil {
		receipt.ID, err = s.a.give(receipt)
	}
	if err != nil {
		err = fmt.Errorf("archive %s: %w", receipt.Name, err)
	}
	return receipt, false, err
}

// give writes a receipt, and returns the number that it has.
func (a *Archive) give(receipt pipeline.Receipt) (int64, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	receipt.ID = a.last + 1
	text, err := json.Marshal(receipt)
	if err != nil {
		return 0, err
	}
	if err := durable.Write(a.pendingPath(receipt.ID), 0o600, true, func(w io.Writer) error { _, err := w.Write(text); return err }); err != nil {
		return 0, err
	}
	a.last = receipt.ID
	return receipt.ID, nil
}

// alone waits until nobody else puts the same bytes, and returns what lets the next one.
func (s *spooled) alone() func() {
	s.a.same[s.sum[0]].Lock()
	return s.a.same[s.sum[0]].Unlock
}

// stored tells whether the same bytes are kept, whole: they are compared, for what a disk has damaged is mended by the bytes that come again. That takes
// no memory to speak of, and no sync.
func (s *spooled) stored() bool {
	kept, err := os.Open(s.a.path(s.folder, s.hash))
	if err != nil {
		return false
	}
	defer kept.Close()
	info, err := kept.Stat()
	return err == nil && info.Size() == s.size && sameBytes(kept, s.Open())
}

// sameBytes compares two readers of the same length.
func sameBytes(x, y io.Reader) bool {
	const piece = 64 << 10
	ofX, ofY := make([]byte, piece), make([]byte, piece)
	for {
		n, err := io.ReadFull(x, ofX)
		if m, _ := io.ReadFull(y, ofY); m != n || !bytes.Equal(ofX[:n], ofY[:n]) {
			return false
		}
		if err != nil {
			return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		}
	}
}

// store gives the bytes the name of their hash.
func (s *spooled) store() error {
	path := s.a.path(s.folder, s.hash)
	if err := errors.Join(s.file.Chmod(0o400), s.file.Sync()); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.Rename(s.file.Name(), path); err != nil {
		return err
	}
	return errors.Join(durable.Sync(filepath.Dir(path)), durable.Sync(filepath.Join(s.a.dir, s.folder)))
}
