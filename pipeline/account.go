package pipeline

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Role says what an account may do in the portal.
type Role string

// The roles. Whoever has one sees and does what belongs to it, in the words of the office: a province uploads and answers for its own
// forms, the department decides, an administrator looks after accounts, an auditor reads all and changes nothing.
const (
	ProvinceRole      Role = "province"
	DepartmentRole    Role = "department"
	AdministratorRole Role = "administrator"
	AuditorRole       Role = "auditor"
)

// Roles are all roles, in the order in which they are listed.
var Roles = []Role{ProvinceRole, DepartmentRole, AdministratorRole, AuditorRole}

// Account is somebody who may log in to the portal.
type Account struct {
	Login        string    `json:"login"` // lower case; whoever is journalled to have done something
	Name         string    `json:"name"`
	Role         Role      `json:"role"`
	Unit         string    `json:"unit,omitempty"` // id of the unit of a province's account; "" of the others
	PasswordHash string    `json:"-"`              // argon2id, with its parameters
	MustChange   bool      `json:"must_change"`    // the password was given by somebody else
	Disabled     bool      `json:"disabled"`
	Failures     int       `json:"failures"`              // wrong passwords since the last right one
	LockedUntil  time.Time `json:"locked_until,omitzero"` // no password is right until then
	LastLogin    time.Time `json:"last_login,omitzero"`   // zero for never
	Changed      time.Time `json:"changed"`               // of password, role, unit or disabling: sessions from before end
}

// Is tells whether the account has one of the roles.
func (a Account) Is(roles ...Role) bool { return slices.Contains(roles, a.Role) }

// AccountRecord keeps accounts.
type AccountRecord interface {
	// Account returns an account; ok is false where nobody is called so.
	Account(ctx context.Context, login string) (account Account, ok bool, err error)
	// Accounts lists all, by login.
	Accounts(ctx context.Context) ([]Account, error)
	// SaveAccount keeps an account, in the place of the one of its login, and says in the journal who did what: added, password, role, disabled, enabled.
	// The only administrator that may log in stays one: otherwise a *DecisionError.
	SaveAccount(ctx context.Context, account Account, by, what string) error
	// RecordAttempt keeps what an attempt to log in changes of an account: Failures, LockedUntil, LastLogin. It is no line of the journal.
	RecordAttempt(ctx context.Context, account Account) error
}

// loginShape is what a login looks like: it stands in logs and in the journal.
var loginShape = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// AccountField is what of an account somebody types.
type AccountField string

// The fields of an account.
const (
	LoginField AccountField = "login"
	NameField  AccountField = "name"
	RoleField  AccountField = "role"
	UnitField  AccountField = "unit"
)

// Mistake is the field of an account that is wrong, or "": a login is 2 to 32 of a-z, 0-9, dot, dash and underscore; a province's account has
// a unit that there is on the day, and no other has one.
func (a Account) Mistake(g Geography, day time.Time) AccountField {
	unit, known := g.Unit(a.Unit)
	switch {
	case !loginShape.MatchString(a.Login):
		return LoginField
	case strings.TrimSpace(a.Name) == "":
		return NameField
	case !slices.Contains(Roles, a.Role):
		return RoleField
	case (a.Role == ProvinceRole) != (a.Unit != ""), a.Unit != "" && (!known || !unit.On(day)):
		return UnitField
	}
	return ""
}

// GivePassword gives an account a password that somebody else chose: it is changed at the next login, and nothing is waited for.
func (a *Account) GivePassword(hash string) {
	a.PasswordHash, a.MustChange, a.Failures, a.LockedUntil = hash, true, 0, time.Time{}
}

// LastAdministrator tells whether an account is the only administrator that may log in: without it nobody looks after accounts.
func LastAdministrator(accounts []Account, login string) bool {
	is := func(a Account) bool { return a.Role == AdministratorRole && !a.Disabled }
	return slices.ContainsFunc(accounts, func(a Account) bool { return a.Login == login && is(a) }) &&
		!slices.ContainsFunc(accounts, func(a Account) bool { return a.Login != login && is(a) })
}
