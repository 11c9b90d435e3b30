package portal

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

// What a visitor is told instead of a page.
var (
	errNotFound  = errors.New("not found")
	errForbidden = errors.New("forbidden")
	errTooOften  = errors.New("too many requests")
)

// visit is a request of somebody whose right to it was checked.
type visit struct {
	w       http.ResponseWriter
	r       *http.Request
	account pipeline.Account // zero where nobody is logged in
	// submission is what the path names; zero for nothing.
	submission pipeline.Outcome
	edition    pipeline.Edition // what the path names; ID 0 for nothing
	// receipts are what the path names, at least one.
	receipts []pipeline.Receipt
	// units are those that a province's account answers for: its own, and those that became it.
	units []string
}

// allowed carries a route out for whoever may ask for it. Somebody who is not logged in is sent to the login.
func (p *Portal) allowed(route route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r}
		if route.roles != nil {
			if !p.admit(v, route) {
				return
			}
		}
		if p.tooOften(v) {
			p.tell(v, errTooOften)
			return
		}
		if route.pattern != uploadPattern { // which bounds each file, and reads the token before any
			r.Body = http.MaxBytesReader(w, r.Body, formBytes)
			if r.Method != http.MethodGet && r.Method != http.MethodHead && !p.tokenFits(r, r.PostFormValue("token")) {
				p.tell(v, errForbidden)
				return
			}
		}
		if err := route.do(p, v); err != nil {
			p.tell(v, err)
		}
	})
}

// admit finds out who asks, and whether that one may; otherwise it answers.
func (p *Portal) admit(v *visit, route route) bool {
	account, ok, err := p.visitor(v.r)
	switch {
	case err != nil:
		p.tell(v, err)
		return false
	case !ok:
		http.Redirect(v.w, v.r, "/login", http.StatusSeeOther)
		return false
	}
	v.account, v.units = account, p.answeredFor(account)
	if account.MustChange && !strings.HasSuffix(route.pattern, " /password") && !strings.HasSuffix(route.pattern, " /logout") {
		http.Redirect(v.w, v.r, "/password", http.StatusSeeOther)
		return false
	}
	if !account.Is(route.roles...) {
		p.tell(v, errForbidden)
		return false
	}
	if err := p.checkNamed(v); err != nil {
		p.tell(v, err)
		return false
	}
	return true
}

// checkNamed finds what the path names. What is another unit's is not there for a province's account.
func (p *Portal) checkNamed(v *visit) error {
	if unit := v.r.PathValue("unit"); unit != "" {
		if _, ok := p.Pipeline.Catalog.Geography.Unit(unit); !ok || !v.concerns(unit) {
			return errNotFound
		}
	}
	for _, name := range []string{"unit", "within"} { // asked for in the address; of a commune, its province's
		if unit, _, _ := strings.Cut(v.r.URL.Query().Get(name), "/"); unit != "" && !v.concerns(unit) {
			return errNotFound
		}
	}
	if err := p.checkEdition(v); err != nil {
		return err
	}
	if err := p.checkReceipt(v); err != nil {
		return err
	}
	if text := v.r.PathValue("receipts"); text != "" {
		if err := p.findReceipts(v, text); err != nil {
			return err
		}
	}
	text := v.r.PathValue("submission")
	if text == "" {
		return nil
	}
	id, err := numberOf(text)
	if err != nil {
		return err
	}
	found, err := p.Records.Outcomes(v.r.Context(), []int64{id})
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return errNotFound
	}
	receipt, err := p.Pipeline.Archive.Receipt(id) // only the archive knows who handed it in
	if err != nil {
		return err
	}
	found[0].By, found[0].Unit = receipt.By, receipt.Unit
	if !v.mayOpen(found[0].Submission) {
		return errNotFound
	}
	v.submission = found[0]
	return nil
}

// checkEdition finds the edition that the path names: for a province one that is open to it.
func (p *Portal) checkEdition(v *visit) error {
	text := v.r.PathValue("edition")
	if text == "" {
		return nil
	}
	id, err := numberOf(text)
	if err != nil {
		return err
	}
	found, err := p.Records.Editions(v.r.Context(), pipeline.EditionFilter{ID: id})
	if err != nil {
		return err
	}
	if len(found) == 0 || !p.openTo(v, found[0]) {
		return errNotFound
	}
	v.edition = found[0]
	return nil
}

// numberOf is a number that a path names; what is none is not there.
func numberOf(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 {
		return 0, errNotFound
	}
	return id, nil
}

// openTo tells whether somebody may see an edition: a province one without a mark of secrecy that is about it, or about units that it is among. The packs of
// conferences are for those who are there.
func (p *Portal) openTo(v *visit, e pipeline.Edition) bool {
	if v.account.Role != pipeline.ProvinceRole {
		return true
	}
	return !e.Marked() && (v.concerns(e.Unit) || slices.ContainsFunc(p.Pipeline.Catalog.ScopeOfEdition(e), func(u pipeline.Unit) bool { return v.concerns(u.ID) }))
}

// checkReceipt finds what became of the receipt that the path names.
func (p *Portal) checkReceipt(v *visit) error {
	text := v.r.PathValue("receipt")
	if text == "" {
		return nil
	}
	id, err := numberOf(text)
	if err != nil {
		return err
	}
	receipt, err := p.Pipeline.Archive.Receipt(id)
	if errors.Is(err, fs.ErrNotExist) || err == nil && receipt.Unit != "" && !v.concerns(receipt.Unit) {
		return errNotFound
	}
	if err != nil {
		return err
	}
	v.submission, err = p.outcomeOf(v, receipt)
	return err
}

// outcomeOf is what became of a receipt that the visitor may open, which may take a while: its state is received where that goes on for longer.
// Bytes that were settled before have the outcome of then.
func (p *Portal) outcomeOf(v *visit, receipt pipeline.Receipt) (pipeline.Outcome, error) {
	ctx, cancel := context.WithTimeout(v.r.Context(), p.patience.outcome)
	defer cancel()
	outcomes, err := p.Reception.Outcomes(ctx, []int64{receipt.ID})
	if err != nil {
		return pipeline.Outcome{}, err
	}
	outcome, settled := outcomes[receipt.ID]
	switch {
	case !settled:
		outcome.Submission = pipeline.Submission{Receipt: receipt, State: pipeline.Received}
	case outcome.ID == 0:
		return outcome, errNotFound // another form has taken its place
	case outcome.ID != receipt.ID:
		if receipt, err = p.Pipeline.Archive.Receipt(outcome.ID); err != nil {
			return outcome, err
		}
	}
	outcome.By, outcome.Unit = receipt.By, receipt.Unit
	if !v.mayOpen(outcome.Submission) {
		return outcome, errNotFound
	}
	return outcome, nil
}

// findReceipts finds the receipts of a list of numbers with commas.
func (p *Portal) findReceipts(v *visit, text string) error {
	numbers := strings.Split(text, ",")
	if len(numbers) > uploadFiles {
		return errNotFound
	}
	for _, number := range numbers {
		id, err := numberOf(number)
		if err != nil || slices.ContainsFunc(v.receipts, func(r pipeline.Receipt) bool { return r.ID == id }) {
			return errNotFound
		}
		receipt, err := p.Pipeline.Archive.Receipt(id)
		if errors.Is(err, fs.ErrNotExist) || err == nil && !v.concerns(receipt.Unit) {
			return errNotFound
		}
		if err != nil {
			return err
		}
		v.receipts = append(v.receipts, receipt)
	}
	return nil
}

// answeredFor are the units that an account answers for: of a province its own, and those that became it, whose forms and figures are its own.
func (p *Portal) answeredFor(account pipeline.Account) []string {
	if account.Role != pipeline.ProvinceRole {
		return nil
	}
	became := slices.DeleteFunc(p.becoming(account.Unit), func(unit string) bool { return unit == account.Unit })
	return append([]string{account.Unit}, became...) // itself also where the map does not know it any more: no unit would be every one
}

// concerns tells whether somebody may see what is about a unit.
func (v *visit) concerns(unit string) bool {
	return v.account.Role != pipeline.ProvinceRole || slices.Contains(v.units, unit)
}

// mayOpen tells whether somebody may see a submission: a province what it sent, and what was read as its own.
func (v *visit) mayOpen(s pipeline.Submission) bool {
	return v.concerns(s.Unit) || s.Unit == "" && s.Reporter != "" && v.concerns(s.Reporter)
}
