package duck_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
)

func TestAccounts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := context.Background()
	day := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	lan := pipeline.Account{Login: "lan", Name: "Nguyễn Thị Lan", Role: pipeline.ProvinceRole, Unit: "ca-mau-2025", PasswordHash: "$argon2id$x", MustChange: true, Changed: day}
	minh := pipeline.Account{Login: "minh", Name: "Trần Minh", Role: pipeline.AdministratorRole, PasswordHash: "$argon2id$y", Changed: day}
	for _, a := range []pipeline.Account{minh, lan} {
		if err := o.SaveAccount(ctx, a, "root", "added"); err != nil {
			t.Fatal(err)
		}
	}
	lan.Failures, lan.LockedUntil = 3, day.Add(time.Minute)
	if err := o.RecordAttempt(ctx, lan); err != nil {
		t.Fatal(err)
	}
	got, err := o.Accounts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]pipeline.Account{lan, minh}, got); diff != "" {
		t.Error(diff)
	}
	if _, ok, err := o.Account(ctx, "nobody"); ok || err != nil {
		t.Error(ok, err)
	}
	one, ok, err := o.Account(ctx, "lan")
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if diff := cmp.Diff(lan, one); diff != "" {
		t.Error(diff)
	}
	lines, err := o.Journal(ctx, time.Time{})
	if err != nil || len(lines) != 2 || lines[1].Subject != "lan" || lines[1].Action != pipeline.AccountAction {
		t.Errorf("%v %+v", err, lines)
	}
}
