package catalog

import (
	"strings"

	"tonghop/pipeline"
)

type reportHead struct {
	ID, Title, File, Kind, Subject string
}

// reports reads Markdown files that begin with YAML between lines of ---.
func (l *loader) reports() {
	for _, file := range l.glob("reports/*.md") {
		text, _ := l.read(file)
		if text == nil {
			continue
		}
		head, body, found := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
		if !found || !strings.HasPrefix(string(text), "---\n") {
			l.problem(file, 1, "expected YAML between two lines of --- with id, title, file, kind and subject")
			continue
		}
		var in reportHead
		where, ok := l.decode(file, 2, []byte(head), &in)
		if !ok {
			continue
		}
		if in.ID == "" || in.Title == "" || in.File == "" || in.Kind == "" || in.Subject == "" {
			l.problem(file, where.of(""), "a report needs id, title, file, kind and subject")
		}
		if strings.ContainsAny(in.File, `/\:`) {
			l.problem(file, where.of("file"), "file: %q is no file name", in.File)
		}
		if _, ok := l.catalog.Report(in.ID); ok {
			l.problem(file, where.of("id"), "report %q is there twice", in.ID)
		}
		l.catalog.Reports = append(l.catalog.Reports, pipeline.Report{ID: in.ID, Title: in.Title, FileName: in.File, Kind: in.Kind, Subject: in.Subject,
			File: l.place(file), Line: strings.Count(head, "\n") + 4, Body: body})
	}
}

type conference struct {
	ID, Title, Place, Unit, Period, Report string
	Date                                   date
	Signer                                 struct{ Authority, Title, Name string }
	Recipients                             []string
}

func (l *loader) conferences() {
	for _, file := range l.glob("conferences/*.yaml") {
		text, _ := l.read(file)
		var in conference
		if text == nil {
			continue
		}
		where, ok := l.decode(file, 1, text, &in)
		if !ok {
			continue
		}
		period, ok := pipeline.ReadPeriod(in.Period)
		if !ok {
			l.problem(file, where.of("period"), "period: %q; expected one of 2022-08-11, 2026-10, 2026-Q3, 2026-H1, 2026-9M, 2026, 2018..2024, with (số liệu đến 15/8/2024) behind it if need be", in.Period)
			continue
		}
		if in.ID == "" || in.Title == "" || in.Place == "" || in.Date.IsZero() {
			l.problem(file, where.of(""), "a conference needs id, title, place, date, unit, period and report")
		}
		if _, ok := l.catalog.Conference(in.ID); ok {
			l.problem(file, where.of("id"), "conference %q is there twice", in.ID)
		}
		_, day := l.catalog.Config.Calendar.Days(period)
		if unit, ok := l.catalog.Geography.Unit(in.Unit); !ok || !unit.On(day) {
			l.problem(file, where.of("unit"), "unit: %q is not on the map of %s", in.Unit, day.Format("2006-01-02"))
		}
		if _, ok := l.catalog.Report(in.Report); !ok {
			l.problem(file, where.of("report"), "report: %q is not in reports/", in.Report)
		}
		if in.Date.Before(day) {
			period = period.Closing(in.Date.Time)
		}
		l.catalog.Conferences = append(l.catalog.Conferences, pipeline.Conference{ID: in.ID, Title: in.Title, Place: in.Place, Date: in.Date.Time, Unit: in.Unit,
			Period: period, Report: in.Report, Signer: pipeline.Signature(in.Signer), Recipients: in.Recipients, File: l.place(file)})
	}
}
