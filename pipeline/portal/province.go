package portal

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
)

var provinceRoutes = []route{
	{"GET /submissions", provinces, (*Portal).history},
	{"GET /forms/{form}/{period}/{unit}", senders, (*Portal).blankForm},
	{"POST /forms/{form}/{period}/{unit}/nothing", provinces, (*Portal).nothing},
}

// dueForm is a form that a unit owes, or sent, with what may be done about it.
type dueForm struct {
	pipeline.Standing
	Form, PeriodName string
	Whose            string    // the unit, where an account answers for several
	DueDay           time.Time // zero for none
	Open             bool      // something is to be sent
	Unsaid           bool      // nothing came: the unit may say that there is nothing to report
}

// The most that the first page of a province lists.
const (
	mostSent     = 6
	mostPast     = 5
	mostReports  = 10
	mostRejected = 200 // that are looked through for those of the unit
	mostHistory  = 200
)

// provinceHome is all that a province needs on one page.
func (p *Portal) provinceHome(v *visit) error {
	due, sent, err := p.dueForms(v)
	if err != nil {
		return err
	}
	past, err := p.sentBy(v)
	if err != nil {
		return err
	}
	editions, err := p.Records.Editions(v.r.Context(), pipeline.EditionFilter{})
	if err != nil {
		return err
	}
	var reports []editionShown
	for _, e := range slices.Backward(editions) {
		if len(reports) < mostReports && p.openTo(v, e) {
			reports = append(reports, p.editionShown(v, e))
		}
	}
	return p.show(v, "province", map[string]any{"Due": due, "Sent": sent[:min(len(sent), mostSent)], "Past": past[:min(len(past), mostPast)], "Reports": reports})
}

// dueForms are the forms that the visitor's units owe: what is still to be sent, that which is due first before the others, and what was sent, the newest period first.
func (p *Portal) dueForms(v *visit) (due, sent []dueForm, err error) {
	standings, _, err := p.Records.Board(v.r.Context(), pipeline.BoardSelection{Units: v.units})
	if err != nil {
		return nil, nil, err
	}
	for _, s := range slices.Backward(standings) {
		form := p.dueForm(v, s)
		switch {
		case form.Open && s.Expected:
			due = append(due, form)
		case !form.Unsaid:
			sent = append(sent, form)
		}
	}
	slices.SortStableFunc(due, func(a, b dueForm) int { return cmp.Compare(a.Due, b.Due) })
	return due, sent, nil
}

func (p *Portal) dueForm(v *visit, s pipeline.Standing) dueForm {
	c := p.Pipeline.Catalog
	form := dueForm{Standing: s, Form: s.Layout, PeriodName: s.Period}
	if s.State == string(pipeline.Returned) && s.Sent && s.Edition == 0 {
		form.State = pipeline.NothingStanding // what went back was no form to send: the unit has said since that there is nothing
	}
	form.Unsaid = s.State == pipeline.MissingStanding || s.State == pipeline.NotDueStanding
	form.Open = form.Unsaid || form.State == string(pipeline.Returned)
	form.DueDay, _ = time.Parse(time.DateOnly, s.Due)
	if period, err := pipeline.ParsePeriod(s.Period); err == nil {
		form.PeriodName = period.Name()
		_, day := c.Config.Calendar.Days(period)
		if layout, ok := c.Layout(s.Layout, day); ok {
			form.Form = layout.Number + ", " + layout.Title
		}
	}
	if unit, ok := c.Geography.Unit(s.Unit); ok && s.Unit != v.account.Unit {
		form.Whose = c.UnitTitle(unit)
	}
	return form
}

// form makes out the form that the path names; what is not sent by its unit is not there.
func (p *Portal) form(v *visit) (pipeline.Form, error) {
	c := p.Pipeline.Catalog
	period, err := pipeline.ParsePeriod(v.r.PathValue("period"))
	if err != nil {
		return pipeline.Form{}, errNotFound
	}
	_, day := c.Config.Calendar.Days(period)
	layout, ok := c.Layout(v.r.PathValue("form"), day)
	unit, known := c.Geography.Unit(v.r.PathValue("unit"))
	if !ok || !known || !unit.On(day) || !layout.Sender.Sends(unit.Kind) {
		return pipeline.Form{}, errNotFound
	}
	return c.Form(layout, unit, period), nil
}

// blankForm sends a form filled with who sends it and the period.
func (p *Portal) blankForm(v *visit) error {
	form, err := p.form(v)
	if err != nil {
		return err
	}
	var workbook bytes.Buffer
	if err := p.Blank(&workbook, form); err != nil {
		return err
	}
	name := fmt.Sprintf("%s-%s-%s.xlsx", form.Layout.ID, form.Period, strings.ReplaceAll(form.Reporter.ID, "/", "-"))
	return download(v, name, workbook.Bytes())
}

// nothing takes the unit's word that it has nothing to report, once it has confirmed that.
func (p *Portal) nothing(v *visit) error {
	words := p.Pipeline.Catalog.Words
	form, err := p.form(v)
	if err != nil {
		return err
	}
	if v.r.PostFormValue("confirmed") == "" {
		return &pipeline.DecisionError{Reason: words["nothing-unconfirmed"]}
	}
	err = p.Records.ConfirmNothing(v.r.Context(), form.Layout, form.Reporter, form.Period, v.account.Login)
	if refused := (*pipeline.DecisionError)(nil); errors.As(err, &refused) {
		p.Log.Info("portal", "nothing", refused.Reason, "login", v.account.Login)
		return &pipeline.DecisionError{Reason: words["nothing-refused"]}
	}
	if err != nil {
		return err
	}
	p.flash(v, pipeline.Fill(words["nothing-confirmed"], map[string]string{"form": form.Layout.Number, "period": form.Period.Name()}))
	return goTo(v, "/")
}

// sentForm is a submission as lists show it.
type sentForm struct {
	pipeline.Sent
	Form, PeriodName string
}

// history lists all that the visitor's unit sent.
func (p *Portal) history(v *visit) error {
	past, err := p.sentBy(v)
	if err != nil {
		return err
	}
	return p.show(v, "submissions", map[string]any{"Past": past[:min(len(past), mostHistory)], "More": len(past) > mostHistory, "Most": mostHistory})
}

// sentBy lists what came of the visitor's units, the newest first, and what they handed in that nobody could read.
func (p *Portal) sentBy(v *visit) ([]sentForm, error) {
	found, err := p.Records.Submissions(v.r.Context(), append([]string{""}, v.units...), "", "") // "": of a rejected file nobody knows whose it is
	if err != nil {
		return nil, err
	}
	var past []sentForm
	rejected := 0
	for _, s := range found {
		if s.Reporter == "" {
			if rejected++; rejected > mostRejected {
				continue
			}
			receipt, err := p.Pipeline.Archive.Receipt(s.ID)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
			if err != nil || receipt.Unit == "" || !v.concerns(receipt.Unit) {
				continue
			}
		}
		_, form, period := p.formWords(s.Submission)
		past = append(past, sentForm{s, form, period})
	}
	return past, nil
}
