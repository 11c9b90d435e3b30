package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

// ordered is an order that a page is about, and where its page is.
type ordered struct {
	pipeline.Order
	page   string                   // its address
	action func(name string) string // the address of an action
	file   func(at int) string      // of a file of the draft
	show   func(status int, work *orderWork) error
}

// orderWork is what a page shows of an order: what it says, its draft, and the forms that draft, edit and approve it.
type orderWork struct {
	Title, Unit, Period, Once string
	Documents                 []readDocument
	Last                      pipeline.Edition // ID 0 for none
	Draft                     pipeline.Draft   // ID 0 for none
	Drafted                   string           // which draft it is
	Files                     []draftShown
	Action                    map[string]string // the addresses of draft and approve
	Marks                     []string
	May                       bool // publish
	Hidden                    bool // the text, of what was published with a mark of secrecy

	Approval map[string]string // what was entered
	Wrong    map[string]string // what is wrong with it, by the field
	Changed  []string          // what is otherwise than in the draft
	Changes  int
	Texts    []string // what is wrong with the texts
	Failed   string   // why nothing was made
}

// draftShown is a file of a draft, and its address.
type draftShown struct {
	pipeline.KeptFile
	Address string
}

// work makes ready what a page shows of an order, with the text that it would have now.
func (p *Portal) work(ctx context.Context, v *visit, o ordered) (*orderWork, error) {
	work := &orderWork{Title: o.title(), Unit: o.Unit.Name, Period: o.Period.Name(), Once: newKey(), Marks: p.Pipeline.Catalog.Config.Marks,
		May: v.account.Is(departments...), Approval: map[string]string{}, Wrong: map[string]string{},
		Action: map[string]string{"draft": o.action("draft"), "approve": o.action("approve")}}
	subject := o.Subject(p.Pipeline.Catalog.Config.Calendar)
	var err error
	if work.Last, work.Draft, err = p.Pipeline.Warehouse.Published(ctx, subject, true); err != nil {
		return nil, err
	}
	if work.Hidden = work.Last.Marked() && !work.May; work.Hidden {
		return work, nil
	}
	if work.Draft.ID > 0 {
		work.Drafted = draftKey(work.Draft)
		files, err := p.draftFolder(subject).list(work.Drafted)
		if err != nil {
			return nil, err
		}
		for i, file := range files {
			work.Files = append(work.Files, draftShown{file, o.file(i)})
		}
	}
	order := o.Order
	order.Copy = true // with the texts as they were edited
	documents, err := p.Pipeline.Preview(ctx, order)
	if err != nil {
		return nil, err
	}
	work.Documents = readable(documents, p.sources(o.Order))
	return work, nil
}

func (o ordered) title() string {
	if o.Conference != nil {
		return o.Conference.Title
	}
	return o.Reports[0].Title
}

// showOrder shows the page of an order.
func (p *Portal) showOrder(v *visit, o ordered) error {
	work, err := p.work(v.r.Context(), v, o)
	if err != nil {
		return err
	}
	return o.show(http.StatusOK, work)
}

// again shows the page of an order once more, with what is wrong with what was entered.
func (p *Portal) again(v *visit, o ordered, status int, tell func(*orderWork)) error {
	work, err := p.work(v.r.Context(), v, o)
	if err != nil {
		return err
	}
	tell(work)
	return o.show(status, work)
}

// draftOrder makes the draft of an order: of the texts that the form brings, those that differ from what was drafted are edited ones.
func (p *Portal) draftOrder(v *visit, o ordered) error {
	if p.wasSent(v) {
		return goTo(v, o.page)
	}
	edited, wrong, err := p.editedTexts(v, o)
	switch {
	case err != nil:
		return err
	case wrong != nil:
		return p.again(v, o, http.StatusUnprocessableEntity, wrong)
	}
	o.Wording, o.Untouched, o.By = edited.Edited, edited.Untouched, v.account.Login
	err = p.once(v, func(ctx context.Context) error { return p.draft(ctx, o.Order) })
	var misfit *pipeline.WordingError
	var refused *pipeline.DecisionError
	switch {
	case errors.Is(err, errDone):
		return goTo(v, o.page)
	case errors.As(err, &misfit):
		return p.again(v, o, http.StatusConflict, func(w *orderWork) { w.Texts = []string{misfit.Say(p.Pipeline.Catalog.Words)} })
	case errors.As(err, &refused):
		p.Log.Warn("portal", "draft", o.Subject(p.Pipeline.Catalog.Config.Calendar), "refused", refused.Reason)
		return p.again(v, o, http.StatusConflict, func(w *orderWork) { w.Failed = "nothing" })
	case err != nil:
		return err
	}
	p.flash(v, p.Pipeline.Catalog.Words["portal-drafted"])
	return goTo(v, o.page)
}

// editedTexts reads the texts of the form as the file of texts is read: with the same rules. wrong tells on the page what is wrong with them, and shows
// them as they were sent.
func (p *Portal) editedTexts(v *visit, o ordered) (edited pipeline.WordingFile, wrong func(*orderWork), err error) {
	drafted := v.r.PostFormValue("drafted")
	if drafted == "" {
		return edited, nil, nil // of a first draft nothing is edited
	}
	_, draft, err := p.Pipeline.Warehouse.Published(v.r.Context(), o.Subject(p.Pipeline.Catalog.Config.Calendar), true)
	if err != nil {
		return edited, nil, err
	}
	texts := map[string]string{}
	for i, passage := range draft.Passages {
		text := strings.ReplaceAll(v.r.PostFormValue("text-"+passage.ID), "\r\n", "\n")
		if _, has := v.r.PostForm["text-"+passage.ID]; has {
			draft.Passages[i].Text, texts[passage.ID] = text, text
		}
	}
	problems := []string(nil)
	if draftKey(draft) != drafted {
		problems = []string{p.Pipeline.Catalog.Words["portal-other-draft"]}
	} else if len(draft.Passages) > 0 {
		if edited, err = p.Pipeline.Catalog.ReadWording(p.Pipeline.Catalog.WriteWording(draft.Passages)); err != nil {
			for line := range strings.Lines(err.Error()) {
				_, sentence, _ := strings.Cut(strings.TrimSpace(line), ": ")
				problems = append(problems, sentence)
			}
		}
	}
	if problems == nil {
		return edited, nil, nil
	}
	return edited, func(w *orderWork) {
		w.Texts = problems
		for i, passage := range w.Draft.Passages {
			if text, ok := texts[passage.ID]; ok {
				w.Draft.Passages[i].Text = text
			}
		}
	}, nil
}

// draftFile hands over a file of the draft that stands.
func (p *Portal) draftFile(v *visit, o ordered) error {
	subject := o.Subject(p.Pipeline.Catalog.Config.Calendar)
	last, draft, err := p.Pipeline.Warehouse.Published(v.r.Context(), subject, false)
	if err != nil {
		return err
	}
	if last.Marked() && !v.account.Is(departments...) {
		return errForbidden
	}
	folder := p.draftFolder(subject)
	files, err := folder.list(draftKey(draft))
	if err != nil {
		return err
	}
	at, err := strconv.Atoi(v.r.URL.Query().Get("file"))
	if err != nil || at < 0 || at >= len(files) || draft.ID == 0 {
		return errNotFound
	}
	data, err := folder.file(files[at])
	if err != nil {
		return err
	}
	return download(v, fmt.Sprintf("%s-%s", draftPrefix, strings.ReplaceAll(files[at].Name, "/", "-")), data)
}

// draftPrefix begins the names of downloaded drafts: nobody is to take one for what was published.
const draftPrefix = "du-thao"
