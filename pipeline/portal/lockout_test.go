package portal_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"tonghop/pipeline/portal"
)

func TestWaits(t *testing.T) {
	t.Parallel()
	want := map[int]time.Duration{0: 0, 4: 0, 5: 30 * time.Second, 6: time.Minute, 7: 2 * time.Minute, 10: 15 * time.Minute, 1_000_000: 15 * time.Minute}
	for failures, wait := range want {
		if got := portal.WaitAfter(failures); got != wait {
			t.Errorf("after %d: %v, expected %v", failures, got, wait)
		}
	}
}

// loggedIn tells whether a login and password let somebody in.
func (o *office) loggedIn(login, with string) bool {
	o.Helper()
	b := o.browse("")
	b.get("/login")
	_, page := b.post("/login", "login", login, "password", with)
	return !strings.Contains(page, `action="/login"`)
}

func TestLockOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for range 5 {
		if o.loggedIn("lan", "sai mat khau roi") {
			t.Fatal("a wrong password")
		}
	}
	if o.loggedIn("lan", password) {
		t.Error("the right password while the account waits")
	}
	account, _, err := o.Account(context.Background(), "lan")
	if err != nil || account.Failures != 5 || !account.LockedUntil.Equal(o.clock.Add(30*time.Second)) {
		t.Errorf("%v %+v", err, account)
	}
	if !o.loggedIn("minh", password) {
		t.Error("another account waits too")
	}
	o.clock = o.clock.Add(31 * time.Second)
	if o.loggedIn("lan", "sai mat khau roi") || o.loggedIn("lan", password) {
		t.Error("the sixth wrong password")
	}
	o.clock = o.clock.Add(61 * time.Second)
	if !o.loggedIn("lan", password) {
		t.Error("the wait is over")
	}
	if account, _, err = o.Account(context.Background(), "lan"); err != nil || account.Failures != 0 || !account.LastLogin.Equal(o.clock) {
		t.Errorf("%v %+v", err, account)
	}
}

// TestLockOutAtOnce tries many passwords at the same time, the right one last: no more are judged than one after the other.
func TestLockOutAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() { o.loggedIn("lan", "sai mat khau roi") })
	}
	all.Wait()
	if account, _, err := o.Account(context.Background(), "lan"); err != nil || account.Failures != 5 {
		t.Errorf("%v %d failures, expected 5", err, account.Failures)
	}
}

func TestDisabled(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("lan")
	account, _, err := o.Account(context.Background(), "lan")
	if err != nil {
		t.Fatal(err)
	}
	o.clock = o.clock.Add(time.Second)
	account.Disabled, account.Changed = true, o.clock
	if err := o.SaveAccount(context.Background(), account, "an", "disabled"); err != nil {
		t.Fatal(err)
	}
	if _, page := b.get("/"); !strings.Contains(page, `action="/login"`) {
		t.Error("the session of a disabled account goes on")
	}
	if o.loggedIn("lan", password) {
		t.Error("a disabled account")
	}
}

func TestUnknownNamesAreForgotten(t *testing.T) {
	t.Parallel()
	if kept := portal.UnknownKept(100_000, time.Now()); kept > 1000 {
		t.Error(kept)
	}
}
