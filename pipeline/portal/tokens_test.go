package portal_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"tonghop/pipeline"
)

var secretShown = regexp.MustCompile(`<code>(tonghop_[A-Z2-7]{52})</code>`)

// TestTokensPage makes a token of a unit, which is shown once, and revokes it.
func TestTokensPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("an")
	_, page := b.get("/accounts")
	if strings.Contains(page, "Các mã truy cập") {
		t.Errorf("tokens, where there are none\n%s", page)
	}
	for _, unit := range []string{"", "nonsense", "ca-mau"} {
		if _, page := b.post("/tokens", "unit", unit); !strings.Contains(page, "Chưa chọn đơn vị của mã truy cập") {
			t.Errorf("a token of %q\n%s", unit, page)
		}
	}
	_, page = b.post("/tokens", "unit", "ca-mau-2025")
	found := secretShown.FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no secret\n%s", page)
	}
	secret := found[1]
	b.holds(page, "tỉnh Cà Mau", "do an", "Chưa dùng", `action="/tokens/1/revoke"`)
	if _, page := b.get("/accounts"); strings.Contains(page, secret) || strings.Contains(page, "tonghop_") {
		t.Errorf("the secret is shown again\n%s", page)
	}
	if status, answer := o.program("GET", "/api/v1/board", secret); status != http.StatusOK {
		t.Errorf("%d %s", status, answer)
	}
	_, page = b.post("/tokens/1/revoke")
	b.holds(page, "Đã thu hồi mã truy cập", "Đã thu hồi lúc 10:00 16/11/2026")
	if strings.Contains(page, `action="/tokens/1/revoke"`) || strings.Contains(page, "Chưa dùng") {
		t.Errorf("what was revoked\n%s", page)
	}
	status, answer := o.program("GET", "/api/v1/board", secret)
	o.refused("a revoked token", status, answer, "unauthorized")
	for _, number := range []string{"1", "2", "x"} {
		if status, _ := b.post("/tokens/" + number + "/revoke"); status != http.StatusNotFound {
			t.Errorf("token %s: %d", number, status)
		}
	}
	if did := o.journalled("1"); did != "added, revoked" {
		t.Error(did)
	}
	lines, err := o.Journal(context.Background(), o.clock.AddDate(-1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if line.Action == pipeline.TokenAction && (line.Detail["unit"] != "ca-mau-2025" || len(line.Detail) != 2) {
			t.Errorf("%+v", line)
		}
	}
	if strings.Contains(o.log.String(), secret) {
		t.Error("the secret stands in the log")
	}
}
