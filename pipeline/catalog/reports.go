package catalog

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"tonghop/pipeline"
)

type reportHead struct {
	ID, Title, File, Kind, Subject, Each string
	Files                                map[string]string
	Conference, Pack                     bool
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
		if in.ID == "" || in.Title == "" || in.Kind == "" || in.Subject == "" || (in.File == "") == (len(in.Files) == 0) {
			l.problem(file, where.of(""), "a report needs id, title, kind, subject, and either file, or files with a name each for pdf, xlsx or both")
		}
		l.checkFiles(file, where, &in)
		if _, ok := l.catalog.Report(in.ID); ok {
			l.problem(file, where.of("id"), "report %q is there twice", in.ID)
		}
		l.catalog.Reports = append(l.catalog.Reports, pipeline.Report{ID: in.ID, Title: in.Title, Files: in.Files, Kind: in.Kind, Subject: in.Subject, AtConference: in.Conference, InPack: in.Pack, Each: in.Each,
			File: l.place(file), Line: strings.Count(head, "\n") + 4, Body: body, HeadLines: where})
	}
}

// parts reads the Markdown files that reports include.
func (l *loader) parts() {
	for _, file := range l.glob("reports/parts/*.md") {
		if text, _ := l.read(file); text != nil {
			name := strings.TrimSuffix(strings.TrimPrefix(file, "reports/"), ".md")
			l.catalog.Parts = append(l.catalog.Parts, pipeline.Part{Name: name, File: l.place(file), Body: string(text), Own: l.place(file) != file})
		}
	}
}

// including is a line that includes a part.
var including = regexp.MustCompile("(?m)^```include[ \t]+(\\S+)[ \t]*$")

// whole is a report's body with its parts, for what stands in either.
func (l *loader) whole(report pipeline.Report) string {
	body := report.Body
	for _, included := range including.FindAllStringSubmatch(report.Body, -1) {
		for _, part := range l.catalog.Parts {
			if part.Name == included[1] {
				body += "\n" + part.Body
			}
		}
	}
	return body
}

// fileName is a name of letters a to z, digits, - and places to fill, in at most one folder.
var fileName = regexp.MustCompile(`^([a-z0-9][a-z0-9-]*/)?([a-z0-9-]|\{period\}|\{unit\})+$`)

// checkFiles gives the names of what a report is written to, by extension: file is that of both.
func (l *loader) checkFiles(file string, where lines, in *reportHead) {
	key := "files"
	if in.File != "" {
		key, in.Files = "file", map[string]string{"pdf": in.File}
	}
	for _, extension := range slices.Sorted(maps.Keys(in.Files)) {
		name := in.Files[extension]
		if extension != "pdf" && extension != "xlsx" {
			l.problem(file, where.of(key), "files: %q is neither pdf nor xlsx", extension)
		}
		if !fileName.MatchString(name) {
			l.problem(file, where.of(key), "%s: %q is no file name; expected letters a to z, digits, -, {period} and {unit}, in one folder at most", key, name)
		}
	}
	if in.File != "" {
		in.Files["xlsx"] = in.File
	}
	for _, extension := range slices.Sorted(maps.Keys(in.Files)) {
		name := in.Files[extension]
		if in.Each != "" && !strings.Contains(name, "{unit}") {
			l.problem(file, where.of(key), "%s: %q is written for each unit and needs {unit}", key, name)
		}
		for _, other := range l.catalog.Reports {
			if inOnePack(in, other) && other.Files[extension] == name {
				l.problem(file, where.of(key), "%s: %s.%s is written by report %q already; expected another name, for both are in one pack", key, name, extension, other.ID)
			}
		}
	}
}

// inOnePack tells whether a conference's pack may have both reports.
func inOnePack(a *reportHead, b pipeline.Report) bool {
	return a.Pack && (b.InPack || b.AtConference) || a.Conference && b.InPack
}
