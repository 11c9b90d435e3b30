package pipeline

import "time"

// State is where a submission stands.
type State string

// The states of a submission. Unchanged is the outcome of bytes that are those of an edition that is there already, and the
// state of other bytes that say the same as the current edition.
const (
	Received    State = "received"
	Accepted    State = "accepted"
	Returned    State = "returned"    // an error inside the form: it goes back, nothing of it counts
	Rejected    State = "rejected"    // package or form not recognised: nothing is loaded
	Quarantined State = "quarantined" // right, but its period is closed: nothing of it counts until the department takes it in
	Superseded  State = "superseded"
	Unchanged   State = "unchanged"
)

// SentBack is the code of the finding on a submission that the department sent back.
const SentBack = "sent-back"

// Receipt says that a file arrived. Its id becomes the submission's.
type Receipt struct {
	ID       int64     `json:"id"`
	SHA256   string    `json:"sha256"`
	Name     string    `json:"name"` // as the sender called it; never a path
	Size     int64     `json:"size"`
	Received time.Time `json:"received"`
	By       string    `json:"by,omitempty"`    // who handed it in
	Unit     string    `json:"unit,omitempty"`  // id of the unit whose folder it came into; "" for one that anybody's form may come by
	Claim    string    `json:"claim,omitempty"` // what the inbox called the file when it took it: it is archived once
}

// Fits tells whether a form of the reporter may come by the way that the file came: into a unit's folder only its own, and those of
// units that became it, or a part of it.
func (r Receipt) Fits(reporter string, g Geography) bool {
	return r.Unit == "" || g.Became(reporter, r.Unit)
}

// Submission (lần gửi báo cáo) is one workbook that arrived, and what became of it.
type Submission struct {
	Receipt
	State    State  `json:"state"`
	Layout   string `json:"layout,omitempty"`
	Version  int    `json:"version,omitempty"`
	Reporter string `json:"reporter,omitempty"`
	Period   string `json:"period,omitempty"`
	Edition  int    `json:"edition,omitempty"` // counts what was taken for one form, unit and period, from 1; of unchanged, the one it equals
	Figures  int    `json:"figures"`           // observations that say something
}

// Arrival is an archived file and what reading it gave: a reading or a refusal.
type Arrival struct {
	Receipt Receipt
	Reading *Reading
	Refusal *Refusal
}

// Outcome is what became of one file of an ingest.
type Outcome struct {
	Submission
	Findings    []Finding    `json:"findings"`
	Differences []Difference `json:"differences,omitempty"` // to the edition before it
	Annotated   string       `json:"annotated,omitempty"`   // path of the workbook that goes back to the sender
}

// Sent is a submission with what it says otherwise than the one that it replaced; of a quarantined one, than the one it would replace.
type Sent struct {
	Submission
	Differences []Difference `json:"differences,omitempty"`
}

// Difference is what one edition of a form says otherwise than the one before it. From and To are texts, or figures told as
// sentences tell them; "" is nothing at all.
type Difference struct {
	Sheet string `json:"sheet"`
	Cell  string `json:"cell"` // in the later edition; of what is gone, in the earlier
	Line  string `json:"line"` // what the row is called in the form
	From  string `json:"from"`
	To    string `json:"to"`
}
