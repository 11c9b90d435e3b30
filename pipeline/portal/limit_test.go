package portal_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/portal"
)

func TestLoginsOfAccountAreLimited(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("")
	b.get("/login")
	for i := range 20 {
		if status, _ := b.post("/login", "login", "ai-do", "password", "x"); status != http.StatusOK {
			t.Fatalf("attempt %d: %d", i, status)
		}
	}
	if status, page := b.post("/login", "login", "ai-do", "password", "x"); status != http.StatusTooManyRequests || !strings.Contains(page, "quá nhanh") {
		t.Errorf("%d\n%s", status, page)
	}
	if status, _ := b.post("/login", "login", "lan", "password", password); status != http.StatusOK {
		t.Errorf("another account: %d", status)
	}
}

func TestLoginsOfAddressAreLimited(t *testing.T) {
	t.Parallel()
	b := newOffice(t).browse("")
	for i := range 120 {
		if status, _ := b.post("/login"); status != http.StatusForbidden { // without a token nothing is hashed
			t.Fatalf("attempt %d: %d", i, status)
		}
	}
	if status, _ := b.post("/login"); status != http.StatusTooManyRequests {
		t.Error(status)
	}
}

func TestActionsAreLimited(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b, other := o.browse("lan"), o.browse("bac")
	for i := range 300 {
		if status, _ := b.post("/password", "old", "x"); status == http.StatusTooManyRequests {
			t.Fatalf("action %d", i)
		}
		b.token = "" // the others are refused before they cost anything
	}
	if status, _ := b.post("/logout"); status != http.StatusTooManyRequests {
		t.Error(status)
	}
	if status, _ := other.post("/logout"); status != http.StatusOK {
		t.Errorf("another account: %d", status)
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("::1/128")}
	for _, c := range []struct {
		from      string
		forwarded []string
		want      string
	}{
		{"192.0.2.1:80", nil, "192.0.2.1"},
		{"192.0.2.1:80", []string{"198.51.100.7"}, "192.0.2.1"}, // no proxy of ours: anybody can say so
		{"10.0.0.1:80", []string{"198.51.100.7"}, "198.51.100.7"},
		{"10.0.0.1:80", []string{"203.0.113.9, 198.51.100.7"}, "198.51.100.7"}, // what stands before was said by that one
		{"10.0.0.1:80", []string{"203.0.113.9, 198.51.100.7", "10.0.0.2"}, "198.51.100.7"},
		{"10.0.0.1:80", []string{"203.0.113.9, rubbish"}, "10.0.0.1"},
		{"10.0.0.1:80", nil, "10.0.0.1"},
		{"[::ffff:10.0.0.1]:80", []string{"198.51.100.7"}, "198.51.100.7"},
		{"[::1]:80", []string{"2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.from
		for _, line := range c.forwarded {
			r.Header.Add("X-Forwarded-For", line)
		}
		if got := portal.AddressOf(pipeline.PortalConfig{Proxies: proxies}, r); got != c.want {
			t.Errorf("%s %q: %s, expected %s", c.from, c.forwarded, got, c.want)
		}
	}
}
