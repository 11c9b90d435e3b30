// Package cage reads, annotates and converts what was uploaded in child processes: bounded in memory, processor time, time
// and file size, with a private temporary folder, and each for one file only. A file that makes its child end is one refused file.
package cage

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"sync"

	"tonghop/pipeline"
)

// Cage is the side of the parent. It is a pipeline.Reader and a pipeline.Annotator, and may be used by several goroutines.
type Cage struct {
	command []string // the program that a child is, and its arguments from its name on
	limits  pipeline.CageLimits
	first   func() ([]byte, error) // what a child is told when it starts
	log     io.Writer
	logging sync.Mutex

	mutex sync.Mutex
	ahead int // files that were announced and for which no child is started yet
	idle  []chan started

	making sync.Mutex
	folder *folder // nil until a child is started
}

// started is a child that was started ahead, or why it was not.
type started struct {
	*child
	err error
}

// New returns a cage. command is a program and its arguments, its name the first of them, that calls Serve. What a child
// says when it breaks down goes to log.
func New(catalog *pipeline.Catalog, program string, args []string, log io.Writer) (*Cage, error) {
	limits := catalog.Config.Cage
	office, err := findOffice(limits.Office)
	if err != nil {
		return nil, err
	}
	first := sync.OnceValues(func() ([]byte, error) {
		var message bytes.Buffer
		err := gob.NewEncoder(&message).Encode(opening{Catalog: catalog, Office: office})
		return message.Bytes(), err
	})
	return &Cage{command: append([]string{program}, args...), limits: limits, first: first, log: log}, nil
}

// findOffice returns where LibreOffice is, "" for nowhere.
func findOffice(configured string) (string, error) {
	if configured != "" {
		path, err := exec.LookPath(configured)
		if err != nil {
			return "", fmt.Errorf("cage.office: %w", err)
		}
		return path, nil
	}
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", nil
}

// Expect says that so many files will come, and starts children ahead for as many of them as are read at once. A cage that
// is told of no file starts none before it comes.
func (c *Cage) Expect(files int) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.ahead += files
	for range min(files, runtime.GOMAXPROCS(0)-len(c.idle)) {
		c.startAhead()
	}
}

// startAhead starts a child for a file that was announced; the caller holds the mutex.
func (c *Cage) startAhead() {
	if c.ahead == 0 {
		return
	}
	c.ahead--
	place := make(chan started, 1)
	c.idle = append(c.idle, place)
	go func() {
		child, err := c.start()
		place <- started{child, err}
	}()
}

// take returns a child that nobody has used.
func (c *Cage) take() (*child, error) {
	c.mutex.Lock()
	if len(c.idle) == 0 {
		c.mutex.Unlock()
		return c.start()
	}
	place := c.idle[0]
	c.idle = c.idle[1:]
	c.startAhead()
	c.mutex.Unlock()
	next := <-place
	return next.child, next.err
}

// Read reads a workbook in a child.
func (c *Cage) Read(data []byte) (*pipeline.Reading, error) {
	answer, _, err := c.do(task{}, data)
	return answer.Reading, err
}

// Annotate writes findings into the workbook in a child.
func (c *Cage) Annotate(data []byte, findings []pipeline.Finding) ([]byte, error) {
	_, annotated, err := c.do(task{Annotate: true, Findings: findings}, data)
	return annotated, err
}

// attempts is how many children may end before they take a task, until something is wrong with the machine.
const attempts = 3

// do gives a task to a child. A child that ends before it has taken the task was ended by something else than the file: the
// next one is asked.
func (c *Cage) do(t task, data []byte) (answer, []byte, error) {
	for attempt := 1; ; attempt++ {
		child, err := c.take()
		var answer answer
		var result []byte
		if err == nil {
			answer, result, err = child.ask(t, data)
		}
		if errors.Is(err, errNotTaken) && attempt < attempts {
			continue
		}
		var refusal *pipeline.Refusal
		if errors.As(err, &refusal) && refusal.Code == Crashed {
			c.tell(data, refusal.Cause)
		}
		return answer, result, err
	}
}

// Close ends the children that wait, and removes what they left.
func (c *Cage) Close() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.ahead = 0
	for _, place := range c.idle {
		if waiting := <-place; waiting.child != nil {
			waiting.end()
		}
	}
	c.idle = nil
	c.making.Lock()
	defer c.making.Unlock()
	left := c.folder
	c.folder = nil
	return left.remove()
}
