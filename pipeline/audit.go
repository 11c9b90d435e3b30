package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Audit is what the warehouse holds about itself: the journal, and the tables that must agree with it.
type Audit struct {
	Entries     []JournalEntry
	Head        JournalEntry // number and hash of the last line, as they are kept beside the journal
	Before      int64        // the last submission that is older than the journal
	Submissions []AuditedSubmission
	Closings    []Closing
	Editions    []AuditedEdition
	Done        []JournalEntry // what other tables say was done: who, action, subject and some of the detail
}

// AuditedSubmission is a submission with the hashes of what it was read with.
type AuditedSubmission struct {
	Submission
	LayoutHash, CatalogHash string
}

// AuditedEdition is an edition with the hash of what is kept of it, and what it was made from.
type AuditedEdition struct {
	Edition
	Hash      ContentHash
	Originals []Original
}

// Check tells what does not agree, a problem a sentence, and how many submissions are older than the journal. known is the hash of a line that
// the journal must have, kept elsewhere; "" for none.
func (a *Audit) Check(known string) (problems []string, older int) {
	problems = a.checkChain()
	if known != "" && !slices.ContainsFunc(a.Entries, func(e JournalEntry) bool { return e.Hash == known }) {
		problems = append(problems, fmt.Sprintf("journal: no line has the hash %s: lines were cut off its end, or it was written anew", known))
	}
	ofSubmissions, older := a.checkSubmissions()
	return slices.Concat(problems, ofSubmissions, a.checkClosings(), a.checkEditions(), a.checkDone()), older
}

// checkChain names the first broken line.
func (a *Audit) checkChain() []string {
	var last JournalEntry
	for _, e := range a.Entries {
		switch {
		case e.Seq != last.Seq+1:
			return []string{fmt.Sprintf("journal line %d: the line before it is %d; lines are missing in between", e.Seq, last.Seq)}
		case e.Previous != last.Hash:
			return []string{fmt.Sprintf("journal line %d: it does not bear the hash of the line before it", e.Seq)}
		case e.Hash != e.Digest():
			return []string{fmt.Sprintf("journal line %d: it does not say what its hash was made of", e.Seq)}
		}
		last = e
	}
	if last.Seq != a.Head.Seq || last.Hash != a.Head.Hash {
		return []string{fmt.Sprintf("journal: it ends with line %d, and its end is kept as line %d (%s): lines were cut off or added", last.Seq, a.Head.Seq, a.Head.Hash)}
	}
	return nil
}

// account is what the journal says of submissions.
type account struct {
	first, last map[string]JournalEntry // about a submission, by its id
	accepted    map[string][]JournalEntry
}

// formOf is what editions are counted of.
func formOf(s Submission) string { return s.Layout + " " + s.Reporter + " " + s.Period }

func (a *Audit) account() account {
	told := account{map[string]JournalEntry{}, map[string]JournalEntry{}, map[string][]JournalEntry{}}
	for _, e := range a.Entries {
		if e.Action != SubmissionAction && e.Action != DecisionAction {
			continue
		}
		if _, ok := told.first[e.Subject]; !ok {
			told.first[e.Subject] = e
		}
		told.last[e.Subject] = e
		if e.Detail["state"] == string(Accepted) {
			form := e.Detail["form"] + " " + e.Detail["unit"] + " " + e.Detail["period"]
			told.accepted[form] = append(told.accepted[form], e)
		}
	}
	return told
}

// stateOf is the state that a submission must have by now: what was accepted later superseded what was accepted before, and
// what came before and waited.
func (t account) stateOf(s Submission) State {
	last := t.last[strconv.FormatInt(s.ID, 10)]
	state := State(last.Detail["state"])
	for _, e := range t.accepted[formOf(s)] {
		id, _ := strconv.ParseInt(e.Subject, 10, 64)
		later := e.Seq > last.Seq
		if later && (state == Accepted && id != s.ID || state == Quarantined && id > s.ID) {
			return Superseded
		}
	}
	return state
}

// checkSubmissions holds the table of submissions against the journal.
func (a *Audit) checkSubmissions() (problems []string, older int) {
	told := a.account()
	missing := maps.Clone(told.last)
	current := map[string]int64{}
	for _, s := range a.Submissions {
		id := strconv.FormatInt(s.ID, 10)
		delete(missing, id)
		say := func(format string, args ...any) {
			problems = append(problems, fmt.Sprintf("submission %d (%s): ", s.ID, s.Name)+fmt.Sprintf(format, args...))
		}
		if s.State == Accepted {
			if before := current[formOf(s.Submission)]; before > 0 {
				say("it is accepted, and so is %d, the same form of the same unit and period", before)
			}
			current[formOf(s.Submission)] = s.ID
		}
		last, ok := told.last[id]
		if !ok && s.ID <= a.Before {
			older++
			continue
		}
		if !ok {
			say("the journal does not know it")
			continue
		}
		if want := told.stateOf(s.Submission); s.State != want {
			say("it is %s, and by the journal (line %d) %s", s.State, last.Seq, want)
		}
		for _, x := range agreed(s, told.first[id], last) {
			if x.have != x.told {
				say("its %s is %q, and by the journal %q", x.name, x.have, x.told)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		problems = append(problems, fmt.Sprintf("submission %s: the journal tells of it (line %d), and it is not there", id, missing[id].Seq))
	}
	return problems, older
}

// agreement is something that a submission and the journal both say.
type agreement struct{ name, have, told string }

func agreed(s AuditedSubmission, first, last JournalEntry) []agreement {
	edition := ""
	if s.Edition > 0 {
		edition = strconv.Itoa(s.Edition)
	}
	all := []agreement{{"SHA-256", s.SHA256, last.Detail["sha256"]}, {"file", s.Name, last.Detail["file"]}, {"unit", s.Reporter, last.Detail["unit"]},
		{"form", s.Layout, last.Detail["form"]}, {"period", s.Period, last.Detail["period"]}, {"edition", edition, last.Detail["edition"]}}
	if first.Action == SubmissionAction { // of one that is older than the journal it tells decisions only
		all = append(all, agreement{"layout's hash", s.LayoutHash, first.Detail["layout"]}, agreement{"catalogue's hash", s.CatalogHash, first.Detail["catalog"]})
	}
	return all
}

// checkClosings holds the closed periods against the journal.
func (a *Audit) checkClosings() (problems []string) {
	told := map[string]JournalEntry{}
	for _, e := range a.Entries {
		if e.Action == ClosingAction {
			told[e.Subject] = e
		}
	}
	for _, c := range a.Closings {
		if e := told[c.Period]; e.Detail["state"] != string(PeriodClosed) || e.Who != c.By {
			problems = append(problems, fmt.Sprintf("period %s: it is closed by %s, and the journal does not say so", c.Period, c.By))
		}
		delete(told, c.Period)
	}
	for _, period := range slices.Sorted(maps.Keys(told)) {
		if told[period].Detail["state"] == string(PeriodClosed) {
			problems = append(problems, fmt.Sprintf("period %s: it is open, and by the journal (line %d) closed", period, told[period].Seq))
		}
	}
	return problems
}

// checkDone holds the other tables against the journal, both ways.
func (a *Audit) checkDone() (problems []string) {
	told := map[string][]JournalEntry{}
	key := func(e JournalEntry) string { return string(e.Action) + " " + e.Subject + " " + e.Who }
	for _, e := range a.Entries {
		if e.Action == WaiverAction || e.Action == NothingAction {
			told[key(e)] = append(told[key(e)], e)
		}
	}
	met := map[int64]bool{}
	for _, done := range a.Done {
		found := false
		for _, e := range told[key(done)] {
			if e.says(done.Detail) {
				found, met[e.Seq] = true, true
			}
		}
		if !found {
			problems = append(problems, fmt.Sprintf("%s of %s by %s: the journal does not say so", done.Action, done.Subject, done.Who))
		}
	}
	for _, e := range a.Entries {
		if (e.Action == WaiverAction || e.Action == NothingAction) && !met[e.Seq] {
			problems = append(problems, fmt.Sprintf("journal line %d: %s of %s by %s is not there, or says something else", e.Seq, e.Action, e.Subject, e.Who))
		}
	}
	return problems
}

// says tells whether the entry's detail has all of another.
func (e JournalEntry) says(detail map[string]string) bool {
	for key, value := range detail {
		if e.Detail[key] != value {
			return false
		}
	}
	return true
}
