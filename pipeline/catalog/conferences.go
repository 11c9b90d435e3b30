package catalog

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// packName is an id that can name a file on any system.
var packName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

type conference struct {
	ID, Title, Place, Unit, Name, Period, Report string
	Date, Map                                    date
	Provinces, Sections                          []at[string]
	Signer                                       struct{ Authority, Title, Name string }
	Recipients                                   []string
}

// ReadConferences reads the conferences anew, for a catalogue whose other files stay as they were read. The error joins all problems.
func ReadConferences(c *pipeline.Catalog, files fs.FS) ([]pipeline.Conference, error) {
	with := *c
	with.Conferences = &pipeline.Conferences{}
	l := &loader{files: files, catalog: &with}
	if l.conferences(); len(l.problems) > 0 {
		return nil, l.failure()
	}
	return with.Conferences.All(), nil
}

// conferences reads the conferences, each with the list of those commended where one stands beside it.
func (l *loader) conferences() {
	lists := l.glob("conferences/*.csv")
	for _, file := range l.glob("conferences/*.yaml") {
		list := strings.TrimSuffix(file, path.Ext(file)) + ".csv"
		at := slices.Index(lists, list)
		if at >= 0 {
			lists = slices.Delete(lists, at, at+1)
		}
		l.conference(file, at >= 0)
	}
	for _, list := range lists {
		l.problem(list, 0, "a list of those commended stands beside its conference; expected %s", strings.TrimSuffix(path.Base(list), ".csv")+".yaml")
	}
}

func (l *loader) conference(file string, hasList bool) {
	before := len(l.digest)
	text, _ := l.read(file)
	var in conference
	if text == nil {
		return
	}
	where, ok := l.decode(file, 1, text, &in)
	if !ok {
		return
	}
	if in.ID == "" || in.Title == "" || in.Place == "" || in.Date.IsZero() || in.Period == "" || in.Report == "" {
		l.problem(file, where.of(""), "a conference needs id, title, place, date, period, report, and unit or name with provinces")
		return
	}
	_, isUnit := l.catalog.Geography.Unit(in.ID)
	if !packName.MatchString(in.ID) {
		l.problem(file, where.of("id"), "id: %q; expected letters a to z, digits and -, for the pack's archive is called by it", in.ID)
	} else if _, ok := l.catalog.Conference(in.ID); ok {
		l.problem(file, where.of("id"), "conference %q is there twice", in.ID)
	} else if _, ok := l.catalog.Report(in.ID); ok {
		l.problem(file, where.of("id"), "id: %q is that of a report, and editions are known by it; expected another", in.ID)
	} else if isUnit {
		l.problem(file, where.of("id"), "id: %q is that of a unit; expected another", in.ID)
	}
	report, ok := l.catalog.Report(in.Report)
	if !ok {
		l.problem(file, where.of("report"), "report: %q is not in reports/", in.Report)
	} else if report.InPack {
		l.problem(file, where.of("report"), "report: %q is in every pack already; expected the report that it goes with, such as conference", in.Report)
	} else {
		l.checkSections(file, where, in.Sections, report)
	}
	made := pipeline.Conference{ID: in.ID, Title: in.Title, Place: in.Place, Date: in.Date.Time, Unit: in.Unit, Name: vi.NFC(in.Name), Provinces: valuesOf(in.Provinces),
		Stated: in.Period, Map: in.Map.Time, Sections: valuesOf(in.Sections), Report: in.Report, Signer: pipeline.Signature(in.Signer), Recipients: in.Recipients, File: l.place(file)}
	if made.Period, ok = l.conferencePeriod(file, where, in); ok {
		l.checkConferenceUnits(file, where, in, made.Period)
	}
	if hasList {
		made.Commended = l.commended(strings.TrimSuffix(file, path.Ext(file)) + ".csv")
	}
	made.Hash, l.digest = hashOf(l.digest[before:]), l.digest[:before]
	l.catalog.Conferences.Replace(append(l.catalog.Conferences.All(), made))
}

// valuesOf drops the lines; what is not given stays nil.
func valuesOf(entries []at[string]) []string {
	var values []string
	for _, entry := range entries {
		values = append(values, entry.Value)
	}
	return values
}

// conferencePeriod reads the period: its figures go up to the day that it names itself, else to that of a conference held
// before its end.
func (l *loader) conferencePeriod(file string, where lines, in conference) (pipeline.Period, bool) {
	line := where.of("period")
	period, ok := pipeline.ReadPeriod(in.Period)
	if !ok {
		l.problem(file, line, "period: %q; expected one of 2022-08-11, 2026-10, 2026-Q3, 2026-H1, 2026-9M, 2026, 2018..2024, with (số liệu đến 15/8/2024) behind it if need be", in.Period)
		return period, false
	}
	_, until, _ := vi.CutUntil(in.Period)
	first, last := l.catalog.Config.Calendar.Days(period.Closing(time.Time{}))
	switch {
	case in.Date.Before(first):
		l.problem(file, where.of("date"), "date: %s is before the period begins, on %s", day(in.Date.Time), day(first))
	case until.IsZero() && in.Date.Before(last):
		return period.Closing(in.Date.Time), true
	case until.IsZero():
		return period, true
	case until.Before(first) || until.After(last):
		l.problem(file, line, "period: %s is not in it; expected a day from %s to %s", day(until), day(first), day(last))
	case until.After(in.Date.Time):
		l.problem(file, line, "period: %s is after the conference; expected a day up to %s", day(until), day(in.Date.Time))
	default:
		return period, true
	}
	return period, false
}

func day(d time.Time) string { return d.Format(time.DateOnly) }

// checkConferenceUnits holds what the conference is about against the map of the period's last day, and the map that it asks for.
func (l *loader) checkConferenceUnits(file string, where lines, in conference, period pipeline.Period) {
	g := l.catalog.Geography
	_, last := l.catalog.Config.Calendar.Days(period)
	switch {
	case in.Unit != "" && (in.Name != "" || in.Provinces != nil), in.Unit == "" && (in.Name == "" || len(in.Provinces) == 0):
		key := "unit"
		if in.Unit == "" {
			key = "provinces"
		}
		l.problem(file, where.of(key), "expected either unit, or name with provinces")
	case in.Unit != "":
		if unit, ok := g.Unit(in.Unit); !ok || !unit.On(last) {
			l.problem(file, where.of("unit"), "unit: %q is not on the map of %s", in.Unit, day(last))
		}
	}
	seen := map[string]int{}
	scope := g.Parts(in.Unit, last)
	if unit, _ := g.Unit(in.Unit); unit.Kind == pipeline.ProvinceUnit {
		scope = []pipeline.Unit{unit}
	}
	for _, entry := range in.Provinces {
		unit, ok := g.Unit(entry.Value)
		scope = append(scope, unit)
		switch {
		case !ok || unit.Kind != pipeline.ProvinceUnit || !unit.On(last):
			l.problem(file, entry.Line, "provinces: %q is no province on the map of %s", entry.Value, day(last))
		case seen[entry.Value] > 0:
			l.problem(file, entry.Line, "provinces: %q stands on line %d already", entry.Value, seen[entry.Value])
		}
		seen[entry.Value] = entry.Line
	}
	if !in.Map.IsZero() {
		if err := pipeline.CanRestate(scope, in.Map.Time); err != nil {
			l.problem(file, where.of("map"), "map: %v", err)
		}
	}
}

// checkSections holds that the report has the sections that the conference names.
func (l *loader) checkSections(file string, where lines, sections []at[string], report pipeline.Report) {
	if sections != nil && len(sections) == 0 {
		l.problem(file, where.of("sections"), "sections: expected the ids of those that are kept, or no such key for all")
	}
	has := sectionsOf(l.whole(report))
	if len(sections) > 0 && len(has) == 0 {
		l.problem(file, where.of("sections"), "sections: report %q has no headings with an id such as {#ket-qua}; expected no such key", report.ID)
		return
	}
	seen := map[string]int{}
	for _, entry := range sections {
		switch {
		case !slices.Contains(has, entry.Value):
			l.problem(file, entry.Line, "sections: %q is no section of report %q; expected one of %s", entry.Value, report.ID, strings.Join(has, ", "))
		case seen[entry.Value] > 0:
			l.problem(file, entry.Line, "sections: %q stands on line %d already", entry.Value, seen[entry.Value])
		}
		seen[entry.Value] = entry.Line
	}
}

var sectioning = regexp.MustCompile(`^#[ \t].*\{[^{}]*#([a-z][a-z0-9-]*)[^{}]*\}[ \t]*$`)

// sectionsOf lists the ids of a report's sections: "# KẾT QUẢ {#ket-qua}". What else they must be, composing says.
func sectionsOf(body string) []string {
	var ids []string
	isFenced := false
	for line := range strings.SplitSeq(body, "\n") {
		switch {
		case isFenced:
			isFenced = strings.TrimRight(line, " \t") != "```"
		case strings.HasPrefix(line, "```"):
			isFenced = true
		case strings.HasPrefix(line, "#"):
			if heading := sectioning.FindStringSubmatch(line); heading != nil {
				ids = append(ids, heading[1])
			}
		}
	}
	return ids
}
