package portal_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestLogin(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("lan")
	if status, page := b.get("/"); status != http.StatusOK || !strings.Contains(page, "Nguyễn Văn lan, ") {
		t.Errorf("%d\n%s", status, page)
	}
	if status, page := b.post("/logout"); status != http.StatusOK || !strings.Contains(page, "Đăng nhập") {
		t.Errorf("%d\n%s", status, page)
	}
	if _, page := b.get("/"); !strings.Contains(page, `action="/login"`) {
		t.Errorf("still logged in\n%s", page)
	}
	if _, page := b.post("/login", "login", "lan", "password", "khác"); !strings.Contains(page, "không đúng") {
		t.Errorf("a wrong password\n%s", page)
	}
	if _, page := b.post("/login", "login", "nobody", "password", password); !strings.Contains(page, "không đúng") {
		t.Errorf("nobody\n%s", page)
	}
	if response, err := b.client.Head(b.server.URL + "/login"); err != nil || response.StatusCode != http.StatusOK { // what watches a server asks so
		t.Errorf("asked for its head only, the page is %+v, %v", response, err)
	}
	b.token = "other"
	if status, _ := b.post("/login", "login", "lan", "password", password); status != http.StatusForbidden {
		t.Errorf("a form of another session: %d", status)
	}
}
