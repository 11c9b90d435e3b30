package portal

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"

	"tonghop/pipeline"
)

// workbookField is what the part of a body is called that holds the workbook.
const workbookField = "workbook"

// apiUpload takes in one workbook of the unit, by the same way as a page does. It comes as multipart/form-data: of the bodies that curl streams from a file by
// POST it is the one that brings the file's name along.
func (p *Portal) apiUpload(v *visit) error {
	bound := p.Pipeline.Catalog.Config.Limits.FileBytes + otherBytes
	if v.r.ContentLength > bound {
		return p.tooLarge() // before any of it comes
	}
	v.r.Body = p.patientBody(v, bound)
	parts, err := v.r.MultipartReader()
	if err != nil {
		return &apiError{code: "not-multipart"}
	}
	part, err := nextPart(parts)
	if err != nil {
		return p.bodyError(v, err)
	}
	if part.FormName() != workbookField || part.FileName() == "" {
		return &apiError{"no-workbook", map[string]string{"field": workbookField}}
	}
	receipt, again, err := p.receive(v, part.FileName(), &onlyPart{part, parts})
	if err != nil {
		return p.bodyError(v, err)
	}
	if v.submission, err = p.outcomeOf(v, receipt); err != nil {
		return err
	}
	status := http.StatusCreated
	switch {
	case v.submission.State == pipeline.Received:
		status = http.StatusAccepted
	case again || v.submission.ID != receipt.ID:
		status = http.StatusOK
	}
	v.w.Header().Set("Location", submissionPath(v.submission.ID))
	return answerSubmission(v, status, v.submission)
}

func (p *Portal) tooLarge() error {
	return &apiError{"too-large", map[string]string{"limit": fmt.Sprint(p.Pipeline.Catalog.Config.Limits.FileBytes >> 20)}}
}

// bodyError is what a program is told whose body could not be read to its end, or was not taken in.
func (p *Portal) bodyError(v *visit, err error) error {
	var told *apiError
	var refused *refusal
	var tooMuch *http.MaxBytesError
	var brokenOff *pipeline.DecisionError
	switch {
	case errors.As(err, &told):
		return told
	case errors.As(err, &refused):
		return &apiError{refused.code, refused.values}
	case errors.As(err, &tooMuch):
		return p.tooLarge()
	case errors.Is(err, io.EOF):
		return &apiError{"no-workbook", map[string]string{"field": workbookField}}
	}
	err = p.brokenOff(v, err)
	switch {
	case errors.As(err, &brokenOff):
		return &apiError{code: "broken-off"}
	case errors.Is(err, errBody):
		return &apiError{code: "not-multipart"}
	}
	return err
}

// errBody is about a body, and nothing of ours.
var errBody = errors.New("the body")

func nextPart(body *multipart.Reader) (*multipart.Part, error) {
	part, err := body.NextPart()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBody, err)
	}
	return part, nil
}

// onlyPart is a part of a body that ends in an error where another one follows: one request brings one workbook, and until the whole body has come,
// nothing of it is kept.
type onlyPart struct {
	*multipart.Part
	body *multipart.Reader
}

func (o *onlyPart) Read(into []byte) (int, error) {
	n, err := o.Part.Read(into)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	switch _, next := nextPart(o.body); {
	case next == nil:
		return n, &apiError{code: "several-parts"}
	case !errors.Is(next, io.EOF):
		return n, next
	}
	return n, err
}

// apiSubmission tells what became of a workbook, with its findings.
func (p *Portal) apiSubmission(v *visit) error {
	return answerSubmission(v, http.StatusOK, v.submission)
}

// apiAnnotated sends the workbook with its findings marked.
func (p *Portal) apiAnnotated(v *visit) error {
	if !annotatable(v.submission) {
		return errNotFound
	}
	return p.annotated(v)
}

// annotatable tells whether there is something to mark in a submission's workbook.
func annotatable(outcome pipeline.Outcome) bool {
	return countOf(outcome.Findings, pipeline.Error)+countOf(outcome.Findings, pipeline.Warning) > 0
}

func submissionPath(id int64) string { return fmt.Sprintf("/api/v1/submissions/%d", id) }

// answerSubmission writes a submission as commands do, with the address of its annotated workbook where there is one.
func answerSubmission(v *visit, status int, outcome pipeline.Outcome) error {
	outcome.By, outcome.Claim, outcome.Annotated = "", "", ""
	outcome.Findings = append([]pipeline.Finding{}, outcome.Findings...)
	if annotatable(outcome) {
		outcome.Annotated = submissionPath(outcome.ID) + "/annotated"
	}
	return answerProgram(v, status, map[string]any{"submission": outcome})
}
