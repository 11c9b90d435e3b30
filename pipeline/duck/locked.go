package duck

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
)

// LockedError says that another process has the warehouse open.
type LockedError struct {
	Path    string
	Process int    // its id; 0 where the system does not say
	Name    string // of its program; "" where the system does not say
	cause   error
}

var lockHolder = regexp.MustCompile(`\(PID (\d+)\)`)

// newLockedError takes from DuckDB's words which process it is.
func newLockedError(path string, cause error) *LockedError {
	e := &LockedError{Path: path, cause: cause}
	if found := lockHolder.FindStringSubmatch(cause.Error()); found != nil {
		e.Process, _ = strconv.Atoi(found[1]) // one that is too long for a number is no process
	}
	if name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", e.Process)); err == nil {
		e.Name = strings.TrimSpace(string(name))
	}
	return e
}

// Holder names the process.
func (e *LockedError) Holder() string {
	holder := "another process"
	if e.Process > 0 {
		holder = fmt.Sprintf("process %d", e.Process)
	}
	if e.Name != "" {
		holder += " (" + e.Name + ")"
	}
	return holder
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("%s is in use by %s: wait until it has ended, or end it, then run the command again", e.Path, e.Holder())
}

// Unwrap returns DuckDB's own error.
func (e *LockedError) Unwrap() error { return e.cause }
