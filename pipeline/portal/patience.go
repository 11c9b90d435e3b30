package portal

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// patience is how slowly a body may come.
type patience struct {
	pause time.Duration // in which something must come, at least so many bytes or the end
	least int
	whole time.Duration // altogether
	// outcome is how long somebody waits for what became of it, before it is said that it takes longer.
	outcome time.Duration
}

// patient lets the slowest line that carries a workbook at all through: 150 bytes a second. What dribbles holds a file open for nobody.
var patient = patience{pause: 30 * time.Second, least: 4 << 10, whole: 30 * time.Minute, outcome: 10 * time.Second}

// patientBody is a body that may come slowly, not for ever, and is bounded as a whole.
func (p *Portal) patientBody(v *visit, bound int64) io.ReadCloser {
	return &patientReader{ReadCloser: http.MaxBytesReader(v.w, v.r.Body, bound), patience: p.patience, line: http.NewResponseController(v.w), end: time.Now().Add(p.patience.whole), left: p.patience.pause}
}

// patientReader gives every piece of a body its own time, which is that of waiting for it: what is done with a file meanwhile is not the line's fault. The times are
// those of the network, which no other clock keeps.
type patientReader struct {
	io.ReadCloser
	patience
	line *http.ResponseController
	end  time.Time
	came int           // of the piece
	left time.Duration // of its time
}

func (r *patientReader) Read(into []byte) (int, error) {
	begun := time.Now()
	until := begun.Add(r.left)
	if until.After(r.end) {
		until = r.end
	}
	if err := r.until(until); err != nil {
		return 0, err
	}
	n, err := r.ReadCloser.Read(into)
	r.left -= time.Since(begun)
	if r.came += n; r.came >= r.least {
		r.came, r.left = 0, r.pause
	}
	if failed := r.until(time.Time{}); failed != nil && err == nil {
		err = failed
	}
	return n, err
}

func (r *patientReader) until(deadline time.Time) error {
	if err := r.line.SetReadDeadline(deadline); !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}
