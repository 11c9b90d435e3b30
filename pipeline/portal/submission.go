package portal

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

var submissionRoutes = []route{
	{"GET /submissions/{submission}", senders, (*Portal).submission},
	{"GET /submissions/{submission}/annotated", senders, (*Portal).annotated},
	{"GET /submissions/{submission}/original", senders, (*Portal).original},
	{"POST /submissions/{submission}/explain", provinces, (*Portal).explain},
}

// shownFinding is a finding with what the visitor may do about it.
type shownFinding struct {
	pipeline.Finding
	Explainable bool   // a unit may accept it itself on an explanation
	Waived      string // that it was accepted, and why; "" where it stands
	Refused     string // that it stands again, for an explanation was accepted no longer, and why; "" otherwise
}

// sheetFindings are the findings of a sheet; Notes are those about which nothing has to be done.
type sheetFindings struct {
	Sheet           string // "" for what is about the whole file
	Findings, Notes []shownFinding
}

// submissionPage is what the page of a submission shows; the department's forms on it use Outcome.
type submissionPage struct {
	pipeline.Outcome
	UnitTitle, Form, PeriodName string
	Sheets                      []sheetFindings
	Errors, Warnings            int        // that stand
	Annotatable                 bool       // there is something to mark in the workbook
	Explainable                 bool       // one of the findings is
	Same                        []sentForm // all that came of the same form, unit and period, the newest first; none where there is no other
}

func (p *Portal) submission(v *visit) error {
	page := p.submissionPage(v)
	if err := p.addSame(v, &page); err != nil {
		return err
	}
	if err := p.addRefused(v, &page); err != nil {
		return err
	}
	return p.show(v, "submission", page)
}

// addSame adds what else came of the same form, unit and period.
func (p *Portal) addSame(v *visit, page *submissionPage) error {
	if page.Layout == "" || page.Reporter == "" || page.Period == "" {
		return nil
	}
	found, err := p.Records.Submissions(v.r.Context(), []string{page.Reporter}, page.Period, page.Layout)
	if err != nil || len(found) < 2 {
		return err
	}
	for _, s := range found[:min(len(found), mostHistory)] {
		_, form, period := p.formWords(s.Submission)
		page.Same = append(page.Same, sentForm{s, form, period})
	}
	return nil
}

// addRefused says of findings that stand again why their explanation was accepted no longer.
func (p *Portal) addRefused(v *visit, page *submissionPage) error {
	if page.Errors+page.Warnings == 0 {
		return nil
	}
	waivers, err := p.Records.Waivers(v.r.Context(), page.Period, []string{page.Reporter})
	for _, w := range waivers {
		if w.Withdrawal == nil {
			continue
		}
		for i := range page.Sheets {
			for j := range page.Sheets[i].Findings {
				if f := &page.Sheets[i].Findings[j]; f.ID == w.Finding && f.Got == w.Got && f.Expected == w.Expected && f.Holds() && f.Refused == "" {
					f.Refused = pipeline.Fill(p.Pipeline.Catalog.Words["waiver-refused"], map[string]string{"by": w.Withdrawal.By, "explained": w.Reason, "reason": w.Withdrawal.Reason})
				}
			}
		}
	}
	return err
}

func (p *Portal) submissionPage(v *visit) submissionPage {
	outcome := v.submission
	page := submissionPage{Outcome: outcome, Errors: countOf(outcome.Findings, pipeline.Error), Warnings: countOf(outcome.Findings, pipeline.Warning)}
	page.UnitTitle, page.Form, page.PeriodName = p.formWords(outcome.Submission)
	page.Annotatable = annotatable(outcome)
	for _, f := range outcome.Findings {
		shown := shownFinding{Finding: f}
		if f.Waiver != nil {
			shown.Waived = f.Waiver.Say(p.Pipeline.Catalog.Words)
		}
		_, shown.Explainable = p.explaining(v, f)
		page.Explainable = page.Explainable || shown.Explainable
		i := slices.IndexFunc(page.Sheets, func(s sheetFindings) bool { return s.Sheet == f.Sheet })
		if i < 0 {
			i = len(page.Sheets)
			page.Sheets = append(page.Sheets, sheetFindings{Sheet: f.Sheet})
		}
		if f.Severity == pipeline.Note {
			page.Sheets[i].Notes = append(page.Sheets[i].Notes, shown)
		} else {
			page.Sheets[i].Findings = append(page.Sheets[i].Findings, shown)
		}
	}
	return page
}

// formWords are what a submission's unit, form and period are called; "" where nobody could read that.
func (p *Portal) formWords(s pipeline.Submission) (unit, form, period string) {
	c := p.Pipeline.Catalog
	if u, ok := c.Geography.Unit(s.Reporter); ok {
		unit = c.UnitTitle(u)
	}
	if parsed, err := pipeline.ParsePeriod(s.Period); err == nil {
		period = parsed.Name()
	}
	for _, l := range c.Layouts {
		if l.ID == s.Layout && l.Version == s.Version {
			form = l.Number + ", " + l.Title
		}
	}
	return unit, form, period
}

// annotated sends the workbook with its findings marked, as it is today: made anew of the original.
func (p *Portal) annotated(v *visit) error {
	data, err := p.Pipeline.Annotated(&v.submission)
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(v.submission.Name, filepath.Ext(v.submission.Name))
	return download(v, fmt.Sprintf("%d-%s%s", v.submission.ID, name, pipeline.WorkbookEnding(data)), data)
}

// original sends the workbook as it came.
func (p *Portal) original(v *visit) error {
	data, err := p.Pipeline.Archive.Bytes(v.submission.SHA256)
	if err != nil {
		return err
	}
	return download(v, v.submission.Name, data)
}

// explaining tells as whom a visitor may accept a finding, if at all: a province's account what its unit may accept itself.
func (p *Portal) explaining(v *visit, f pipeline.Finding) (by string, may bool) {
	c := p.Pipeline.Catalog
	if v.account.Role != pipeline.ProvinceRole || !f.Holds() || f.Severity == pipeline.Note || !slices.Contains([]pipeline.State{pipeline.Accepted, pipeline.Returned, pipeline.Quarantined}, v.submission.State) {
		return "", false
	}
	own, _ := c.Geography.Unit(f.Reporter)
	if !v.concerns(own.ID) {
		return "", false
	}
	title := c.UnitTitle(own)
	for _, by := range []string{v.account.Name + ", " + title, title} {
		if unit, ok := c.Geography.ActingFor(by, f.Reporter); ok && unit.ID == own.ID {
			return by, c.CheckWaiver(f, unit) == nil
		}
	}
	return "", false
}

// explain accepts a finding of the unit's own form on its explanation.
func (p *Portal) explain(v *visit) error {
	words, back := p.Pipeline.Catalog.Words, fmt.Sprintf("/submissions/%d", v.submission.ID)
	id, reason := v.r.PostFormValue("finding"), vi.SingleSpaced(v.r.PostFormValue("reason"))
	at := slices.IndexFunc(v.submission.Findings, func(f pipeline.Finding) bool { return f.ID == id && f.Holds() })
	if at < 0 {
		return &pipeline.DecisionError{Reason: words["explain-gone"]}
	}
	by, may := p.explaining(v, v.submission.Findings[at])
	switch {
	case !may:
		return &pipeline.DecisionError{Reason: words["explain-department"]}
	case reason == "":
		return &pipeline.DecisionError{Reason: words["explain-empty"]}
	}
	_, _, err := p.Records.Waive(v.r.Context(), pipeline.WaiverRequest{Finding: id, By: by, Reason: reason})
	if refused := (*pipeline.DecisionError)(nil); errors.As(err, &refused) {
		p.Log.Info("portal", "explain", refused.Reason, "login", v.account.Login, "submission", v.submission.ID)
		return &pipeline.DecisionError{Reason: words["explain-gone"]}
	}
	if err != nil {
		return err
	}
	p.Settled()
	p.flash(v, words["explained"])
	return goTo(v, back)
}
