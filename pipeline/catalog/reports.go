package catalog

import (
	"strings"

	"tonghop/pipeline"
)

type reportHead struct {
	ID, Title, File, Kind, Subject string
	Conference                     bool
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
		l.catalog.Reports = append(l.catalog.Reports, pipeline.Report{ID: in.ID, Title: in.Title, FileName: in.File, Kind: in.Kind, Subject: in.Subject, AtConference: in.Conference,
			File: l.place(file), Line: strings.Count(head, "\n") + 4, Body: body})
	}
}
