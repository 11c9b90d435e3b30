package control

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"
)

// The largest parts of a message, in bytes: a head may hold the longest command line that there can be, data are sent in chunks.
const (
	longestHead = 8 << 20
	chunk       = 256 << 10
)

// message is one thing said: one of the fields, with data where it has any. On the wire it is the lengths of both as two 32-bit numbers,
// the head as JSON, and the data.
type message struct {
	Hello   *Hello   `json:"hello,omitempty"`
	Request *request `json:"request,omitempty"`
	Stream  stream   `json:"stream,omitempty"` // where the data are printed
	Ask     *ask     `json:"ask,omitempty"`
	Answer  *answer  `json:"answer,omitempty"`
	Cancel  string   `json:"cancel,omitempty"` // why
	End     *int     `json:"end,omitempty"`    // the exit code

	data []byte
}

type request struct {
	Args     [][]byte `json:"args"` // bytes that are no text are kept
	Terminal bool     `json:"terminal"`
}

// stream is where a command prints.
type stream string

const (
	outStream stream = "out"
	errStream stream = "err"
	barStream stream = "bar" // a progress bar, for a terminal that obeys it
)

// wire is a connection; several goroutines may send, one receives.
type wire struct {
	*net.UnixConn
	in      *bufio.Reader
	sending sync.Mutex
}

func newWire(conn *net.UnixConn) *wire { return &wire{UnixConn: conn, in: bufio.NewReader(conn)} }

// send fails where the other side does not take the message in time: the connection is of no use then.
func (w *wire) send(m message) error {
	head, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if len(head) > longestHead || len(m.data) > chunk {
		return fmt.Errorf("a message of %d and %d bytes is too long", len(head), len(m.data))
	}
	framed := make([]byte, 0, 8+len(head)+len(m.data))
	framed = binary.BigEndian.AppendUint32(framed, uint32(len(head)))
	framed = binary.BigEndian.AppendUint32(framed, uint32(len(m.data)))
	framed = append(append(framed, head...), m.data...)
	w.sending.Lock()
	defer w.sending.Unlock()
	if err := w.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err = w.Write(framed); err != nil {
		return errors.Join(err, w.Close()) // half a message cannot be followed by another
	}
	return nil
}

func (w *wire) receive() (message, error) {
	var m message
	var lengths [8]byte
	if _, err := io.ReadFull(w.in, lengths[:]); err != nil {
		return m, err
	}
	head, data := binary.BigEndian.Uint32(lengths[:4]), binary.BigEndian.Uint32(lengths[4:])
	if head > longestHead || data > chunk {
		return m, fmt.Errorf("a message of %d and %d bytes is too long", head, data)
	}
	var text bytes.Buffer // which grows with what really comes
	if _, err := io.CopyN(&text, w.in, int64(head)); err != nil {
		return m, err
	}
	if err := json.Unmarshal(text.Bytes(), &m); err != nil {
		return m, err
	}
	m.data = make([]byte, data)
	_, err := io.ReadFull(w.in, m.data)
	return m, err
}
