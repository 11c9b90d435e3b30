package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
)

// ErrRestart says that other files of templates changed since the service began, so that none is used anew before it begins again.
var ErrRestart = errors.New("files of templates other than conferences changed: restart the service")

// ConferenceFiles are the files of conferences in the data folder.
type ConferenceFiles interface {
	// Pipeline is one with the conferences as they lie there now, or ErrRestart.
	Pipeline() (*pipeline.Pipeline, error)
	// Check tells what is wrong with a file as the catalogue reads it, each as "key: what"; nil for nothing.
	Check(id string, text []byte) ([]string, error)
	Write(id string, text []byte) error
}

var conferenceRoutes = []route{
	{"GET /conferences", readers, (*Portal).conferencesPage},
	{"POST /conferences", departments, (*Portal).saveConference},
	{"GET /conferences/new", departments, (*Portal).newConferencePage},
	{"GET /conferences/{conference}", readers, func(p *Portal, v *visit) error { return p.withConference(v, (*Portal).showOrder) }},
	{"GET /conferences/{conference}/files", readers, func(p *Portal, v *visit) error {
		if v.r.URL.Query().Get("file") == "" {
			return goTo(v, "/conferences/"+v.r.PathValue("conference"))
		}
		return p.withConference(v, (*Portal).draftFile)
	}},
	{"POST /conferences/{conference}/draft", departments, func(p *Portal, v *visit) error { return p.withConference(v, (*Portal).draftOrder) }},
	{"POST /conferences/{conference}/approve", departments, func(p *Portal, v *visit) error { return p.withConference(v, (*Portal).approveOrder) }},
}

// conferences is the pipeline for packs; restart says that the conferences are those of when the service began.
func (p *Portal) conferences() (on *pipeline.Pipeline, restart bool, err error) {
	on, err = p.Conferences.Pipeline()
	if errors.Is(err, ErrRestart) {
		return p.Pipeline, true, nil
	}
	return on, false, err
}

func (p *Portal) conferencesPage(v *visit) error {
	on, restart, err := p.conferences()
	if err != nil {
		return err
	}
	all := slices.Clone(on.Catalog.Conferences)
	slices.SortFunc(all, func(a, b pipeline.Conference) int { return b.Date.Compare(a.Date) })
	return p.show(v, "conferences", map[string]any{"Conferences": all, "Restart": restart, "May": v.account.Is(departments...)})
}

// withConference does something with the pack of the conference that the path names.
func (p *Portal) withConference(v *visit, do func(*Portal, *visit, ordered) error) error {
	on, restart, err := p.conferences()
	if err != nil {
		return err
	}
	conference, ok := on.Catalog.Conference(v.r.PathValue("conference"))
	if !ok {
		return errNotFound
	}
	order, err := on.Catalog.ConferenceOrder(conference)
	if err != nil {
		return err
	}
	page := "/conferences/" + conference.ID
	return do(p, v, ordered{Order: order, on: on, page: page, action: func(name string) string { return page + "/" + name },
		file: func(at int) string { return fmt.Sprintf("%s/files?file=%d", page, at) },
		show: func(status int, work *orderWork) error {
			return p.showAs(v, status, "conference", map[string]any{"Conference": conference, "Restart": restart, "Work": work})
		}})
}

// conferenceForm is the form of a new conference.
type conferenceForm struct {
	Values    map[string]string
	Provinces map[string]bool // those that are ticked
	Sections  map[string]bool
	Wrong     map[string]string // by the field
	Restart   bool
	Units     []unitGroup
	Reports   []pipeline.Report
	Choices   []section
	Once      string
}

// section is a section that a conference's report may have.
type section struct{ ID, Title string }

// conferenceFields are what is filled in, by the names of the form and, but for the id of the report, the keys of the file.
var conferenceFields = []string{"id", "title", "place", "date", "unit", "name", "period", "map", "report", "recipients"}

func (p *Portal) newConferencePage(v *visit) error {
	form := p.conferenceForm(map[string]string{"report": "conference", "recipients": p.Pipeline.Catalog.Words["portal-conference-recipients"]})
	return p.show(v, "conference-new", form)
}

func (p *Portal) conferenceForm(values map[string]string) *conferenceForm {
	c := p.Pipeline.Catalog
	form := &conferenceForm{Values: values, Provinces: map[string]bool{}, Sections: map[string]bool{}, Wrong: map[string]string{}, Once: newKey(), Units: unitGroups(c.Geography, pipeline.DayOf(p.now()))}
	for _, r := range c.Reports {
		if r.AtConference && !r.InPack {
			form.Reports = append(form.Reports, r)
			form.Choices = append(form.Choices, sectionsOf(c, r)...)
		}
	}
	return form
}

var (
	sectionHeading = regexp.MustCompile(`(?m)^# +([^{\n]*)\{[^{}\n]*#([a-z][a-z0-9-]*)[^{}\n]*\}[ \t]*$`)
	included       = regexp.MustCompile("(?m)^```include (\\S+)")
)

// sectionsOf lists the sections of a report and of the parts that it includes.
func sectionsOf(c *pipeline.Catalog, r pipeline.Report) (sections []section) {
	bodies := []string{r.Body}
	for _, include := range included.FindAllStringSubmatch(r.Body, -1) {
		for _, part := range c.Parts {
			if part.Name == include[1] {
				bodies = append(bodies, part.Body)
			}
		}
	}
	for _, body := range bodies {
		for _, found := range sectionHeading.FindAllStringSubmatch(body, -1) {
			sections = append(sections, section{found[2], strings.TrimSpace(found[1])})
		}
	}
	return sections
}

// saveConference writes the file of a new conference, once the catalogue has read it.
func (p *Portal) saveConference(v *visit) error {
	if p.wasSent(v) {
		return goTo(v, "/conferences")
	}
	values := map[string]string{}
	for _, name := range conferenceFields {
		values[name] = strings.TrimSpace(strings.ReplaceAll(v.r.PostFormValue(name), "\r\n", "\n"))
	}
	form := p.conferenceForm(values)
	for _, id := range v.r.PostForm["provinces"] {
		form.Provinces[id] = true
	}
	for _, id := range v.r.PostForm["sections"] {
		form.Sections[id] = true
	}
	on, restart, err := p.conferences()
	if err != nil {
		return err
	}
	if form.Restart = restart; !restart {
		form.check(on.Catalog)
	}
	if !restart && len(form.Wrong) == 0 {
		err = p.once(v, func(context.Context) error { return p.writeConference(form) })
	}
	switch {
	case errors.Is(err, errDone):
		return goTo(v, "/conferences")
	case err != nil:
		return err
	case restart || len(form.Wrong) > 0:
		return p.showAs(v, http.StatusUnprocessableEntity, "conference-new", form)
	}
	p.flash(v, p.Pipeline.Catalog.Words["portal-conference-saved"])
	return goTo(v, "/conferences/"+values["id"])
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
		form.Once = newKey() // nothing was done
		return nil
	}
	return p.Conferences.Write(form.Values["id"], text)
}

var conferenceID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}$`)

// check names what is wrong with a form as far as that can be told before the catalogue reads it.
func (f *conferenceForm) check(c *pipeline.Catalog) {
	for _, name := range []string{"title", "place", "period"} {
		if f.Values[name] == "" {
			f.Wrong[name] = "empty"
		}
	}
	if !conferenceID.MatchString(f.Values["id"]) {
		f.Wrong["id"] = "form"
	} else if _, taken := c.Conference(f.Values["id"]); taken {
		f.Wrong["id"] = "taken"
	}
	if _, err := time.Parse(time.DateOnly, f.Values["date"]); err != nil {
		f.Wrong["date"] = "form"
	}
	if _, err := time.Parse(time.DateOnly, f.Values["map"]); f.Values["map"] != "" && err != nil {
		f.Wrong["map"] = "form"
	}
	if _, ok := pipeline.ReadPeriod(f.Values["period"]); !ok && f.Values["period"] != "" {
		f.Wrong["period"] = "form"
	}
	if own := f.Values["name"] != "" && len(f.Provinces) > 0; (f.Values["unit"] != "") == (f.Values["name"] != "" || len(f.Provinces) > 0) || f.Values["unit"] == "" && !own {
		f.Wrong["unit"] = "either"
	}
}
