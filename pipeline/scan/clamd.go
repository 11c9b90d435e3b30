// Package scan has clamd look for malware in files, over its socket: INSTREAM and VERSION of clamd(8). The protocol is twenty lines, and no library
// for it tells a server that lies from one that answers.
package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"time"

	"tonghop/pipeline"
)

// Timeout is how long clamd may take over a file, waiting for others among it: somebody waits for the answer. The largest upload takes it some seconds.
const Timeout = time.Minute

const (
	atOnce      = 8 // files that are looked at; clamd has ten threads unless told otherwise, and turns away what waits for long
	pieceBytes  = 64 << 10
	answerBytes = 1 << 10 // of the longest answer
	nameBytes   = 120     // of a signature that is told
)

// Clamd is a clamd. It is a pipeline.Scanner.
type Clamd struct {
	Timeout time.Duration
	network string
	address string
	slots   chan struct{}
}

// New returns the clamd at an address: a socket's path, or host:port.
func New(address string) *Clamd {
	network := "tcp"
	if filepath.IsAbs(address) {
		network = "unix"
	}
	return &Clamd{Timeout: Timeout, network: network, address: address, slots: make(chan struct{}, atOnce)}
}

// Scan sends all of r to clamd, and returns the signature that it finds. Whatever else than a whole, proper answer comes, or none in time, is an error.
func (c *Clamd) Scan(ctx context.Context, r io.Reader) (signature string, err error) {
	ctx, stop := context.WithTimeout(ctx, c.Timeout)
	defer stop()
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return "", fmt.Errorf("clamd at %s: no turn in %v, others are being scanned: %w", c.address, c.Timeout, ctx.Err())
	}
	answer, err := c.ask(ctx, "INSTREAM", func(w io.Writer) error { return send(w, r) })
	if strings.HasPrefix(answer, "INSTREAM size limit exceeded.") { // it does not wait for the rest, so that sending may have failed
		return "", fmt.Errorf("clamd at %s: %w: see StreamMaxLength in clamd.conf", c.address, pipeline.ErrScanSize)
	}
	if err != nil {
		return "", err
	}
	said, ok := strings.CutPrefix(answer, "stream: ")
	if found, is := strings.CutSuffix(said, " FOUND"); ok && is && found != "" {
		return plain(found, nameBytes), nil
	}
	if answer != "stream: OK" {
		return "", fmt.Errorf("clamd at %s answered %q", c.address, plain(answer, answerBytes))
	}
	return "", nil
}

// Version is what clamd says of itself: its own version, and number and time of its signatures where it has the official ones.
func (c *Clamd) Version(ctx context.Context) (string, error) {
	ctx, stop := context.WithTimeout(ctx, c.Timeout)
	defer stop()
	answer, err := c.ask(ctx, "VERSION", func(io.Writer) error { return nil })
	if err == nil && !strings.HasPrefix(answer, "ClamAV ") {
		err = fmt.Errorf("what answers at %s is no clamd: it said %q", c.address, plain(answer, answerBytes))
	}
	return plain(answer, answerBytes), err
}

// ask sends a command and what belongs to it, and returns the answer, without the zero that ends it. Where sending fails, there may be one all the same.
func (c *Clamd) ask(ctx context.Context, command string, send func(io.Writer) error) (answer string, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("clamd at %s: %w", c.address, errors.Join(ctx.Err(), err))
		}
	}()
	conn, err := (&net.Dialer{}).DialContext(ctx, c.network, c.address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })() // what waits ends
	_, err = io.WriteString(conn, "z"+command+"\x00")
	if err == nil {
		err = send(conn)
	}
	if unread := (*unreadError)(nil); errors.As(err, &unread) { // clamd waits for more, and has nothing to say
		return "", err
	}
	text, readErr := io.ReadAll(io.LimitReader(conn, answerBytes))
	answer, _, whole := strings.Cut(string(text), "\x00")
	switch {
	case err != nil:
		return answer, err
	case !whole && readErr == nil:
		readErr = fmt.Errorf("it broke off: %q", plain(answer, answerBytes))
	case whole:
		return answer, nil
	}
	return "", readErr
}

// send writes what r reads in pieces, each behind its length, and a length of zero at the end.
func send(w io.Writer, r io.Reader) error {
	piece := make([]byte, 4+pieceBytes)
	for {
		n, err := io.ReadFull(r, piece[4:])
		ended := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !ended {
			return &unreadError{err}
		}
		if n > 0 {
			binary.BigEndian.PutUint32(piece, uint32(n))
			if _, err := w.Write(piece[:4+n]); err != nil {
				return err
			}
		}
		if ended {
			_, err := w.Write(make([]byte, 4))
			return err
		}
	}
}

// unreadError is of the file that is sent, not of the way to clamd.
type unreadError struct{ error }

func (e *unreadError) Unwrap() error { return e.error }

// plain is a text of clamd's as logs and pages may show it.
func plain(text string, most int) string {
	shown := bytes.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, []byte(text[:min(len(text), most)]))
	return string(shown)
}
