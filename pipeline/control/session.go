package control

import (
	"context"
	"errors"
	"sync"
	"time"
	"unicode/utf8"
)

// session is a server's side of one command.
type session struct {
	*wire
	broken  <-chan struct{} // closed when the command is broken off
	answers chan message
	gone    chan struct{} // closed when the client is gone

	asking sync.Mutex // one question after the other
	number int        // of the last
}

func (s *session) command(r *request, who peer) Command {
	args := make([]string, len(r.Args))
	for i, arg := range r.Args {
		args[i] = string(arg)
	}
	return Command{Args: args, UID: who.uid, Terminal: r.Terminal, Out: Writer{s, outStream}, Err: Writer{s, errStream}, Bar: Writer{s, barStream}, Files: remoteFiles{s}}
}

// listen takes what the client says while its command is carried out.
func (s *session) listen(cancel context.CancelCauseFunc) {
	defer close(s.gone)
	for {
		m, err := s.receive()
		switch {
		case err != nil:
			cancel(errGone)
			return
		case m.Cancel != "":
			cancel(errors.New(m.Cancel))
		case m.Answer != nil:
			select {
			case s.answers <- m:
			default: // nobody asked
			}
		}
	}
}

// ask asks the client to do something with its files and waits for the answer. A client that does not answer in time is given up, for others
// may be waiting for this command.
func (s *session) ask(a ask, data []byte) (answer, []byte, error) {
	s.asking.Lock()
	defer s.asking.Unlock()
	s.number++
	a.Number = s.number
	if err := s.send(message{Ask: &a, data: data}); err != nil {
		return answer{}, nil, errGone
	}
	late, broken := time.NewTimer(patience), s.broken
	defer late.Stop()
	for {
		select {
		case <-broken: // what it does still, it does soon or not at all
			late.Reset(grace / 4)
			broken = nil
		case m := <-s.answers:
			if m.Answer.Number != a.Number {
				continue
			}
			if m.Answer.Failed != nil {
				return *m.Answer, nil, m.Answer.Failed
			}
			return *m.Answer, m.data, nil
		case <-s.gone:
			return answer{}, nil, errGone
		case <-late.C:
			if broken == nil {
				return answer{}, nil, context.Canceled
			}
			_ = s.Close()
			return answer{}, nil, errGone
		}
	}
}

// Writer prints at the client.
type Writer struct {
	to     *session
	stream stream
}

// Write sends the bytes on, no character of a text in two pieces.
func (w Writer) Write(data []byte) (int, error) {
	written := 0
	for written < len(data) {
		piece := data[written:]
		if len(piece) > chunk {
			piece = piece[:wholeRunes(piece[:chunk+1])]
		}
		if err := w.to.send(message{Stream: w.stream, data: piece}); err != nil {
			return written, errGone
		}
		written += len(piece)
	}
	return written, nil
}

// wholeRunes says where the last character of a text begins; 0 is nowhere.
func wholeRunes(text []byte) int {
	for back := 1; back <= utf8.UTFMax; back++ {
		if utf8.RuneStart(text[len(text)-back]) {
			return len(text) - back
		}
	}
	return len(text) - 1 // it is no text
}
