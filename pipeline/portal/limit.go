package portal

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/go-chi/httprate"
)

// How often somebody may ask within a minute. Many people may sit behind one address: an office's, or that of a whole network.
const (
	loginsOfAccount   = 20
	loginsOfAddress   = 120
	actionsOfAccount  = 300 // uploads among them: a province may drop the workbooks of all its communes at once
	requestsOfToken   = 300
	requestsOfAddress = 6000
)

// formBytes bounds the body of a form without files.
const formBytes = 1 << 20

// limits count what was asked for lately; each is for keys of its own, and keeps those of the last two minutes.
type limits struct {
	accountLogins, addressLogins, accountActions, tokenRequests, addressRequests *httprate.RateLimiter
}

func newLimits() limits {
	limit := func(n int) *httprate.RateLimiter {
		return httprate.NewRateLimiter(n, time.Minute, httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"}))
	}
	return limits{limit(loginsOfAccount), limit(loginsOfAddress), limit(actionsOfAccount), limit(requestsOfToken), limit(requestsOfAddress)}
}

// tooOften counts a request, and tells whether it is one too many.
func (p *Portal) tooOften(v *visit) bool {
	switch {
	case v.r.Method == http.MethodGet:
		return false
	case v.account.Login != "":
		return p.limits.accountActions.OnLimit(v.w, v.r, v.account.Login)
	case v.r.URL.Path == "/login": // the login is read from the form, so the address comes first
		return p.limits.addressLogins.OnLimit(v.w, v.r, p.address(v.r))
	}
	return p.limits.addressRequests.OnLimit(v.w, v.r, p.address(v.r))
}

// address is where a request comes from, as far as it is believed: a proxy's word is taken only where the proxy is a configured one, and
// then the last address in its list that is no proxy's. Of IPv6 it is the network, of which one machine has all addresses.
func (p *Portal) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	from, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.isProxy(from); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break // nobody's word: the proxy itself is the last that is known
		}
		from = hop
	}
	from = from.Unmap().WithZone("")
	if from.Is6() {
		network, _ := from.Prefix(64)
		return network.String()
	}
	return from.String()
}

func (p *Portal) isProxy(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	for _, proxy := range p.Config.Proxies {
		if proxy.Contains(a) {
			return true
		}
	}
	return false
}
