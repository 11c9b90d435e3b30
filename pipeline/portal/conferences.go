package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tonghop/pipeline"
)

// ConferenceFiles are the files of conferences in the data folder.
type ConferenceFiles interface {
	// Reload reads the files into the catalogue where one changed. Where one is wrong, the conferences stay those that were read before.
	Reload() error
	// Own tells whether a conference stands in a file that Write would write: the defaults, and files that are called otherwise, only people with a terminal change.
	Own(pipeline.Conference) bool
	// Check tells what is wrong with a file as the catalogue reads it, each as "key: what"; nil for nothing.
	Check(id string, text []byte) ([]string, error)
	// Write keeps a file, and has it read.
	Write(id string, text []byte) error
}

var conferenceRoutes = []route{
	{"GET /conferences", readers, (*Portal).conferencesPage},
	{"POST /conferences", departments, (*Portal).addConference},
	{"GET /conferences/new", departments, (*Portal).newConferencePage},
	{"GET /conferences/{conference}", readers, func(p *Portal, v *visit) error { return p.withConference(v, (*Portal).showOrder) }},
	{"GET /conferences/{conference}/edit", departments, (*Portal).editConferencePage},
	{"POST /conferences/{conference}/edit", departments, (*Portal).editConference},
	{"GET /conferences/{conference}/files", readers, func(p *Portal, v *visit) error {
		if v.r.URL.Query().Get("file") == "" {
			return goTo(v, "/conferences/"+v.r.PathValue("conference"))
		}
		return p.withConference(v, (*Portal).draftFile)
	}},
	{"POST /conferences/{conference}/draft", departments, func(p *Portal, v *visit) error { return p.withConference(v, (*Portal).draftOrder) }},
	{"POST /conferences/{conference}/approve", departments, func(p *Portal, v *visit) error { return p.withConference(v, (*Portal).approveOrder) }},
}

// reloadConferences has conferences read that changed. broken says that a file is wrong, so that they are those of before.
func (p *Portal) reloadConferences() (broken bool) {
	if err := p.Conferences.Reload(); err != nil {
		p.Log.Error("portal", "conferences", err)
		return true
	}
	return false
}

// conferenceShown is a conference in the list.
type conferenceShown struct {
	pipeline.Conference
	Own bool // it may be edited here
}

func (p *Portal) conferencesPage(v *visit) error {
	broken := p.reloadConferences()
	var all []conferenceShown
	for _, c := range p.Pipeline.Catalog.Conferences.All() {
		all = append(all, conferenceShown{c, p.Conferences.Own(c)})
	}
	slices.SortStableFunc(all, func(a, b conferenceShown) int { return b.Date.Compare(a.Date) })
	return p.show(v, "conferences", map[string]any{"Conferences": all, "Broken": broken, "May": v.account.Is(departments...)})
}

// conferenceNamed is the conference that the path names.
func (p *Portal) conferenceNamed(v *visit) (pipeline.Conference, error) {
	conference, ok := p.Pipeline.Catalog.Conference(v.r.PathValue("conference"))
	if !ok {
		return conference, errNotFound
	}
	return conference, nil
}

// withConference does something with the pack of the conference that the path names.
func (p *Portal) withConference(v *visit, do func(*Portal, *visit, ordered) error) error {
	broken := p.reloadConferences()
	conference, err := p.conferenceNamed(v)
	if err != nil {
		return err
	}
	order, err := p.Pipeline.Catalog.ConferenceOrder(conference)
	if err != nil {
		return err
	}
	page := "/conferences/" + conference.ID
	return do(p, v, ordered{Order: order, page: page, action: func(name string) string { return page + "/" + name },
		file: func(at int) string { return fmt.Sprintf("%s/files?file=%d", page, at) },
		show: func(status int, work *orderWork) error {
			return p.showAs(v, status, "conference", map[string]any{"Conference": conferenceShown{conference, p.Conferences.Own(conference)}, "Broken": broken, "Work": work})
		}})
}

// newConferencePage shows the form of a new conference, filled as one that there is where that is asked for.
func (p *Portal) newConferencePage(v *visit) error {
	broken := p.reloadConferences()
	form := p.conferenceForm()
	form.Values = map[string]string{"report": "conference", "recipients": p.Pipeline.Catalog.Words["portal-conference-recipients"]}
	if like, ok := p.Pipeline.Catalog.Conference(v.r.FormValue("like")); ok {
		form.fill(like)
		form.Values["id"], form.Like = "", like.Title
	}
	form.Broken = broken
	return p.show(v, "conference-form", form)
}

// editable is the conference that the path names, where it may be edited here.
func (p *Portal) editable(v *visit) (conference pipeline.Conference, broken bool, err error) {
	broken = p.reloadConferences()
	if conference, err = p.conferenceNamed(v); err == nil && !p.Conferences.Own(conference) {
		err = pipeline.Refuse("conference-not-own", "conference {conference} stands in no file that the portal writes", "conference", conference.ID)
	}
	return conference, broken, err
}

func (p *Portal) editConferencePage(v *visit) error {
	conference, broken, err := p.editable(v)
	if err != nil {
		return err
	}
	form := p.conferenceForm()
	form.fill(conference)
	form.Edited, form.Before, form.Broken = conference.Title, conference.Hash, broken
	return p.show(v, "conference-form", form)
}

func (p *Portal) addConference(v *visit) error {
	if p.wasSent(v) {
		return goTo(v, "/conferences")
	}
	form := p.readConferenceForm(v)
	form.Broken = p.reloadConferences()
	form.Like = v.r.PostFormValue("like")
	return p.saveConference(v, form)
}

// editConference writes a conference anew, unless somebody else did so since the form was shown.
func (p *Portal) editConference(v *visit) error {
	if p.wasSent(v) {
		return goTo(v, "/conferences/"+v.r.PathValue("conference"))
	}
	conference, broken, err := p.editable(v)
	if err != nil {
		return err
	}
	form := p.readConferenceForm(v)
	form.Values["id"] = conference.ID
	form.Edited, form.Before, form.Broken = conference.Title, v.r.PostFormValue("before"), broken
	return p.saveConference(v, form)
}

// saveConference writes a conference's file, once the catalogue has read it.
func (p *Portal) saveConference(v *visit, form *conferenceForm) error {
	id := form.Values["id"]
	status := http.StatusUnprocessableEntity
	if form.check(); !form.Broken && len(form.Wrong) == 0 {
		err := p.once(v, func(context.Context) error { // nobody else writes meanwhile
			there, is := p.Pipeline.Catalog.Conference(id)
			switch {
			case is && form.Edited == "":
				form.Wrong["id"] = "taken"
			case form.Edited != "" && there.Hash != form.Before:
				form.Changed, status = true, http.StatusConflict
			default:
				return p.writeConference(form)
			}
			return errOther
		})
		switch {
		case err == nil:
			p.Log.Info("conference written", "conference", id, "login", v.account.Login)
			p.flash(v, p.Pipeline.Catalog.Words["portal-conference-saved"])
			return goTo(v, "/conferences/"+id)
		case errors.Is(err, errDone):
			return goTo(v, "/conferences")
		case !errors.Is(err, errOther):
			return err
		}
	}
	return p.showAs(v, status, "conference-form", form)
}

// writeConference keeps a file that the catalogue finds nothing wrong with; else the form says where that is.
func (p *Portal) writeConference(form *conferenceForm) error {
	text := form.file()
	problems, err := p.Conferences.Check(form.Values["id"], text)
	if err != nil {
		return err
	}
	for _, problem := range problems {
		field, _, _ := strings.Cut(problem, ":")
		if !slices.Contains(append(conferenceFields, "provinces", "sections"), field) {
			field = "unit" // either a unit, or provinces with a name
		}
		form.Wrong[field] = "refused"
	}
	if len(problems) > 0 {
		p.Log.Warn("portal", "conference", form.Values["id"], "refused", problems)
		return errOther
	}
	return p.Conferences.Write(form.Values["id"], text)
}
