package scan

import (
	"strings"
	"time"
)

// ctime is how clamd writes when its signatures were made, by the clock of its machine.
const ctime = "Mon Jan _2 15:04:05 2006"

// SignaturesOf is when the official signatures were made that a version tells of, such as ClamAV 1.4.6/27821/Sun Nov 22 08:31:07 2026; zero where it tells
// of none: it has not loaded them.
func SignaturesOf(version string) time.Time {
	parts := strings.Split(version, "/")
	made, err := time.ParseInLocation(ctime, parts[len(parts)-1], time.Local)
	if len(parts) != 3 || err != nil {
		return time.Time{}
	}
	return made
}
