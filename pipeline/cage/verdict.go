package cage

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"tonghop/pipeline"
)

// Codes of the refusals that a cage makes by itself.
const (
	TooCostly = "cage-too-costly" // more memory, processor time or time than a file may take
	Crashed   = "cage-crashed"    // a fault of the program
)

// shortages are what the program, its race detector, the C library and LibreOffice say when they get no more memory.
var shortages = []string{"out of memory", "cannot allocate memory", "pthread_create failed", "bad_alloc", "failed to reserve", "failed to allocate"}

func lacked(said string) bool {
	return slices.ContainsFunc(shortages, func(shortage string) bool { return strings.Contains(said, shortage) })
}

// verdict says why a child that has ended gave no answer; err is what reading the answer came upon. One that breaks down with
// most of its memory in use wanted more, whatever it says: Go's collector, for one, then reads where nothing is.
func (c *child) verdict(err error) *pipeline.Refusal {
	said := c.said.text()
	state := c.process.ProcessState
	switch {
	case c.late:
		return &pipeline.Refusal{Code: TooCostly, Cause: fmt.Errorf("ended after %v", c.wall)}
	case errors.Is(err, errAnswerLimit):
		return &pipeline.Refusal{Code: TooCostly, Cause: err}
	case !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		return &pipeline.Refusal{Code: Crashed, Cause: fmt.Errorf("its answer cannot be read: %w\n%s", err, said)}
	case strings.Contains(state.String(), "killed"):
		return &pipeline.Refusal{Code: TooCostly, Cause: fmt.Errorf("%v after %v of processor time", state, state.UserTime()+state.SystemTime())}
	}
	if lacked(said) || peak(state) > c.memory/2 {
		return &pipeline.Refusal{Code: TooCostly, Cause: fmt.Errorf("out of memory: %s", firstLine(said))}
	}
	return &pipeline.Refusal{Code: Crashed, Cause: fmt.Errorf("%v\n%s", state, said)}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// tell writes to the operator's log why a file made a child break down, and which file it was.
func (c *Cage) tell(data []byte, cause error) {
	c.logging.Lock()
	defer c.logging.Unlock()
	fmt.Fprintf(c.log, "a file made its reader break down (SHA-256 %x): %v\n", sha256.Sum256(data), cause)
}

// excerptBytes is how much is kept of what a child says: a message and the stack of the goroutine that it is about.
const excerptBytes = 4 << 10

// excerpt keeps the beginning of what is written to it.
type excerpt struct {
	mutex sync.Mutex
	kept  []byte
}

// Write keeps what still fits, and takes everything.
func (e *excerpt) Write(data []byte) (int, error) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.kept = append(e.kept, data[:min(len(data), excerptBytes-len(e.kept))]...)
	return len(data), nil
}

func (e *excerpt) text() string {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return strings.TrimSpace(strings.ToValidUTF8(string(e.kept), "?"))
}
