package control

import "io"

// printer prints in the background what the server sends, as much as that may be: a reader that takes its time, as a pager does, holds the
// server up in nothing.
type printer struct {
	in   chan piece
	done chan struct{}
}

type piece struct {
	to   io.Writer
	data []byte
}

func newPrinter() *printer {
	p := &printer{in: make(chan piece), done: make(chan struct{})}
	out := make(chan piece)
	go p.queue(out)
	go func() {
		defer close(p.done)
		for next := range out {
			_, _ = next.to.Write(next.data) // what a closed reader says changes nothing
		}
	}()
	return p
}

func (p *printer) queue(out chan<- piece) {
	defer close(out)
	var waiting []piece
	in := p.in
	for in != nil || len(waiting) > 0 {
		var next piece
		var ready chan<- piece
		if len(waiting) > 0 {
			next, ready = waiting[0], out
		}
		select {
		case got, open := <-in:
			if !open {
				in = nil
				continue
			}
			waiting = append(waiting, got)
		case ready <- next:
			waiting = waiting[1:]
		}
	}
}

func (p *printer) print(to io.Writer, data []byte) { p.in <- piece{to, data} }

// finish returns when all is printed.
func (p *printer) finish() {
	close(p.in)
	<-p.done
}
