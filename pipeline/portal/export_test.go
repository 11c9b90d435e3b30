package portal

import (
	"net/http"
	"strconv"
	"time"

	"tonghop/pipeline"
)

// Route is a route as the test of who may ask for what sees it.
type Route struct {
	Pattern string
	Roles   []pipeline.Role // nil: anybody, without logging in
}

// Routes are all pages and actions.
func Routes() []Route {
	var all []Route
	for _, r := range routes() {
		all = append(all, Route{r.pattern, r.roles})
	}
	return all
}

// WaitAfter is for how long an account waits after so many wrong passwords.
var WaitAfter = waitAfter

// AddressOf is where a portal with a configuration believes a request to come from.
func AddressOf(config pipeline.PortalConfig, r *http.Request) string {
	return (&Portal{Office: Office{Config: config}}).address(r)
}

// UnknownKept is of how many names that nobody has attempts are counted, after so many were tried.
func UnknownKept(tried int, now time.Time) int {
	a := newAttempts()
	for i := range tried {
		a.keepUnknown(pipeline.Account{Login: strconv.Itoa(i), LockedUntil: now.Add(time.Duration(i%2) * time.Second)}, now)
	}
	return len(a.unknown)
}

// SetOutcomeTime is for tests of what takes longer than somebody waits.
func (p *Portal) SetOutcomeTime(wait time.Duration) { p.patience.outcome = wait }

// APIPatterns are what programs may ask for.
func APIPatterns() []string {
	var all []string
	for _, r := range apiRoutes {
		all = append(all, r.pattern)
	}
	return all
}

// SetPatience is for tests of slow lines.
func (p *Portal) SetPatience(pause time.Duration, least int) {
	p.patience.pause, p.patience.least = pause, least
}

// APIStatus are the statuses of what programs are told instead of an answer, by its code.
var APIStatus = apiStatus
