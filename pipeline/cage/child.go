package cage

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"
)

// child is a process that was started and waits for its one task.
type child struct {
	process *exec.Cmd
	in      io.WriteCloser
	out     io.ReadCloser
	said    excerpt // on stderr
	wall    time.Duration
	memory  int64  // bytes that it may have
	home    string // its private folder

	mutex sync.Mutex
	late  bool // it was ended because its time was over
	ended bool
}

// errNotTaken is the error of a child that ended before it had taken its task.
var errNotTaken = errors.New("a child process ended while it waited for a file")

// start starts a child and waits until it is ready.
func (c *Cage) start() (*child, error) {
	first, err := c.first()
	if err != nil {
		return nil, fmt.Errorf("cage: %w", err)
	}
	home, err := c.newHome()
	if err != nil {
		return nil, fmt.Errorf("cage: %w", err)
	}
	made := &child{wall: time.Duration(c.limits.WallSeconds) * time.Second, memory: c.limits.Memory, home: home}
	if err := made.run(c.command, first); err != nil {
		return nil, errors.Join(fmt.Errorf("cage: %w", err), os.RemoveAll(home))
	}
	return made, nil
}

// run starts the process. It inherits nothing but its three pipes and what environment says.
func (c *child) run(command []string, first []byte) error {
	c.process = &exec.Cmd{Path: command[0], Args: command[1:], Dir: c.home, Env: environment(c.home), Stderr: &c.said, WaitDelay: time.Second}
	ownGroup(c.process)
	var err error
	if c.in, err = c.process.StdinPipe(); err != nil {
		return err
	}
	if c.out, err = c.process.StdoutPipe(); err != nil {
		return err
	}
	keepOpenFiles()
	if err := c.process.Start(); err != nil {
		return err
	}
	timer := c.limit()
	defer timer.Stop()
	err = writeFrame(c.in, first)
	if err == nil {
		err = c.expect(ready)
	}
	if err != nil {
		c.end()
		return fmt.Errorf("%w, before it was ready: %w; %v: %s", errNotTaken, err, c.process.ProcessState, firstLine(c.said.text()))
	}
	return nil
}

// environment is what a child knows of its parent's: where programs are. Secrets do not pass. Reading a form makes so little
// garbage that collecting it as often as by default would cost an eighth of an ingest; what is large is held by Serve's limit.
func environment(home string) []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TMPDIR=" + home, "TMP=" + home, "TEMP=" + home, "LANG=C.UTF-8", "TZ=UTC",
		"GOTRACEBACK=single", "GOGC=400"}
}

// limit ends the child after its time.
func (c *child) limit() *time.Timer {
	return time.AfterFunc(c.wall, func() {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		if !c.ended {
			c.late = true
			killGroup(c.process.Process)
		}
	})
}

// expect reads one word.
func (c *child) expect(word string) error {
	said, err := readFrame(c.out, uint64(len(word)))
	if err == nil && string(said) != word {
		err = errors.New("it says something else")
	}
	return err
}

// ask gives the child its task and ends it. What it cannot carry out within its limits is a *pipeline.Refusal.
func (c *child) ask(t task, data []byte) (answer, []byte, error) {
	timer := c.limit()
	defer timer.Stop()
	err := writeMessage(c.in, t)
	if err == nil {
		err = writeFrame(c.in, data)
	}
	if err == nil {
		err = c.expect(taken)
	}
	if err != nil {
		c.end()
		return answer{}, nil, fmt.Errorf("cage: %w: %v: %s", errNotTaken, c.process.ProcessState, firstLine(c.said.text()))
	}
	var got answer
	err = readMessage(c.out, answerLimit, &got)
	var result []byte
	if err == nil {
		result, err = readFrame(c.out, answerLimit)
	}
	c.end()
	if err != nil {
		return answer{}, nil, c.verdict(err)
	}
	return got, result, got.err()
}

// end ends the child with all that it started, waits for it, and removes its folder. Once it has been waited for, its number
// may be another process's, and is not used any more.
func (c *child) end() {
	c.mutex.Lock()
	c.ended = true
	killGroup(c.process.Process)
	c.mutex.Unlock()
	_ = c.process.Wait() // how it ended is told by verdict
	removeAll(c.home)
}
