package pipeline

import (
	"strings"
	"time"
)

// Subject is what is published: its editions are counted, and each says what it tells otherwise than the one before.
type Subject struct {
	Name   string `json:"name"` // the id of the report, or of the conference
	Unit   string `json:"unit"`
	Period string `json:"period"`
	Map    string `json:"map,omitempty"` // the day on whose map figures are restated; "" as reported
}

// String is the subject in one line, for the journal.
func (s Subject) String() string {
	return strings.TrimSpace(strings.Join([]string{s.Name, s.Unit, s.Period, s.Map}, " "))
}

// Subject is what the order is about. The map of its period's last day is the one as reported.
func (o Order) Subject(c Calendar) Subject {
	subject := Subject{Name: o.Name(), Unit: o.Unit.ID, Period: o.Period.String()}
	if day := o.MapDay(c); !day.Equal(o.LastDay(c)) {
		subject.Map = day.Format(time.DateOnly)
	}
	return subject
}

// Edition (lần phát hành) is a report or a pack as it was published: numbered, and kept byte for byte. A draft has number 0 and
// no approval, and of its files only the journal tells.
type Edition struct {
	ID     int64 `json:"id"`      // 0 is none
	Number int   `json:"edition"` // from 1
	Subject
	UnitName string `json:"unit_name"`
	Approval
	Symbol      string     `json:"symbol"` // "BC-V05"
	Files       []KeptFile `json:"files"`
	Text        string     `json:"text"`    // SHA-256 of all that it says
	CatalogHash string     `json:"catalog"` // of what it was made with
	By          string     `json:"by"`      // who published it
	At          time.Time  `json:"at"`
}

// Marked tells whether the edition bears a mark of secrecy: its files are then for the eyes of whoever published it, and are never e-mailed.
func (e Edition) Marked() bool { return e.Mark != "" }

// KeptFile is a file of an edition.
type KeptFile struct {
	Name   string `json:"name"` // with its ending; a folder with /
	Title  string `json:"title"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Draft is what the latest draft of a subject showed; ID 0 is none.
type Draft struct {
	ID int64
	By string // who made it
	Content
}

// EditionFilter says which editions are asked for; what is empty asks for all.
type EditionFilter struct {
	ID                 int64
	Name, Unit, Period string
}
