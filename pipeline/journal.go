package pipeline

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// JournalEntry is a line of the journal (nhật ký): who did what when. Lines are only ever added, and each bears the hash of the one before.
type JournalEntry struct {
	Seq      int64             `json:"seq"` // from 1, without a gap
	At       time.Time         `json:"at"`  // UTC, to the microsecond
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
	DecisionAction    Action = "decision"    // the department took in what was quarantined, or sent it back
	WaiverAction      Action = "waiver"      // a finding was waived, or its waiver withdrawn
	NothingAction     Action = "nothing"     // a unit confirmed that it has nothing to report
	ClosingAction     Action = "closing"     // a period was closed or opened again
	DraftAction       Action = "draft"       // a report was written as a draft
	PublicationAction Action = "publication" // an edition of a report was published; before there were editions, a report was written
	ReprintAction     Action = "reprint"     // an edition's files were written again
	ResendAction      Action = "resend"      // a message was queued anew
	DropAction        Action = "drop"        // a message is not to be sent
	MalwareAction     Action = "malware"     // an upload was refused, for malware was found in it
	AccountAction     Action = "account"     // an account was added or changed
	TokenAction       Action = "token"       // a token of a unit's program was added or revoked
)

// journalTime writes moments as the hash takes them.
const journalTime = "2006-01-02T15:04:05.000000Z"

// Digest is the hash that the entry must bear: SHA-256, in hexadecimal, over previous, seq, at, who, action and subject, then
// over each key of the detail with its value, in the order of the keys, each of them as Netstrings writes it. seq is in decimal, and at as
// 2026-01-31T08:15:00.000000Z.
func (e JournalEntry) Digest() string {
	fields := []string{e.Previous, strconv.FormatInt(e.Seq, 10), e.At.UTC().Format(journalTime), e.Who, string(e.Action), e.Subject}
	for _, key := range slices.Sorted(maps.Keys(e.Detail)) {
		fields = append(fields, key, e.Detail[key])
	}
	text := NewNetstrings()
	text.Add(fields...)
	return text.Sum()
}

// Follow makes the entry the line that comes after another; the zero entry comes before the first.
func (e *JournalEntry) Follow(before JournalEntry) {
	e.Seq, e.Previous, e.At = before.Seq+1, before.Hash, e.At.UTC().Truncate(time.Microsecond)
	e.Hash = e.Digest()
}
