package portal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"tonghop/pipeline"
)

var uploadRoutes = []route{
	{uploadPattern, provinces, (*Portal).upload},
	{"GET /receipts/{receipts}", senders, (*Portal).receipts},
}

// The bounds of an upload.
const (
	uploadFiles = 20               // at once
	otherBytes  = 64 << 10         // of what is no file: token, and the heads of parts
	tokenBytes  = 256              // of the token
	silence     = 30 * time.Second // that a slow line may keep between two pieces
	uploadTime  = 30 * time.Minute // altogether
	outcomeTime = 10 * time.Second // that somebody waits for the outcome before the page says that it takes longer
)

// uploadPattern is of the one action whose body is not read before its handler.
const uploadPattern = "POST /upload"

// errTooLarge ends the reading of a file that is larger than Limits.FileBytes.
var errTooLarge = errors.New("the file is too large")

// upload takes in workbooks of the account's unit. Their bytes go straight to the archive; a line that breaks leaves nothing of the file that was coming.
func (p *Portal) upload(v *visit) error {
	v.r.Body = p.patientBody(v)
	parts, err := v.r.MultipartReader()
	if err != nil {
		return &pipeline.DecisionError{Reason: p.Pipeline.Catalog.Words["upload-nothing"]}
	}
	if err := p.checkToken(v.r, parts); err != nil {
		return err
	}
	receipts, refused, err := p.receiveFiles(v, parts)
	if err != nil {
		return err
	}
	if len(refused) > 0 {
		p.flash(v, strings.Join(refused, " "))
	}
	location := "/"
	if len(receipts) > 0 {
		location = "/receipts/" + joinIDs(receipts)
	} else if len(refused) == 0 {
		p.flash(v, p.Pipeline.Catalog.Words["upload-nothing"])
	}
	if strings.Contains(v.r.Header.Get("Accept"), "application/json") { // portal.js goes there itself: what the page says once must not be lost
		v.w.Header().Set("Content-Type", "application/json")
		return json.NewEncoder(v.w).Encode(map[string]string{"location": location})
	}
	return goTo(v, location)
}

// checkToken reads the first part, which must be the token of the session.
func (p *Portal) checkToken(r *http.Request, parts *multipart.Reader) error {
	part, err := parts.NextPart()
	if err != nil || part.FormName() != "token" {
		return errForbidden
	}
	got, err := io.ReadAll(io.LimitReader(part, tokenBytes))
	if err != nil {
		return err
	}
	if !p.tokenFits(r, string(got)) {
		return errForbidden
	}
	return nil
}

// receiveFiles takes the files one after the other; refused says in words which were not taken, and why.
func (p *Portal) receiveFiles(v *visit, parts *multipart.Reader) (receipts []int64, refused []string, err error) {
	words := p.Pipeline.Catalog.Words
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return receipts, refused, nil
		}
		if err != nil {
			return receipts, refused, p.brokenOff(v, err)
		}
		name := part.FileName() // its last element only
		if name == "" {
			continue // no file was chosen
		}
		if len(receipts) == uploadFiles {
			return receipts, append(refused, pipeline.Fill(words["upload-too-many"], map[string]string{"count": fmt.Sprint(uploadFiles)})), nil
		}
		receipt, err := p.Reception.Receive(v.r.Context(), pipeline.File{Name: name, By: v.account.Login, Unit: v.account.Unit,
			Open: func() (io.ReadCloser, error) {
				return io.NopCloser(&boundedReader{r: part, left: p.Pipeline.Catalog.Config.Limits.FileBytes}), nil
			}})
		switch {
		case errors.Is(err, errTooLarge):
			megabytes := fmt.Sprint(p.Pipeline.Catalog.Config.Limits.FileBytes >> 20)
			refused = append(refused, pipeline.Fill(words["upload-too-large"], map[string]string{"file": name, "limit": megabytes}))
		case err != nil:
			return receipts, refused, p.brokenOff(v, err)
		default:
			receipts = append(receipts, receipt.ID)
		}
	}
}

// brokenOff is what an upload ends in whose line broke, or was too slow: nobody is there to be told, and nothing is wrong here.
func (p *Portal) brokenOff(v *visit, err error) error {
	var tooMuch *http.MaxBytesError
	var timeout interface{ Timeout() bool }
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &tooMuch) || errors.As(err, &timeout) && timeout.Timeout() || v.r.Context().Err() != nil {
		p.Log.Info("portal", "upload", "broken off", "login", v.account.Login, "error", err)
		return &pipeline.DecisionError{Reason: p.Pipeline.Catalog.Words["upload-broken-off"]}
	}
	return err
}

// boundedReader reads up to a number of bytes, and fails where there are more.
type boundedReader struct {
	r    io.Reader
	left int64
}

func (b *boundedReader) Read(into []byte) (int, error) {
	if int64(len(into)) > b.left+1 {
		into = into[:b.left+1]
	}
	n, err := b.r.Read(into)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// patientBody is a body that may come slowly, not for ever, and is bounded as a whole.
func (p *Portal) patientBody(v *visit) io.ReadCloser {
	bound := int64(uploadFiles)*p.Pipeline.Catalog.Config.Limits.FileBytes + otherBytes
	return &patientReader{ReadCloser: http.MaxBytesReader(v.w, v.r.Body, bound), line: http.NewResponseController(v.w), end: time.Now().Add(uploadTime)}
}

// patientReader gives every piece of a body its own time. The times are those of the network, which no other clock keeps.
type patientReader struct {
	io.ReadCloser
	line *http.ResponseController
	end  time.Time
}

func (r *patientReader) Read(into []byte) (int, error) {
	until := time.Now().Add(silence)
	if until.After(r.end) {
		until = r.end
	}
	if err := r.line.SetReadDeadline(until); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	return r.ReadCloser.Read(into)
}

// receipts shows what became of what was uploaded together: of a single file its own page.
func (p *Portal) receipts(v *visit) error {
	ids := make([]int64, len(v.receipts))
	for i, r := range v.receipts {
		ids[i] = r.ID
	}
	ctx, cancel := context.WithTimeout(v.r.Context(), outcomeTime)
	defer cancel()
	outcomes, err := p.Reception.Outcomes(ctx, ids)
	if err != nil {
		return err
	}
	if outcome, ok := outcomes[ids[0]]; ok && len(ids) == 1 && outcome.ID != 0 {
		if outcome.ID != ids[0] {
			p.flash(v, pipeline.Fill(p.Pipeline.Catalog.Words["upload-again"], map[string]string{"file": v.receipts[0].Name, "number": fmt.Sprint(outcome.ID)}))
		}
		return goTo(v, "/submissions/"+fmt.Sprint(outcome.ID))
	}
	type row struct {
		Receipt pipeline.Receipt
		Settled bool
		Outcome pipeline.Outcome
		Errors  int
	}
	var rows []row
	for _, r := range v.receipts {
		outcome, settled := outcomes[r.ID]
		rows = append(rows, row{r, settled, outcome, countOf(outcome.Findings, pipeline.Error)})
	}
	return p.show(v, "receipts", map[string]any{"Rows": rows, "Waiting": len(outcomes) < len(ids)})
}

// countOf counts the findings of a severity that stand.
func countOf(findings []pipeline.Finding, severity pipeline.Severity) int {
	count := 0
	for _, f := range findings {
		if f.Severity == severity && f.Holds() {
			count++
		}
	}
	return count
}

func joinIDs(ids []int64) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = fmt.Sprint(id)
	}
	return strings.Join(texts, ",")
}
