package pipeline

import (
	"slices"
	"strings"
	"time"

	"tonghop/pipeline/vi"
)

// Waiver (chấp nhận giải trình) is a finding that is accepted on an explanation. It holds as long as the finding's got and
// expected are what they were, and up to Until.
type Waiver struct {
	ID     int64      `json:"id"`
	By     string     `json:"by"`             // the person or body that accepted it
	Unit   string     `json:"unit,omitempty"` // the unit that they act for; "" is the department
	Reason string     `json:"reason"`
	At     time.Time  `json:"at"`
	Until  *time.Time `json:"until,omitempty"` // the last day on which it holds; nil is as long as the figures stand
}

// Say tells that a finding was accepted, by whom, until when and why, in the catalogue's words.
func (w Waiver) Say(words map[string]string) string {
	until := ""
	if w.Until != nil {
		until = Fill(words["waived-until"], map[string]string{"day": vi.Date(*w.Until)})
	}
	return Fill(words["waived-finding"], map[string]string{"by": w.By, "until": until, "reason": w.Reason})
}

// Waivable says who may waive a rule's findings.
type Waivable string

// Who may waive a finding.
const (
	ByNobody     Waivable = "nobody"     // what cannot be read cannot count
	ByDepartment Waivable = "department" // the arithmetic of totals
	ByUnit       Waivable = "unit"       // the unit that reports, and the department
)

// WaiverRequest asks for a waiver, or for its end.
type WaiverRequest struct {
	Finding string // its id, or the beginning of it
	By      string // a province or region by id or name, or a person or body of the department
	Reason  string
	Until   time.Time // the last day; zero is as long as the figures stand
}

// WaivedFinding is a waiver with what it is about: the finding, its cell, and the figures that were accepted.
type WaivedFinding struct {
	Waiver
	State      WaiverState `json:"state"`
	Finding    string      `json:"finding"`
	Rule       string      `json:"rule"`
	Submission int64       `json:"submission"` // on which the finding was, which others may have taken the place of since
	File       string      `json:"file"`
	Layout     string      `json:"layout"`
	Reporter   string      `json:"reporter"`
	Period     string      `json:"period"`
	Sheet      string      `json:"sheet"`
	Cell       string      `json:"cell"`
	Got        string      `json:"got"`
	Expected   string      `json:"expected"`
	Withdrawal *Withdrawal `json:"withdrawal,omitempty"`
}

// Withdrawal says who took a waiver back.
type Withdrawal struct {
	By     string    `json:"by"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// WaiverState is where a waiver stands today.
type WaiverState string

// The states of a waiver.
const (
	WaiverHolds     WaiverState = "holding"
	WaiverExpired   WaiverState = "expired"
	WaiverWithdrawn WaiverState = "withdrawn"
	WaiverReplaced  WaiverState = "replaced" // by a later one of the same finding with the same figures
	WaiverChanged   WaiverState = "changed"  // there is no such finding with these figures now; it holds again when they return
)

// CheckWaiver returns a *DecisionError unless whoever acts for the unit may waive the finding; of the department, unit has no id.
func (c *Catalog) CheckWaiver(f Finding, unit Unit) error {
	if f.Severity == Note {
		return Refuse("waive-note", "finding {finding} is a note: there is nothing to waive", "finding", f.ID)
	}
	if f.Rule == SentBack {
		return Refuse("waive-sent-back", "finding {finding} is the department's decision to send {file} back: let the unit send it again", "finding", f.ID, "file", f.File)
	}
	at := slices.IndexFunc(c.Rules, func(r Rule) bool { return r.Code == f.Rule })
	if _, message := c.Messages[f.Rule]; message && at < 0 {
		return Refuse("waive-unread", "finding {finding} ({rule}) is about what could not be read, and that cannot count: let the unit correct the workbook and send it again",
			"finding", f.ID, "rule", f.Rule)
	}
	if at < 0 {
		return Refuse("waive-old-rule", "finding {finding} is of rule {rule}, which is no longer in the catalogue: ingest {file} again", "finding", f.ID, "rule", f.Rule, "file", f.File)
	}
	switch waivable := c.Rules[at].Waivable; {
	case waivable == ByNobody:
		return Refuse("waive-nobody", "a finding of rule {rule} cannot be waived by anybody: let the unit correct the workbook and send it again", "rule", f.Rule)
	case unit.ID != "" && unit.ID != f.Reporter:
		return Refuse("waive-own", "{name} may waive findings on its own forms only, and {file} is of {reporter}: let the department waive it",
			"name", unit.Name, "file", f.File, "reporter", f.Reporter)
	case unit.ID != "" && waivable == ByDepartment:
		return Refuse("waive-arithmetic", "a finding of rule {rule} concerns the arithmetic of totals: only the department may waive it", "rule", f.Rule)
	}
	return nil
}

// ActingFor returns the province or region that somebody acts for: named by id or name, or behind the person or body ("Phòng Tham
// mưu, Công an tỉnh Cà Mau"). Of several units of one name, on different maps, it is the reporter where that is among them.
func (g Geography) ActingFor(who, reporter string) (Unit, bool) {
	names := map[string]bool{}
	words := strings.Fields(who)
	for i := range words {
		text := strings.Join(words[i:], " ")
		if name := vi.FoldUnit(text); i == 0 || name != vi.Fold(text) { // a mere name behind others may be a person's
			names[name] = true
		}
	}
	var found Unit
	for _, u := range g.Units {
		if u.Kind != ProvinceUnit && u.Kind != RegionUnit || u.ID != who && !names[vi.FoldUnit(u.Name)] {
			continue
		}
		if found.ID == "" || u.ID == reporter {
			found = u
		}
	}
	return found, found.ID != ""
}

// Called is what somebody is called who acts for the unit: by its name where that, or its id, is all they said.
func (u Unit) Called(who string) string {
	if u.ID != "" && (who == u.ID || vi.Fold(who) == vi.Fold(u.Name)) {
		return u.Name
	}
	return who
}
