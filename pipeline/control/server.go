package control

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"tonghop/pipeline"
)

// Command is a command line that a client wants carried out.
type Command struct {
	Args     []string
	UID      int  // of the client
	Terminal bool // Err is one
	Out, Err Writer
	Bar      Writer // for a progress bar, where Err is a terminal
	Files    pipeline.Files
}

// Server carries out what clients ask for.
type Server struct {
	Hello Hello
	// Do carries out a command and returns its exit code. Its context ends, with why as the cause, when the client is interrupted or gone,
	// or the server ends.
	Do  func(ctx context.Context, command Command) int
	Log *slog.Logger
}

// ErrAbandoned says that commands did not end when they were told to, and may still be at work.
var ErrAbandoned = errors.New("commands did not end in time and were abandoned")

// Serve carries out commands side by side until the context ends; then it breaks off those that run, and waits until they have ended. ErrAbandoned
// says that it did not come to that.
func (s *Server) Serve(ctx context.Context, listener *Listener) error {
	commands, breakOff := context.WithCancelCause(context.WithoutCancel(ctx))
	defer context.AfterFunc(ctx, func() {
		breakOff(ErrStopping)
		_ = listener.Close() // what is wrong with it then is nothing to anybody
	})()
	places := make(chan struct{}, mostConnections)
	var running sync.WaitGroup
	for {
		conn, err := listener.AcceptUnix()
		if errors.Is(err, net.ErrClosed) {
			break
		}
		if err != nil { // too many open files, say: that passes
			s.Log.Error("control: no connection could be accepted", "error", err)
			time.Sleep(100 * time.Millisecond)
			continue
		}
		select {
		case places <- struct{}{}:
			running.Go(func() {
				s.converse(commands, newWire(conn))
				<-places
			})
		default:
			refuse(newWire(conn), "too many commands are being carried out at once; wait until some have ended, then run this one again")
		}
	}
	ended := make(chan struct{})
	go func() { running.Wait(); close(ended) }()
	select {
	case <-ended:
		return nil
	case <-time.After(grace):
		return fmt.Errorf("%w: %d", ErrAbandoned, len(places))
	}
}

// refuse says why a client is not served; its socket has room for that.
func refuse(w *wire, why string) {
	_ = w.send(message{Hello: &Hello{Refusal: why}})
	_ = w.Close()
}

// converse serves one client.
func (s *Server) converse(ctx context.Context, w *wire) {
	defer w.Close()
	who, err := peerOf(w.UnixConn)
	if err != nil || who.uid != os.Geteuid() && who.uid != 0 {
		s.Log.Warn("control: a client was refused", "uid", who.uid, "error", err)
		refuse(w, fmt.Sprintf("only the owner of tonghop serve (uid %d) and root may have commands carried out", os.Geteuid()))
		return
	}
	if w.send(message{Hello: &s.Hello}) != nil || w.SetReadDeadline(time.Now().Add(patience)) != nil {
		return
	}
	wanted, err := w.receive()
	if err != nil || wanted.Request == nil || w.SetReadDeadline(time.Time{}) != nil {
		return // it only wanted to know who is there, or it is none of ours
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	asker := &session{wire: w, broken: ctx.Done(), answers: make(chan message, 1), gone: make(chan struct{})}
	go asker.listen(cancel)
	code := s.carryOut(ctx, asker.command(wanted.Request, who))
	_ = w.send(message{End: &code})
}

// broken is the exit code of what went wrong within.
const broken = 4

// carryOut does a command; one that panics ends alone.
func (s *Server) carryOut(ctx context.Context, c Command) (code int) {
	defer func() {
		if cause := recover(); cause != nil {
			s.Log.Error("control: a command broke down", "cause", cause, "stack", string(debug.Stack()))
			fmt.Fprintln(c.Err, "tonghop: the command broke down in tonghop serve, whose log says where")
			code = broken
		}
	}()
	return s.Do(ctx, c)
}
