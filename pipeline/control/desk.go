package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"tonghop/pipeline"
)

// desk is where a client does with its files what the server asks for, one thing after the other.
type desk struct {
	files      pipeline.Files
	asked      chan message
	ended      chan struct{}
	last       int // handle that was given
	opened     map[int]io.ReadCloser
	deliveries map[int]*delivery
}

func newDesk(files pipeline.Files, w *wire) *desk {
	d := &desk{files: files, asked: make(chan message, 1), opened: map[int]io.ReadCloser{}, deliveries: map[int]*delivery{}, ended: make(chan struct{})}
	go func() {
		defer close(d.ended)
		for m := range d.asked {
			a, data, err := d.answer(m.Ask, m.data)
			a.Number, a.Failed = m.Ask.Number, failureOf(err)
			_ = w.send(message{Answer: &a, data: data}) // a server that is gone is noticed by whoever receives
		}
	}()
	return d
}

// take has a question answered; a server asks the next one when it has the answer.
func (d *desk) take(m message) { d.asked <- m }

// close gives up what is open; no half of a file is left. A pipe that nobody writes to is not waited for.
func (d *desk) close() {
	close(d.asked)
	select {
	case <-d.ended:
	case <-time.After(grace / 4):
		return
	}
	for _, file := range d.opened {
		_ = file.Close()
	}
	for _, delivery := range d.deliveries {
		delivery.abandon()
	}
}

func (d *desk) answer(a *ask, data []byte) (answer, []byte, error) {
	path, name := string(a.Path), string(a.Name)
	switch a.Do {
	case sayMode:
		mode, err := d.files.Mode(path)
		return answer{Mode: mode}, nil, err
	case listAll:
		text, err := d.list(path)
		return d.begin(io.NopCloser(bytes.NewReader(text)), err)
	case openFile:
		return d.begin(d.files.Open(path))
	case readBack:
		data, err := d.files.Outlet(path, a.Private).Read(name)
		if err == nil && data == nil {
			return answer{Absent: true}, nil, nil
		}
		return d.begin(io.NopCloser(bytes.NewReader(data)), err)
	case readMore:
		return d.more(a.Handle)
	case beReady:
		return answer{}, nil, d.files.Outlet(path, a.Private).Ready()
	case closeFile:
		return answer{}, nil, d.closeFile(a.Handle)
	case beginFile:
		d.last++
		d.deliveries[d.last] = newDelivery(d.files.Outlet(path, a.Private), name)
		return answer{Handle: d.last}, nil, nil
	}
	return d.deliver(a, data)
}

// deliver goes on with what is being delivered.
func (d *desk) deliver(a *ask, data []byte) (answer, []byte, error) {
	delivery, ok := d.deliveries[a.Handle]
	if !ok {
		return answer{}, nil, fmt.Errorf("tonghop serve asked to %s what there is not", a.Do)
	}
	switch a.Do {
	case writeFile:
		_, err := delivery.Write(data)
		return answer{}, nil, err
	case endFile:
		delete(d.deliveries, a.Handle)
		path, err := delivery.finish()
		return answer{Path: []byte(path)}, nil, err
	case dropFile:
		delete(d.deliveries, a.Handle)
		delivery.abandon()
		return answer{}, nil, nil
	}
	return answer{}, nil, fmt.Errorf("tonghop serve asked to %s: restart it", a.Do)
}

func (d *desk) list(folder string) ([]byte, error) {
	found, err := d.files.List(folder)
	if err != nil {
		return nil, err
	}
	entries := make([]entry, len(found))
	for i, e := range found {
		entries[i] = entry{Name: []byte(e.Name), Type: e.Type}
	}
	return json.Marshal(entries)
}

// begin answers with the beginning of what was opened.
func (d *desk) begin(file io.ReadCloser, err error) (answer, []byte, error) {
	if err != nil {
		return answer{}, nil, err
	}
	d.last++
	d.opened[d.last] = file
	return d.more(d.last)
}

// more answers with the next chunk, and closes the file after the last.
func (d *desk) more(handle int) (answer, []byte, error) {
	file, ok := d.opened[handle]
	if !ok {
		return answer{}, nil, errors.New("tonghop serve asked to read what is not open")
	}
	data := make([]byte, chunk)
	n, err := io.ReadFull(file, data)
	if err == nil {
		return answer{Handle: handle, More: true}, data, nil
	}
	closed := d.closeFile(handle)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return answer{}, data[:n], closed
	}
	return answer{}, nil, err
}

func (d *desk) closeFile(handle int) error {
	file, ok := d.opened[handle]
	if !ok {
		return nil
	}
	delete(d.opened, handle)
	return file.Close()
}

// delivery is a file on its way into an outlet.
type delivery struct {
	*io.PipeWriter
	ended chan struct{}
	path  string
	err   error
}

func newDelivery(outlet pipeline.Outlet, name string) *delivery {
	from, to := io.Pipe()
	d := &delivery{PipeWriter: to, ended: make(chan struct{})}
	go func() {
		defer close(d.ended)
		d.path, d.err = outlet.Deliver(name, func(w io.Writer) error {
			_, err := io.Copy(w, from)
			return err
		})
		_ = from.CloseWithError(d.err) // whoever still writes is told
	}()
	return d
}

func (d *delivery) finish() (string, error) {
	_ = d.Close()
	<-d.ended
	return d.path, d.err
}

func (d *delivery) abandon() {
	_ = d.CloseWithError(errors.New("the command was broken off"))
	<-d.ended
}
