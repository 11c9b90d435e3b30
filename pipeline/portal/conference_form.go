package portal

import (
	"regexp"
	"strings"
	"time"

	"tonghop/pipeline"
)

// conferenceForm is the form of a conference.
type conferenceForm struct {
	Values    map[string]string
	Provinces map[string]bool // those that are ticked
	Sections  map[string]bool
	Wrong     map[string]string // by the field
	Edited    string            // the title of the conference that is edited; "" of a new one
	Like      string            // the title of the conference that a new one was filled as
	Before    string            // hash of the files that the form was filled with
	Changed   bool              // somebody else wrote them since
	Broken    bool              // another file is wrong: nothing is written
	Units     []unitGroup
	Reports   []pipeline.Report
	Choices   []section
	Once      string
}

// section is a section that a conference's report may have.
type section struct{ ID, Title string }

// conferenceFields are what is filled in, by the names of the form and, but for those of the signer, the keys of the file.
var conferenceFields = []string{"id", "title", "place", "date", "unit", "name", "period", "map", "report", "recipients", "authority", "signer", "position"}

// conferenceForm makes an empty form.
func (p *Portal) conferenceForm() *conferenceForm {
	c := p.Pipeline.Catalog
	form := &conferenceForm{Values: map[string]string{}, Provinces: map[string]bool{}, Sections: map[string]bool{}, Wrong: map[string]string{}, Once: newKey(),
		Units: unitGroups(c.Geography, pipeline.DayOf(p.now()))}
	for _, r := range c.Reports {
		if r.AtConference && !r.InPack {
			form.Reports = append(form.Reports, r)
			form.Choices = append(form.Choices, sectionsOf(c, r)...)
		}
	}
	return form
}

// fill fills the form with a conference.
func (f *conferenceForm) fill(c pipeline.Conference) {
	f.Values = map[string]string{"id": c.ID, "title": c.Title, "place": c.Place, "date": c.Date.Format(time.DateOnly), "unit": c.Unit, "name": c.Name, "period": c.Stated,
		"report": c.Report, "recipients": strings.Join(c.Recipients, "\n"), "authority": c.Signer.Authority, "signer": c.Signer.Name, "position": c.Signer.Title}
	if !c.Map.IsZero() {
		f.Values["map"] = c.Map.Format(time.DateOnly)
	}
	for _, id := range c.Provinces {
		f.Provinces[id] = true
	}
	for _, id := range c.Sections {
		f.Sections[id] = true
	}
}

// readConferenceForm reads the form that was sent.
func (p *Portal) readConferenceForm(v *visit) *conferenceForm {
	form := p.conferenceForm()
	for _, name := range conferenceFields {
		form.Values[name] = strings.TrimSpace(strings.ReplaceAll(v.r.PostFormValue(name), "\r\n", "\n"))
	}
	for _, id := range v.r.PostForm["provinces"] {
		form.Provinces[id] = true
	}
	for _, id := range v.r.PostForm["sections"] {
		form.Sections[id] = true
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

var conferenceID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}$`)

// check names what is wrong with a form as far as that can be told before the catalogue reads it.
func (f *conferenceForm) check() {
	for _, name := range []string{"title", "place", "period"} {
		if f.Values[name] == "" {
			f.Wrong[name] = "empty"
		}
	}
	if !conferenceID.MatchString(f.Values["id"]) {
		f.Wrong["id"] = "form"
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
