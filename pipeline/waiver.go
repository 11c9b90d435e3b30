package pipeline

import "time"

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

// Waivable says who may waive a rule's findings.
type Waivable string

// Who may waive a finding.
const (
	ByNobody     Waivable = "nobody"     // what cannot be read cannot count
	ByDepartment Waivable = "department" // the arithmetic of totals
	ByUnit       Waivable = "unit"       // the unit that reports, and the department
)
