package pipeline

import "time"

// JournalEntry is a line of the journal (nhật ký): who did what when. Lines are only ever added, and each bears the hash of the one before.
type JournalEntry struct {
	Seq      int64             `json:"seq"` // from 1, without a gap
	At       time.Time         `json:"at"`
	Who      string            `json:"who"`
	Action   Action            `json:"action"`
	Subject  string            `json:"subject"` // id of what it was done to: a submission, a finding, a period, a report's file
	Detail   map[string]string `json:"detail,omitempty"`
	Previous string            `json:"previous"` // hash of the line before; "" of the first
	Hash     string            `json:"hash"`
}

// Action is what was done.
type Action string

// The actions that the journal holds.
const (
	SubmissionAction  Action = "submission"  // a file arrived and was settled
	DecisionAction    Action = "decision"    // the department took in what was quarantined
	WaiverAction      Action = "waiver"      // a finding was waived, or its waiver withdrawn
	NothingAction     Action = "nothing"     // a unit confirmed that it has nothing to report
	ClosingAction     Action = "closing"     // a period was closed or opened again
	PublicationAction Action = "publication" // a report was written
)
