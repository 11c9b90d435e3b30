package portal

import (
	"fmt"
	"net/http"

	"tonghop/pipeline"
)

// apiSubmission tells what became of a workbook, with its findings.
func (p *Portal) apiSubmission(v *visit) error {
	return answerSubmission(v, http.StatusOK, v.submission)
}

// answerSubmission writes a submission as commands do, with the address of its annotated workbook where there is something to mark.
func answerSubmission(v *visit, status int, outcome pipeline.Outcome) error {
	outcome.By, outcome.Claim, outcome.Annotated = "", "", ""
	outcome.Findings = append([]pipeline.Finding{}, outcome.Findings...)
	if countOf(outcome.Findings, pipeline.Error)+countOf(outcome.Findings, pipeline.Warning) > 0 {
		outcome.Annotated = fmt.Sprintf("/api/v1/submissions/%d/annotated", outcome.ID)
	}
	return answerProgram(v, status, map[string]any{"submission": outcome})
}
