package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Severity is the weight of a finding.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // lỗi
	Warning Severity = "warning" // cảnh báo
	Note    Severity = "note"    // lưu ý
)

// Scope says what a rule looks at, and so whether its finding returns the form.
type Scope string

// The scopes.
const (
	FormScope  Scope = "form"  // cells of one submission
	TotalScope Scope = "total" // across submissions: the finding returns nobody
)

// Finding is something wrong, doubtful or worth knowing about one submission. Sentence and Advice are Vietnamese, for
// the province; got and expected are printed as figures are.
type Finding struct {
	ID         string   `json:"id"`
	Rule       string   `json:"rule"`
	Severity   Severity `json:"severity"`
	Scope      Scope    `json:"scope"`
	Submission int64    `json:"submission"`
	File       string   `json:"file"`
	Layout     string   `json:"layout,omitempty"`
	Reporter   string   `json:"reporter,omitempty"`
	Period     string   `json:"period,omitempty"`
	Sheet      string   `json:"sheet,omitempty"`
	Cell       string   `json:"cell,omitempty"`
	Axis       Axis     `json:"axis,omitempty"`
	Got        string   `json:"got,omitempty"`
	Expected   string   `json:"expected,omitempty"`
	Sentence   string   `json:"sentence"`
	Advice     string   `json:"advice"`
	Imbalance  bool     `json:"-"`                // its rule's query has a column imbalance: what may be behind it is searched for
	Causes     []Cause  `json:"causes,omitempty"` // of an imbalance: what may be behind it, the likeliest first
	Waiver     *Waiver  `json:"waiver,omitempty"` // that holds today, with the figures as they are
}

// Axis is the direction along which a total is made of its parts.
type Axis string

// The axes of totals.
const (
	UnitsAxis     Axis = "units"
	TimeAxis      Axis = "time"
	BreakdownAxis Axis = "breakdown"
	RowsAxis      Axis = "rows" // of one form: its own rows against its row of the total
)

// Cause is a likely explanation of an imbalance, never a fact: its code names a sentence of the catalogue.
type Cause struct {
	Code     string `json:"code"`
	Sentence string `json:"sentence"`
}

// Holds tells whether the finding still stands: it is not waived.
func (f *Finding) Holds() bool { return f.Waiver == nil }

// ErrorHolds tells whether the finding is an error that still stands.
func (f *Finding) ErrorHolds() bool { return f.Severity == Error && f.Holds() }

// Explained is what is wrong and, behind it, what the cause may be.
func (f *Finding) Explained() string {
	text := f.Sentence
	for _, c := range f.Causes {
		text += " " + c.Sentence
	}
	return text
}

// Identify gives the finding its id: the same thing at the same cell of the same form has the same id in every
// edition, whatever the figures are.
func (f *Finding) Identify() {
	form := []string{f.Layout, f.Reporter, f.Period}
	if f.Layout == "" {
		form = []string{f.File} // a rejected file has no form
	}
	form = append(form, f.Rule, f.Sheet, f.Cell)
	if f.Axis != "" && f.Axis != UnitsAxis {
		form = append(form, string(f.Axis)) // one cell may be the total of several things
	}
	sum := sha256.Sum256([]byte(strings.Join(form, "\x00")))
	f.ID = hex.EncodeToString(sum[:4])
}

// Message is a sentence of the catalogue: what is wrong, and what to do. Both may name values as {name}.
type Message struct {
	Severity Severity
	Sentence string
	Advice   string
}

// Fill puts the values into the sentence's places; a value is text or a number of Go.
func Fill(sentence string, values map[string]string) string {
	if !strings.Contains(sentence, "{") {
		return sentence
	}
	pairs := make([]string, 0, 2*len(values))
	for name, value := range values {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// Refusal is what reading came upon: its code names a message of the catalogue. As an error it refuses the whole
// file; among a Reading's refusals it is about one cell, and its message's severity decides whether the form is returned.
type Refusal struct {
	Code        string
	Sheet, Cell string
	Got         string
	Values      map[string]string // what the message names beside sheet, cell and got
	Cause       error             // for the operator's log, never for the province
}

// MachineRefusals are the codes of what was refused for what a machine lacks, or had no time for: another time it may be read.
var MachineRefusals = []string{"old-workbook", "other-workbook", "not-converted", "cage-too-costly", "cage-crashed"}

// OtherUnitRefusal is the code of a form that came into the folder of another unit than its own: into another folder it may come.
const OtherUnitRefusal = "other-unit"

func (r *Refusal) Error() string {
	text := "refused: " + r.Code
	if r.Got != "" {
		text += " " + strconv.Quote(r.Got)
	}
	if r.Cause != nil {
		text += ": " + r.Cause.Error()
	}
	return text
}

// Unwrap returns the cause.
func (r *Refusal) Unwrap() error { return r.Cause }
