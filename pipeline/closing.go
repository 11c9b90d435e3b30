package pipeline

import "time"

// Closing (khóa sổ) is a period whose figures are settled: a form of it, or of a time within it, counts only where the department
// takes it in.
type Closing struct {
	Period string    `json:"period"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// PeriodState is whether a period takes forms.
type PeriodState string

// The states of a period.
const (
	PeriodClosed PeriodState = "closed"
	PeriodOpen   PeriodState = "open"
)

// Within tells whether all the days of a period are days of another. Neither is shorter for closing early.
func (c Calendar) Within(part, whole Period) bool {
	first, last := c.Days(part.Closing(time.Time{}))
	from, until := c.Days(whole.Closing(time.Time{}))
	return !first.Before(from) && !last.After(until)
}
