package portal

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tonghop/pipeline"
)

// mostChanges is how many changes since the draft are listed.
const mostChanges = 50

// approvalFields are what is entered to approve a draft, by the names of the form.
var approvalFields = []string{"number", "date", "signer", "title", "authority", "mark"}

// approveOrder publishes the draft that was read as an edition.
func (p *Portal) approveOrder(v *visit, o ordered) error {
	ctx := v.r.Context()
	last, draft, err := p.Pipeline.Warehouse.Published(ctx, o.Subject(p.Pipeline.Catalog.Config.Calendar), false)
	if err != nil {
		return err
	}
	entered := map[string]string{}
	for _, name := range approvalFields {
		entered[name] = strings.TrimSpace(v.r.PostFormValue(name))
	}
	refuse := func(status int, tell func(*orderWork)) error {
		return p.again(v, o, status, func(w *orderWork) { w.Approval = entered; tell(w) })
	}
	if !p.wasRead(v, draft) {
		return p.readAgain(v, last, refuse)
	}
	approval, wrong := p.approvalOf(entered, o, last)
	if len(wrong) > 0 {
		return refuse(http.StatusUnprocessableEntity, func(w *orderWork) { w.Wrong = wrong })
	}
	o.Approval, o.By = &approval, v.account.Login
	err = p.once(v, func(ctx context.Context) error {
		_, standing, err := p.Pipeline.Warehouse.Published(ctx, o.Subject(p.Pipeline.Catalog.Config.Calendar), false)
		if err != nil {
			return err
		}
		if !p.wasRead(v, standing) {
			return errOtherDraft
		}
		_, err = p.Pipeline.Publish(ctx, o.Order, kept{})
		return err
	})
	return p.approved(v, o, err, refuse)
}

// errOtherDraft says that the draft that was read is not the one that stands.
var errOtherDraft = errors.New("another draft")

// wasRead tells whether the draft is the one that the form was shown with.
func (p *Portal) wasRead(v *visit, draft pipeline.Draft) bool {
	return draft.ID > 0 && v.r.PostFormValue("drafted") == draftKey(draft)
}

// readAgain answers where the draft is another: where the form was sent before, it is published.
func (p *Portal) readAgain(v *visit, last pipeline.Edition, refuse func(int, func(*orderWork)) error) error {
	if last.ID > 0 && p.wasSent(v) {
		return goTo(v, "/editions/"+strconv.FormatInt(last.ID, 10))
	}
	return refuse(http.StatusConflict, func(w *orderWork) { w.Failed = "other" })
}

// approved answers an approval.
func (p *Portal) approved(v *visit, o ordered, err error, refuse func(int, func(*orderWork)) error) error {
	var changed *pipeline.ChangedError
	var refused *pipeline.DecisionError
	switch {
	case errors.Is(err, errDone):
		return goTo(v, o.page)
	case errors.Is(err, errOtherDraft):
		return refuse(http.StatusConflict, func(w *orderWork) { w.Failed = "other" })
	case errors.As(err, &changed):
		return refuse(http.StatusConflict, func(w *orderWork) {
			w.Changed, w.Changes = p.Pipeline.Catalog.Say(changed, mostChanges), changed.Count()
		})
	case errors.As(err, &refused): // all else was checked
		p.Log.Warn("portal", "approve", o.Subject(p.Pipeline.Catalog.Config.Calendar), "refused", refused.Reason)
		return refuse(http.StatusConflict, func(w *orderWork) { w.Wrong["number"] = "taken" })
	case err != nil:
		return err
	}
	p.Settled()
	last, _, err := p.Pipeline.Warehouse.Published(v.r.Context(), o.Subject(p.Pipeline.Catalog.Config.Calendar), false)
	if err != nil {
		return err
	}
	p.flash(v, p.Pipeline.Catalog.Words["portal-published"])
	return goTo(v, "/editions/"+strconv.FormatInt(last.ID, 10))
}

// The bounds of what is entered, as publishing has them.
var digits = regexp.MustCompile(`^[0-9]{1,6}$`)

const longestLine = 120

// approvalOf reads an approval, and names what is wrong with it by the field, as the page tells it.
func (p *Portal) approvalOf(entered map[string]string, o ordered, last pipeline.Edition) (a pipeline.Approval, wrong map[string]string) {
	wrong = map[string]string{}
	a = pipeline.Approval{Number: entered["number"], Mark: entered["mark"],
		Signer: pipeline.Signature{Authority: entered["authority"], Title: entered["title"], Name: entered["signer"]}}
	if !digits.MatchString(a.Number) || strings.Trim(a.Number, "0") == "" {
		wrong["number"] = "form"
	}
	if a.Signer.Name == "" {
		wrong["signer"] = "empty"
	}
	for _, name := range []string{"signer", "title", "authority"} {
		if utf8.RuneCountInString(entered[name]) > longestLine {
			wrong[name] = "long"
		}
	}
	switch {
	case a.Mark != "" && !slices.Contains(p.Pipeline.Catalog.Config.Marks, a.Mark):
		wrong["mark"] = "unknown"
	case a.Mark == "" && last.Marked():
		wrong["mark"] = "needed"
	}
	var err error
	switch a.Date, err = time.Parse(time.DateOnly, entered["date"]); {
	case err != nil:
		wrong["date"] = "form"
	case a.Date.Before(o.LastDay(p.Pipeline.Catalog.Config.Calendar)):
		wrong["date"] = "early"
	case a.Date.After(pipeline.DayOf(p.now())):
		wrong["date"] = "late"
	case last.ID > 0 && a.Date.Before(last.Date):
		wrong["date"] = "edition"
	}
	return a, wrong
}
