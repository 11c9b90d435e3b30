package portal_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

var firstPassword = regexp.MustCompile(`<code>([A-Z2-7]{16})</code>`)

func TestAccountsPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("an")
	b.get("/accounts")
	_, page := b.post("/accounts", "login", "Hoa.CM", "name", "Lê Thị Hoa", "role", "province", "unit", "ca-mau-2025")
	found := firstPassword.FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no first password\n%s", page)
	}
	if _, page := b.get("/accounts"); firstPassword.MatchString(page) || !strings.Contains(page, "Lê Thị Hoa") {
		t.Errorf("the first password is shown again, or the account is not there\n%s", page)
	}
	hoa := o.browse("")
	hoa.get("/login")
	if _, page := hoa.post("/login", "login", "hoa.cm", "password", found[1]); !strings.Contains(page, "Mật khẩu này do người khác đặt") {
		t.Errorf("the first login\n%s", page)
	}
	for _, c := range []struct{ login, name, role, unit, want string }{
		{"hoa.cm", "x", "auditor", "", "Đã có tài khoản"},
		{"Hòa", "x", "auditor", "", "Tên đăng nhập gồm"},
		{"hai", " ", "auditor", "", "Chưa ghi họ và tên"},
		{"hai", "x", "boss", "", "Chưa chọn vai trò"},
		{"hai", "x", "province", "", "Chưa chọn đơn vị"},
		{"hai", "x", "province", "ca-mau", "không còn trên địa giới"},
	} {
		if _, page := b.post("/accounts", "login", c.login, "name", c.name, "role", c.role, "unit", c.unit); !strings.Contains(page, c.want) {
			t.Errorf("%+v\n%s", c, page)
		}
	}
	o.clock = o.clock.Add(time.Second)
	b.post("/accounts/hoa.cm/role", "role", "auditor", "unit", "ca-mau-2025")
	account, _, err := o.Account(context.Background(), "hoa.cm")
	if err != nil || account.Role != pipeline.AuditorRole || account.Unit != "" || hoa.in() {
		t.Errorf("%v %+v, or the session goes on", err, account)
	}
	b.post("/accounts/hoa.cm/disable")
	b.post("/accounts/hoa.cm/enable")
	if _, page := b.post("/accounts/hoa.cm/password"); !firstPassword.MatchString(page) {
		t.Errorf("no other first password\n%s", page)
	}
	if did := o.journalled("hoa.cm"); did != "added, role changed, disabled, enabled, password given anew" {
		t.Error(did)
	}
	if log := o.log.String(); strings.Contains(log, found[1]) {
		t.Errorf("a first password stands in the log:\n%s", log)
	}
}

// journalled is what the administrator did with an account, by the journal.
func (o *office) journalled(login string) string {
	o.Helper()
	lines, err := o.Journal(context.Background(), time.Time{})
	if err != nil {
		o.Fatal(err)
	}
	var did []string
	for _, line := range lines {
		if line.Subject == login && line.Who == "an" {
			did = append(did, line.Detail["did"])
		}
	}
	return strings.Join(did, ", ")
}

func TestLastAdministrator(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("an")
	b.get("/accounts")
	for _, action := range []string{"disable", "role"} {
		if status, page := b.post("/accounts/an/"+action, "role", "auditor"); status != http.StatusConflict || !strings.Contains(page, "quản trị duy nhất") {
			t.Errorf("%s: %d\n%s", action, status, page)
		}
	}
	if did := o.journalled("an"); did != "" {
		t.Error(did)
	}
	b.get("/accounts")
	b.post("/accounts/minh/role", "role", "administrator")
	o.clock = o.clock.Add(time.Second)
	if _, page := b.post("/accounts/an/disable"); !strings.Contains(page, `action="/login"`) {
		t.Errorf("with another administrator\n%s", page)
	}
}
