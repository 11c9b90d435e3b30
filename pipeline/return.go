package pipeline

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// giveBack writes the annotated workbook of a submission that goes back to its sender, unless this process has written it with the same findings: what was
// waived since, or sent back by the department, is to be read in it. It is done before the receipt is settled: after a crash in between, the receipt is still
// pending, and the next ingest comes by here again.
func (p *Pipeline) giveBack(outcome *Outcome) error {
	if outcome.State != Returned && outcome.State != Rejected {
		return nil
	}
	var err error
	name, holding := returnName(outcome.Submission), hashOfHolding(outcome.Findings)
	if written, ok := p.givenBack.Load(outcome.ID); ok && written == holding {
		for _, ending := range workbookEndings {
			if err == nil && outcome.Annotated == "" {
				outcome.Annotated, err = p.Returns.Find(name + ending)
			}
		}
	}
	if err == nil && outcome.Annotated == "" {
		if outcome.Annotated, err = p.writeReturn(name, outcome); err == nil {
			p.givenBack.Store(outcome.ID, holding)
		}
	}
	if err != nil {
		return fmt.Errorf("annotated return of submission %d: %w", outcome.ID, err)
	}
	return nil
}

// hashOfHolding tells findings that hold from others.
func hashOfHolding(findings []Finding) string {
	text := NewNetstrings()
	for _, f := range findings {
		if f.Holds() {
			text.Add(f.ID, string(f.Severity), f.Sheet, f.Cell, f.Got, f.Expected, f.Explained(), f.Advice)
		}
	}
	return text.Sum()
}

func (p *Pipeline) writeReturn(name string, outcome *Outcome) (string, error) {
	annotated, err := p.Annotated(outcome)
	if err != nil {
		return "", err
	}
	return p.Returns.Deliver(name+WorkbookEnding(annotated), func(w io.Writer) error {
		_, err := w.Write(annotated)
		return err
	})
}

// Annotated makes the workbook of a submission with its findings in it.
func (p *Pipeline) Annotated(outcome *Outcome) ([]byte, error) {
	var data []byte // stays empty for what is too large to be read
	if outcome.Size <= p.Catalog.Config.Limits.FileBytes {
		var err error
		if data, err = p.Archive.Bytes(outcome.SHA256); err != nil {
			return nil, err
		}
	}
	return p.annotate(data, outcome.Findings)
}

// annotate writes findings into a workbook, without those that are waived: nothing is to be done about them. Of a file that ends
// its reader nothing is taken: the findings go into a workbook of their own.
func (p *Pipeline) annotate(data []byte, findings []Finding) ([]byte, error) {
	findings = slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool { return !f.Holds() })
	annotated, err := p.Annotator.Annotate(data, findings)
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return p.Annotator.Annotate(nil, findings)
	}
	return annotated, err
}

// hashLetters is how much of a file's hash names it where there is no unit to.
const hashLetters = 12

// returnName names the workbook that goes back: by the submission and the unit, never by what stands in the file or what its
// sender called it.
func returnName(s Submission) string {
	whose := s.Reporter
	if whose == "" {
		whose = s.SHA256[:min(len(s.SHA256), hashLetters)]
	}
	return fmt.Sprintf("%d-%s", s.ID, strings.ReplaceAll(whose, "/", "-"))
}

// maxContentTypes bounds in bytes what is read of a package's list of types; the longest known has 200 KB.
const maxContentTypes = 4 << 20

// workbookEndings are the endings of the names of workbooks that are given back.
var workbookEndings = []string{".xlsx", ".xlsm", ".xltx", ".xltm"}

// isList tells whether a workbook that is given back is the list of findings alone, for it could not be written into that of its sender: it has one sheet then.
func isList(workbook []byte) bool {
	return bytes.Count(contentTypes(workbook), []byte("spreadsheetml.worksheet+xml")) < 2
}

// WorkbookEnding is the ending that the name of a workbook must have: Excel opens one with macros under no other than .xlsm.
func WorkbookEnding(workbook []byte) string {
	types := contentTypes(workbook)
	for kind, ending := range map[string]string{"sheet.macroEnabled.main+xml": ".xlsm", "template.macroEnabled.main+xml": ".xltm", "spreadsheetml.template.main+xml": ".xltx"} {
		if bytes.Contains(types, []byte(kind)) {
			return ending
		}
	}
	return ".xlsx"
}

// contentTypes is a package's list of types, as far as it can be read.
func contentTypes(workbook []byte) []byte {
	archive, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return nil
	}
	part, err := archive.Open("[Content_Types].xml")
	if err != nil {
		return nil
	}
	defer part.Close()
	text, err := io.ReadAll(io.LimitReader(part, maxContentTypes))
	if err != nil {
		return nil
	}
	return text
}
