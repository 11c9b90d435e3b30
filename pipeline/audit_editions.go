package pipeline

import (
	"fmt"
	"maps"
	"slices"
)

// checkEditions holds the editions against the journal, both ways, and against the submissions that they were made from.
func (a *Audit) checkEditions() (problems []string) {
	told := map[string]JournalEntry{} // by subject and number
	for _, e := range a.Entries {
		if e.Action == PublicationAction && e.Detail["edition"] != "" { // a line without one is older than editions
			told[e.Subject+" "+e.Detail["edition"]] = e
		}
	}
	hashes := map[int64]string{}
	for _, s := range a.Submissions {
		hashes[s.ID] = s.SHA256
	}
	for _, e := range a.Editions {
		want := e.Entry(e.Hash)
		key := want.Subject + " " + want.Detail["edition"]
		line, ok := told[key]
		delete(told, key)
		if !ok {
			problems = append(problems, fmt.Sprintf("edition %d of %s: the journal does not know it", e.Number, e.Subject))
			continue
		}
		for _, name := range differing(want, line) {
			problems = append(problems, fmt.Sprintf("edition %d of %s: the journal (line %d) says otherwise of its %s", e.Number, e.Subject, line.Seq, name))
		}
		for _, o := range e.Originals {
			if hashes[o.Submission] != o.SHA256 {
				problems = append(problems, fmt.Sprintf("edition %d of %s: submission %d, which it was made from, is not there, or has other bytes", e.Number, e.Subject, o.Submission))
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(told)) {
		problems = append(problems, fmt.Sprintf("edition %s of %s: the journal tells of it (line %d), and it is not there", told[key].Detail["edition"], told[key].Subject, told[key].Seq))
	}
	return problems
}

// differing names what two entries say otherwise.
func differing(have, told JournalEntry) []string {
	var names []string
	if have.Who != told.Who {
		names = append(names, "publisher")
	}
	all := maps.Clone(have.Detail)
	maps.Copy(all, told.Detail)
	for _, key := range slices.Sorted(maps.Keys(all)) {
		before, ok := told.Detail[key]
		if now, there := have.Detail[key]; now != before || ok != there {
			names = append(names, key)
		}
	}
	return names
}

// verifyEditions holds each file of each edition against its hash.
func (p *Pipeline) verifyEditions(v *Verification, editions []AuditedEdition) {
	v.Editions = len(editions)
	type kept struct {
		edition AuditedEdition
		file    KeptFile
	}
	var files []kept
	for _, e := range editions {
		for _, f := range e.Files {
			files = append(files, kept{e, f})
		}
	}
	failures := make([]error, len(files))
	onAllCores(len(files), func(i int) { _, failures[i] = p.Archive.Kept(files[i].file.SHA256) })
	for i, err := range failures {
		if err != nil {
			e := files[i].edition
			v.Problems = append(v.Problems, fmt.Sprintf("edition %d of %s: its file %s: %v", e.Number, e.Subject, files[i].file.Name, err))
			continue
		}
		v.Files++
	}
}
