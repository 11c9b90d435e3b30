package portal_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func (b *browser) in() bool {
	b.Helper()
	_, page := b.get("/password")
	return !strings.Contains(page, `action="/login"`)
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("lan")
	for range 13 { // an hour of idling, twelve in all
		o.clock = o.clock.Add(55 * time.Minute)
		if !b.in() {
			t.Fatal("somebody who asks all the time was logged out")
		}
	}
	if o.clock = o.clock.Add(10 * time.Minute); b.in() {
		t.Error("the session goes on after its absolute time")
	}
	idle := o.browse("lan")
	if o.clock = o.clock.Add(61 * time.Minute); idle.in() {
		t.Error("the session goes on after its idle time")
	}
}

func TestCookie(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	response, err := http.Get(o.server.URL + "/login")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	cookies := response.Cookies()
	if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode || cookies[0].MaxAge <= 0 || cookies[0].MaxAge > 3601 {
		t.Errorf("%+v", cookies)
	}
}

// TestPasswordChangeEndsSessions changes a password: the other sessions end, and nothing of the passwords stands in the log.
func TestPasswordChangeEndsSessions(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	other, b := o.browse("lan"), o.browse("lan")
	o.clock = o.clock.Add(time.Second)
	b.get("/password")
	const fresh = "sau bay tam chin muoi"
	if _, page := b.post("/password", "old", password, "new", fresh, "again", fresh); !strings.Contains(page, "Nguyễn Văn lan") {
		t.Fatal(page)
	}
	if !b.in() || other.in() {
		t.Error("this session ended, or another goes on")
	}
	const typed = "mat khau go nham vao o ten"
	if o.loggedIn("lan", password) || o.loggedIn(typed, "x") || !o.loggedIn("lan", fresh) {
		t.Error("the old password, or none")
	}
	log := o.log.String()
	if !strings.Contains(log, `msg="login refused" login=lan`) || !strings.Contains(log, "msg=login login=lan") {
		t.Errorf("the log does not tell who logged in:\n%s", log)
	}
	for _, secret := range []string{password, fresh, typed, "argon2id", b.token} {
		if strings.Contains(log, secret) {
			t.Errorf("%q stands in the log:\n%s", secret, log)
		}
	}
}
