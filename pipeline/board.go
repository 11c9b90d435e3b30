package pipeline

import "time"

// Standing is where one unit stands with one form of one period.
type Standing struct {
	Layout        string     `json:"layout"`
	Period        string     `json:"period"`
	Unit          string     `json:"unit"`
	Name          string     `json:"name"`
	State         string     `json:"state"`    // NotDueStanding, MissingStanding, NothingStanding, or that of the newest submission
	Expected      bool       `json:"expected"` // the unit owes the form
	Sent          bool       `json:"sent"`     // an edition counts, or the unit's word that there is nothing to report
	Due           string     `json:"due,omitempty"`
	DaysLate      int        `json:"days_late"`                // days from Due to the day in Vietnam of FirstReceived, or to today
	FirstReceived *time.Time `json:"first_received,omitempty"` // when the first edition came that was accepted, or the unit's word
	File          string     `json:"file,omitempty"`
	Edition       int        `json:"edition,omitempty"` // that counts; where State is returned, the one before
	Errors        int        `json:"errors"`            // of the newest submission, without those that are waived
	Warnings      int        `json:"warnings"`
	Notes         int        `json:"notes"`
	Waived        int        `json:"waived"`
	Submission    int64      `json:"submission,omitempty"` // that State and File are of; 0 where nothing came
}

// The states of a standing that are not those of a submission.
const (
	NotDueStanding  = "not-due" // nothing came, and its day is not over
	MissingStanding = "missing" // nothing came, and its day is over
	NothingStanding = "nothing" // confirmed: there is nothing to report
)

// BoardSelection narrows the board; "" is all.
type BoardSelection struct {
	Period string   // canonical
	Units  []string // who sends, by id; nil: all
	Region string   // by id: itself and the provinces that are in it on the period's last day
}

// Rate is how much of what is expected of one form of one period has been sent, in a region or the nation. The rates are those
// of the data set reports of DHIS2 ("Reporting rate summary" of its user documentation): reporting rate is actual reports over
// expected reports, reporting rate on time is actual reports on time over expected reports, and on time is what was completed
// within the days after the period that qualify for timely submission.
type Rate struct {
	Layout        string  `json:"layout"`
	Period        string  `json:"period"`
	Due           string  `json:"due"`
	Unit          string  `json:"unit"` // the region, or the nation
	Name          string  `json:"name"`
	Expected      int     `json:"expected"`
	Sent          int     `json:"sent"` // of those, accepted or nothing to report
	OnTime        int     `json:"on_time"`
	ReportingRate float64 `json:"reporting_rate"` // in percent, to one decimal
	OnTimeRate    float64 `json:"on_time_rate"`
}
