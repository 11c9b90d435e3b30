package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"

	"tonghop/pipeline"
)

// Client is a connection to a server, for one command.
type Client struct {
	Hello   Hello
	Process int // the server's id
	wire    *wire
}

// Here is what the client's own process has to do with a command.
type Here struct {
	Out, Err io.Writer
	Bar      io.Writer // nil where Err is no terminal
	Files    pipeline.Files
}

// Dial connects to the server of a socket; ErrNotServed says that there is none.
func Dial(path string) (*Client, error) {
	address, done, err := addressOf(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrNotServed
	}
	if err != nil {
		return nil, err
	}
	defer done()
	conn, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: address, Net: "unix"})
	switch {
	case errors.Is(err, syscall.ENOENT), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.ECONNREFUSED): // the last where a server was killed
		return nil, ErrNotServed
	case err != nil:
		return nil, fmt.Errorf("tonghop serve cannot be reached: %w", err)
	}
	c := &Client{wire: newWire(conn)}
	if err := c.greet(); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return c, nil
}

func (c *Client) greet() error {
	server, err := peerOf(c.wire.UnixConn)
	if err != nil {
		return err
	}
	c.Process = server.process
	if err := c.wire.SetReadDeadline(time.Now().Add(patience / 3)); err != nil {
		return err
	}
	first, err := c.wire.receive()
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return fmt.Errorf("tonghop serve, process %d, does not answer: see its log, or restart it", c.Process)
	case err != nil:
		return ErrNotServed // it ended just now
	case first.Hello == nil:
		return fmt.Errorf("process %d is no tonghop serve of this version: restart tonghop serve", c.Process)
	case first.Hello.Refusal != "":
		return fmt.Errorf("tonghop serve, process %d: %s", c.Process, first.Hello.Refusal)
	}
	c.Hello = *first.Hello
	return c.wire.SetReadDeadline(time.Time{})
}

// Close ends the connection.
func (c *Client) Close() error { return c.wire.Close() }

// Call has a command carried out and returns its exit code. When the context ends, the server is told why, and has a while to end the
// command; an error says that the server did not end it.
func (c *Client) Call(ctx context.Context, args []string, here Here) (int, error) {
	wanted := &request{Terminal: here.Bar != nil}
	for _, arg := range args {
		wanted.Args = append(wanted.Args, []byte(arg))
	}
	if err := c.wire.send(message{Request: wanted}); err != nil {
		return 0, c.lost()
	}
	defer context.AfterFunc(ctx, func() {
		_ = c.wire.send(message{Cancel: context.Cause(ctx).Error()})
		_ = c.wire.SetReadDeadline(time.Now().Add(grace))
	})()
	printed := newPrinter()
	defer printed.finish()
	desk := newDesk(here.Files, c.wire)
	defer desk.close()
	for {
		m, err := c.wire.receive()
		switch {
		case err != nil && ctx.Err() != nil:
			return 0, fmt.Errorf("%w; tonghop serve, process %d, was told and has not ended the command yet", context.Cause(ctx), c.Process)
		case err != nil:
			return 0, c.lost()
		case m.End != nil:
			return *m.End, nil
		case m.Ask != nil:
			desk.take(m)
		case m.Stream == outStream:
			printed.print(here.Out, m.data)
		case m.Stream == errStream:
			printed.print(here.Err, m.data)
		case m.Stream == barStream && here.Bar != nil:
			printed.print(here.Bar, m.data)
		}
	}
}

func (c *Client) lost() error {
	return fmt.Errorf("tonghop serve, process %d, ended before the command did: look what became of it, then run it again", c.Process)
}
