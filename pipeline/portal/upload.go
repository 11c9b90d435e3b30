package portal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"tonghop/pipeline"
)

var uploadRoutes = []route{
	{uploadPattern, provinces, (*Portal).upload},
	{"GET /receipts/{receipts}", senders, (*Portal).receipts},
}

// The bounds of an upload.
const (
	uploadFiles = 20       // at once
	otherBytes  = 64 << 10 // of what is no file: token, and the heads of parts
	tokenBytes  = 256      // of the token
)

// uploadPattern is of the one action whose body is not read before its handler.
const uploadPattern = "POST /upload"

// errTooLarge ends the reading of a file that is larger than Limits.FileBytes.
var errTooLarge = errors.New("the file is too large")

// upload takes in workbooks of the account's unit. Their bytes go straight to the archive; a line that breaks leaves nothing of the file that was coming.
func (p *Portal) upload(v *visit) error {
	v.r.Body = p.patientBody(v, int64(uploadFiles)*p.Pipeline.Catalog.Config.Limits.FileBytes+otherBytes)
	parts, err := v.r.MultipartReader()
	if err != nil {
		return &pipeline.DecisionError{Reason: p.Pipeline.Catalog.Words["upload-nothing"]}
	}
	if err := p.checkToken(v.r, parts); err != nil {
		return err
	}
	got, err := p.receiveFiles(v, parts)
	if err != nil {
		return err
	}
	location := "/"
	if len(got.ids) > 0 {
		location = "/receipts/" + joinIDs(got.ids)
	} else if len(got.refused) == 0 {
		got.refused = []string{p.Pipeline.Catalog.Words["upload-nothing"]}
	}
	if len(got.again) > 0 {
		p.flash(v, strings.Join(got.again, " "))
	}
	if len(got.refused) > 0 {
		p.sessions.Put(v.r.Context(), sessionRefused, strings.Join(got.refused, " "))
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

// received is what became of an upload.
type received struct {
	ids     []int64  // of the files that were taken, once each
	again   []string // what is said of those that had been sent before
	refused []string // and of those that were not taken
}

// receiveFiles takes the files one after the other.
func (p *Portal) receiveFiles(v *visit, parts *multipart.Reader) (got received, err error) {
	words := p.Pipeline.Catalog.Words
	for files := 0; ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return got, nil
		}
		if err != nil {
			return got, p.brokenOff(v, err)
		}
		name := part.FileName() // its last element only
		if name == "" {
			continue // no file was chosen
		}
		if files++; files > uploadFiles {
			got.refused = append(got.refused, pipeline.Fill(words["upload-too-many"], map[string]string{"count": fmt.Sprint(uploadFiles)}))
			return got, nil
		}
		receipt, again, err := p.receive(v, name, part)
		var refused *refusal
		if errors.As(err, &refused) {
			got.refused = append(got.refused, refused.say(words))
			continue
		}
		if err != nil {
			return got, p.brokenOff(v, err)
		}
		if again {
			got.again = append(got.again, p.sentAgain(name, receipt.ID))
		}
		if !slices.Contains(got.ids, receipt.ID) {
			got.ids = append(got.ids, receipt.ID)
		}
	}
}

// refusal is why a file was not taken in, by a code; words has its sentence as upload-CODE.
type refusal struct {
	code   string
	values map[string]string
}

func (r *refusal) Error() string { return "upload refused: " + r.code }

func (r *refusal) say(words map[string]string) string {
	return pipeline.Fill(words["upload-"+r.code], r.values)
}

// receive takes in a file of the visitor's unit while it comes; again tells that it had sent the same before, and has the receipt of then. What is
// not taken in is a *refusal.
func (p *Portal) receive(v *visit, name string, r io.Reader) (receipt pipeline.Receipt, again bool, err error) {
	limit := p.Pipeline.Catalog.Config.Limits.FileBytes
	receipt, again, err = p.Reception.Receive(v.r.Context(), pipeline.File{Name: name, By: v.account.Login, Unit: v.account.Unit,
		Open: func() (io.ReadCloser, error) { return io.NopCloser(&boundedReader{r: r, left: limit}), nil }})
	if refused := p.refusalOf(v, err); refused != nil {
		refused.values["file"], refused.values["limit"] = name, fmt.Sprint(limit>>20)
		return receipt, false, refused
	}
	return receipt, again, err
}

// refusalOf is the refusal of a file that an error stands for; nil for none. Of malware, and of what could not be looked at, the log tells.
func (p *Portal) refusalOf(v *visit, err error) *refusal {
	var infected *pipeline.InfectedError
	var unscanned *pipeline.UnscannedError
	switch {
	case errors.Is(err, errTooLarge):
		return &refusal{"too-large", map[string]string{}}
	case errors.As(err, &infected):
		p.Log.Warn("portal: an upload was refused for malware", "login", v.account.Login, "unit", v.account.Unit, "from", p.address(v.r), "error", err)
		return &refusal{"infected", map[string]string{"malware": infected.Malware}}
	case v.r.Context().Err() != nil: // whoever sent it is gone
		return nil
	case errors.As(err, &unscanned):
		p.Log.Error("portal: an upload was refused, for it could not be scanned; tonghop doctor looks at clamd", "login", v.account.Login, "unit", v.account.Unit, "error", err)
		if errors.Is(err, pipeline.ErrScanSize) {
			return &refusal{"unscanned-size", map[string]string{}}
		}
		return &refusal{"unscanned", map[string]string{}}
	}
	return nil
}

// sentAgain says that a file is one that was sent before.
func (p *Portal) sentAgain(name string, receipt int64) string {
	return pipeline.Fill(p.Pipeline.Catalog.Words["upload-again"], map[string]string{"file": name, "number": fmt.Sprint(receipt)})
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

// receipts shows what became of what was uploaded together: of a single file its own page.
func (p *Portal) receipts(v *visit) error {
	ids := make([]int64, len(v.receipts))
	for i, r := range v.receipts {
		ids[i] = r.ID
	}
	ctx, cancel := context.WithTimeout(v.r.Context(), p.patience.outcome)
	defer cancel()
	outcomes, err := p.Reception.Outcomes(ctx, ids)
	if err != nil {
		return err
	}
	if outcome, ok := outcomes[ids[0]]; ok && len(ids) == 1 && outcome.ID != 0 {
		if outcome.ID != ids[0] {
			p.flash(v, p.sentAgain(v.receipts[0].Name, outcome.ID))
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
